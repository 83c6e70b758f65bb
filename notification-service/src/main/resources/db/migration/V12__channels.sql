-- Where things are told, as it stands. Addresses and secrets are elsewhere, sealed.
create table channel (
    name         text primary key,
    stream_id    uuid        not null,
    version      bigint      not null,
    kind         text        not null,
    target       text        not null,
    description  text,
    owner        text        not null,
    person       text,
    language     text        not null,
    enabled      boolean     not null,
    disabled_why text,
    disabled_at  timestamptz,
    changed_by   text        not null,
    changed_at   timestamptz not null
);

create index channel_person on channel (person) where person is not null;

-- What must never be in an event, since events are for ever. No projection: it cannot be made anew.
create table channel_secret (
    name            text primary key,
    address         text not null,
    signing         text,
    signing_before  text,
    before_until    timestamptz
);

-- How a destination has answered of late. No projection: losing it costs a few attempts.
create table destination_health (
    destination     text primary key,
    failures        integer not null,
    failing_since   timestamptz,
    paused_until    timestamptz,
    last_success_at timestamptz
);

alter table delivery add column destination text not null default 'mail';
update delivery set destination = 'chat' where channel = 'CHAT';
alter table delivery alter column destination drop default;
alter table delivery add column mandatory boolean not null default true;
alter table delivery alter column mandatory drop default;
alter table delivery add column held text;
alter table delivery add column late_since timestamptz;
alter table delivery add column told_in uuid;
alter table delivery add column correlation_id uuid;

alter table delivery drop constraint delivery_source_event_id_channel_recipient_kind_recipient_key;
drop index delivery_due;
create index delivery_due on delivery (destination, due_at) where status = 'PENDING';
create index delivery_late on delivery (requested_at) where status = 'PENDING' and mandatory and late_since is null;
create index delivery_held on delivery (recipient_kind, recipient, destination, due_at) where status = 'PENDING' and held is not null;
create index delivery_cause on delivery (correlation_id, recipient_kind, recipient, destination);
create index delivery_destination on delivery (destination, requested_at, id);

-- Events as webhooks bring them to programs: kept once, however many channels tell of them.
create table told_event (
    id          uuid primary key,
    type        text        not null,
    occurred_at timestamptz not null,
    data        jsonb       not null
);

-- What an event is about, as far as subscriptions ask for it: events name the thing, and not all of them its team.
create table subject (
    id       uuid primary key,
    number   text    not null,
    title    text    not null,
    team     text,
    severity text,
    services text[]  not null,
    private  boolean not null
);

create table subscription (
    id         uuid primary key,
    version    bigint      not null,
    channel    text,
    person     text,
    events     text[]      not null,
    teams      text[]      not null,
    services   text[]      not null,
    severities text[]      not null,
    created_by text        not null,
    changed_at timestamptz not null,
    check ((channel is null) <> (person is null))
);

create index subscription_events on subscription using gin (events);
create index subscription_channel on subscription (channel, id);
create index subscription_person on subscription (person, id);

create table preference (
    person      text primary key,
    version     bigint      not null,
    language    text,
    time_zone   text,
    pace        text        not null,
    daily_at    time,
    quiet_from  time,
    quiet_until time,
    via         text[]      not null,
    muted       text[]      not null,
    changed_at  timestamptz not null
);
