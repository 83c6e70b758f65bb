create sequence incident_number;

create table incident_view (
    id uuid primary key,
    version bigint not null,
    number text not null unique,
    title text not null,
    severity text not null,
    peak_severity text not null,
    status text not null,
    services varchar[] not null,
    team text,
    commander text,
    declared_at timestamptz not null,
    started_at timestamptz not null,
    detected_at timestamptz,
    acknowledged_at timestamptz,
    mitigated_at timestamptz,
    resolved_at timestamptz,
    closed_at timestamptz
);

-- Lists show the newest first; ids are ordered by time.
create index incident_view_status on incident_view (status, id desc);
create index incident_view_severity on incident_view (severity, id desc);
create index incident_view_team on incident_view (team, id desc);
create index incident_view_services on incident_view using gin (services);

create table timeline_entry_view (
    id uuid primary key,
    incident_id uuid not null,
    -- Order of being written down, for facts of the same moment.
    place bigint not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    kind text not null,
    text text not null,
    source text not null,
    author text,
    evidence jsonb not null
);

create unique index timeline_entry_view_order on timeline_entry_view (incident_id, occurred_at, place);

create table alert_view (
    source text not null,
    fingerprint text not null,
    starts_at timestamptz not null,
    group_key text not null,
    incident_id uuid not null,
    firing boolean not null,
    primary key (source, fingerprint, starts_at)
);

-- By digest, because a group's key may be longer than an index can hold.
create index alert_view_group on alert_view (source, md5(group_key), incident_id desc);
create index alert_view_firing on alert_view (source, fingerprint) where firing;

-- Ends that overtook their beginnings. Not made from events: nothing has happened to an incident yet.
create table early_end (
    source text not null,
    fingerprint text not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    heard_at timestamptz not null,
    primary key (source, fingerprint, starts_at)
);
