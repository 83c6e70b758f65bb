-- What was deployed lately, for incidents that are declared afterwards. Not made from events: nothing has happened to an
-- incident yet.
create table deployment (
    source text not null,
    id text not null,
    service text not null,
    at timestamptz not null,
    text text not null,
    url text,
    primary key (source, id)
);

create index deployment_service on deployment (service, at);
create index deployment_age on deployment (at);
