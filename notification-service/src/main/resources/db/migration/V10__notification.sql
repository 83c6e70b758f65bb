-- People and teams as the catalog last told: whoever comes with a higher version replaces what is here.
create table person (
    id          text primary key,
    version     bigint  not null,
    name        text    not null,
    email       text,
    team        text,
    manager     boolean not null,
    chat_handle text
);

create index person_manager on person (id) where manager;

create table team (
    id      text primary key,
    version bigint not null,
    manager text
);

-- One message to one recipient, as it stands.
create table delivery (
    id              uuid primary key,
    version         bigint      not null,
    source_event_id uuid        not null,
    event           text        not null,
    channel         text        not null,
    recipient_kind  text        not null,
    recipient       text        not null,
    announcement    text        not null,
    subject         text        not null,
    status          text        not null,
    attempts        integer     not null,
    last_error      text,
    confidential    boolean     not null,
    requested_at    timestamptz not null,
    due_at          timestamptz,
    sent_at         timestamptz,
    unique (source_event_id, channel, recipient_kind, recipient)
);

create index delivery_due on delivery (channel, due_at) where status = 'PENDING';
create index delivery_newest on delivery (requested_at, id);
create index delivery_status on delivery (status, requested_at, id);
create index delivery_recipient on delivery (recipient, requested_at, id);
create index delivery_event on delivery (event, requested_at, id);

-- Who is sending what at the moment. No projection: a lease that is lost costs nothing but a moment.
create table delivery_lease (
    delivery_id uuid primary key,
    holder      text        not null,
    until       timestamptz not null
);
