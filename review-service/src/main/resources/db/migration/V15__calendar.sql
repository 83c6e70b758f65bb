-- Secrets in addresses that calendars read. What is kept is a hash: a secret is shown once.
create table calendar_feed (
    id          uuid primary key,
    person      text        not null,
    name        text        not null,
    secret_hash text        not null unique,
    created_at  timestamptz not null
);

create index calendar_feed_person on calendar_feed (person, id);

-- Two questions after a meeting. Who has answered stands apart from what was answered: there is one row of counts for each
-- meeting, and nothing in it says when, by whom or in which order (ADR 31).
create table meeting_poll (
    meeting_id      uuid primary key,
    learned_much    integer not null default 0,
    learned_some    integer not null default 0,
    learned_nothing integer not null default 0,
    again_yes       integer not null default 0,
    again_no        integer not null default 0
);

create table meeting_poll_answered (
    meeting_id uuid not null,
    person     text not null,
    primary key (meeting_id, person)
);

-- Meetings that take place every week, with whatever waits for review by then.
create table standing_meeting (
    id               uuid primary key,
    version          bigint  not null,
    team             text,
    weekday          text    not null,
    local_time       text    not null,
    time_zone        text    not null,
    duration_minutes integer not null,
    place            text,
    link             text,
    facilitators     jsonb   not null,
    note_takers      jsonb   not null,
    language         text    not null,
    organizer        text    not null,
    active           boolean not null
);
