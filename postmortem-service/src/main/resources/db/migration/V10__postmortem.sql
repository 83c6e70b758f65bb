-- Policies and templates are data: a version is stored once and never changes.
create table policy (
    version integer primary key,
    name text not null,
    in_force_from timestamptz not null,
    document jsonb not null
);

create table template (
    id uuid primary key,
    key text not null,
    language text not null,
    version integer not null,
    document jsonb not null,
    unique (key, language, version)
);

-- What this service knows of people, teams and services; the newest version of each wins.
create table person (
    id text primary key,
    version bigint not null,
    name text not null,
    email text,
    team text,
    senior boolean not null,
    manager boolean not null,
    away boolean not null
);

create table team (
    id text primary key,
    version bigint not null,
    name text not null,
    lead text,
    manager text
);

create table service (
    id text primary key,
    version bigint not null,
    name text not null,
    team text,
    primary_on_call text
);

-- What this service knows of incidents. closed_at and document are those of the latest closing; severity is the worst
-- that it ever was.
create table incident_view (
    id uuid primary key,
    number text not null unique,
    title text not null,
    severity text not null,
    team text,
    status text not null,
    declared_at timestamptz not null,
    closed_at timestamptz,
    severity_changes jsonb not null,
    document jsonb
);

create index incident_view_closed_of_team on incident_view (team, closed_at desc, id desc) where closed_at is not null;
create index incident_view_closed on incident_view (closed_at desc, id desc) where closed_at is not null;

-- Every decision ever made; current is the one that holds for its incident.
create table decision_view (
    id uuid primary key,
    incident_id uuid not null,
    incident_number text not null,
    close_event_id uuid not null,
    policy text not null,
    policy_version integer not null,
    outcome text not null,
    criteria jsonb not null,
    requested_by text,
    reason text,
    postmortem_id uuid,
    decided_at timestamptz not null,
    current boolean not null,
    version bigint not null
);

create index decision_view_newest on decision_view (decided_at desc, id desc);
create index decision_view_of_incident on decision_view (incident_id, decided_at desc, id desc);
create index decision_view_of_incident_number on decision_view (incident_number);
create unique index decision_view_current on decision_view (incident_id) where current;

create sequence postmortem_number;

create table postmortem_view (
    id uuid primary key,
    number text not null unique,
    incident_id uuid not null unique,
    incident_number text not null,
    title text not null,
    status text not null,
    status_since timestamptz not null,
    owner text,
    collaborators jsonb not null,
    severity text not null,
    team text,
    services jsonb not null,
    language text not null,
    template text not null,
    template_version integer not null,
    policy_version integer not null,
    sections jsonb not null,
    revision integer not null,
    content_hash text not null,
    drafted_at timestamptz not null,
    draft_due_at timestamptz not null,
    due_at timestamptz not null,
    published_at timestamptz,
    review_id uuid,
    restricted boolean not null,
    -- the deadline whose passing has to be told next; null when there is nothing left to tell
    next_deadline_at timestamptz,
    draft_overdue_told boolean not null,
    overdue_told boolean not null,
    version bigint not null
);

create index postmortem_view_of_incident_number on postmortem_view (incident_number);
create index postmortem_view_newest on postmortem_view (drafted_at desc, id desc);
create index postmortem_view_in_status on postmortem_view (status, drafted_at desc, id desc);
create index postmortem_view_of_owner on postmortem_view (owner, drafted_at desc, id desc);
create index postmortem_view_deadline on postmortem_view (next_deadline_at) where next_deadline_at is not null;

create table action_item_view (
    id uuid primary key,
    postmortem_id uuid not null,
    postmortem_number text not null,
    position bigint not null,
    title text not null,
    kind text not null,
    priority text,
    owner text,
    due_at timestamptz not null,
    status text not null,
    status_reason text,
    end_state text,
    tracker_url text,
    next_deadline_at timestamptz,
    overdue_told_for timestamptz
);

create index action_item_view_of_postmortem on action_item_view (postmortem_id, position);
create index action_item_view_due on action_item_view (due_at, id);
create index action_item_view_in_status on action_item_view (status, due_at, id);
create index action_item_view_of_owner on action_item_view (owner, due_at, id);
create index action_item_view_deadline on action_item_view (next_deadline_at) where next_deadline_at is not null;
