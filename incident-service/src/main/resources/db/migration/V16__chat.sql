-- Chats that were attached to incidents. Not made from events: they hold what people said, and must be erasable.
create table chat_import (
    id uuid primary key,
    incident_id uuid not null,
    digest text not null,
    channel text not null,
    window_from timestamptz not null,
    window_to timestamptz not null,
    imported_by text not null,
    imported_at timestamptz not null,
    content_type text not null,
    raw bytea not null,
    messages integer not null,
    proposed integer not null,
    outside integer not null,
    not_understood integer not null,
    unique (incident_id, digest)
);

create table chat_message (
    import_id uuid not null references chat_import,
    number integer not null,
    message_id text not null,
    at timestamptz not null,
    author text,
    author_name text not null,
    bot boolean not null,
    text text not null,
    thread text,
    edited_at timestamptz,
    reactions varchar[] not null,
    pinned boolean not null,
    proposed boolean not null,
    kind text not null,
    reasons jsonb not null,
    entry uuid,
    primary key (import_id, number)
);
