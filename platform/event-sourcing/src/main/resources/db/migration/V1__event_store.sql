-- Where a service keeps what happened, what it still has to tell, what it has heard and what it has answered.

-- The head of each stream. Every command's transaction writes this row first: whoever holds it decides what comes next,
-- and transaction ids follow the order of versions. tx is the id of the last writer: a transaction with an older one
-- appends nothing more, else its message would leave before those that it follows.
create table stream (
    id uuid primary key,
    kind text not null,
    version bigint not null check (version > 0),
    tx xid8 not null default pg_current_xact_id()
);

create table event (
    position bigint generated always as identity,
    stream_id uuid not null,
    version bigint not null check (version > 0),
    id uuid not null,
    kind text not null,
    type text not null,
    data jsonb not null,
    at timestamptz not null,
    actor text not null,
    correlation_id uuid not null,
    causation_id uuid,
    traceparent text,
    tx xid8 not null default pg_current_xact_id(),
    recorded_at timestamptz not null default now(),
    primary key (stream_id, version)
);

create unique index event_position on event (position);

create function refuse_to_rewrite_history() returns trigger language plpgsql as
$$
begin
    raise exception 'events are never changed or removed' using errcode = 'restrict_violation';
end
$$;

create trigger event_is_append_only before update or delete on event
    for each row execute function refuse_to_rewrite_history();
create trigger event_is_never_truncated before truncate on event
    for each statement execute function refuse_to_rewrite_history();

-- What still has to reach Kafka. The relay reads by (tx, position) below the oldest running transaction, so that no row
-- can appear behind its back, and deletes a row once the broker has it.
create table outbox (
    tx xid8 not null default pg_current_xact_id(),
    position bigint generated always as identity,
    message_id uuid not null,
    topic text not null,
    key text not null,
    headers jsonb not null,
    payload text not null,
    primary key (tx, position)
);

-- What has been heard, written in the same transaction as its effect: a message delivered twice acts once.
create table inbox (
    consumer text not null,
    message_id uuid not null,
    received_at timestamptz not null default now(),
    primary key (consumer, message_id)
);

-- What has been answered to whom under which key, written in the same transaction as the effect.
create table idempotency_key (
    principal text not null,
    key text not null,
    request_hash text not null,
    status integer not null,
    headers jsonb not null,
    body text not null,
    created_at timestamptz not null default now(),
    primary key (principal, key)
);

create index idempotency_key_age on idempotency_key (created_at);
