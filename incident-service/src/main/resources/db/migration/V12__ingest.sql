-- Systems that deliver to /ingest, beside those that come with a bearer token.
create table source (
    id text primary key,
    version bigint not null,
    kind text not null,
    enabled boolean not null,
    -- As they are: a signature can only be checked with the secret itself.
    secrets varchar[] not null,
    default_service text,
    default_severity text,
    default_team text,
    fields jsonb not null,
    severities jsonb not null
);

-- Deliveries that were not understood, as they came.
create table rejected_delivery (
    id uuid primary key,
    source text not null,
    kind text not null,
    received_at timestamptz not null,
    reason text not null,
    attempts integer not null,
    headers jsonb not null,
    body bytea not null
);

-- What was told of a thing before its beginning was. Not made from events: nothing has happened to an incident yet.
create table early_happening (
    source text not null,
    thing text not null,
    id text not null,
    at timestamptz not null,
    heard_at timestamptz not null,
    happening jsonb not null,
    primary key (source, thing, id)
);

create index early_happening_age on early_happening (heard_at);
