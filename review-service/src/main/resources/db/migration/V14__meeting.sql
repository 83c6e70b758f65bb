-- Who leads a team: whoever knows its services best in a meeting. Of a team that is known already with its next message.
alter table team add column if not exists lead text;

create table service (
    id              text primary key,
    version         bigint not null,
    team            text,
    primary_on_call text
);

-- Who took part in an incident, as last told.
create table incident_part (
    incident_id    uuid primary key,
    number         text        not null,
    services       jsonb       not null,
    team           text,
    commander      text,
    communications text,
    scribe         text,
    responders     jsonb       not null,
    told_at        timestamptz not null
);

-- What a meeting has to know of a submitted postmortem beside its review.
create table meeting_material (
    postmortem_id uuid primary key,
    incident_id   uuid,
    services      jsonb       not null,
    submitted_at  timestamptz not null
);

-- Threads of comments. Those that are closed stay: they can be opened again.
create table postmortem_comment (
    id            uuid primary key,
    postmortem_id uuid        not null,
    section       text,
    text          text,
    author        text        not null,
    added_at      timestamptz not null,
    resolved      boolean     not null,
    changed_at    timestamptz not null
);

create index postmortem_comment_open on postmortem_comment (postmortem_id, added_at, id) where not resolved;

create table meeting (
    id                  uuid primary key,
    version             bigint      not null,
    sequence            integer     not null,
    status              text        not null,
    subjects            jsonb       not null,
    starts_at           timestamptz not null,
    duration_minutes    integer     not null,
    time_zone           text        not null,
    place               text,
    link                text,
    facilitator         text        not null,
    note_taker          text        not null,
    language            text        not null,
    organizer           text        not null,
    standing            uuid,
    confidential        boolean     not null,
    short_notice_reason text,
    arranged_at         timestamptz not null,
    agenda              jsonb,
    attendance          jsonb       not null,
    outcomes            jsonb       not null,
    decisions           jsonb       not null,
    started_at          timestamptz,
    ended_at            timestamptz,
    minutes             jsonb,
    cancel_reason       text
);

create index meeting_start on meeting (starts_at, id);
create index meeting_standing on meeting (standing, starts_at) where standing is not null;

create table meeting_attendee (
    meeting_id uuid not null,
    person     text not null,
    primary key (meeting_id, person)
);

create index meeting_attendee_person on meeting_attendee (person, meeting_id);

create table meeting_postmortem (
    meeting_id    uuid not null,
    postmortem_id uuid not null,
    primary key (meeting_id, postmortem_id)
);

create index meeting_postmortem_postmortem on meeting_postmortem (postmortem_id, meeting_id);
