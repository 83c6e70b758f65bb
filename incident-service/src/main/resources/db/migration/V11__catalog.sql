-- Who and what there is. Not event-sourced: a name must be erasable.
create table person (
    id text primary key,
    version bigint not null,
    name text not null,
    email text,
    team text,
    senior boolean not null,
    manager boolean not null,
    away boolean not null,
    chat_handle text
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
    primary_on_call text,
    aliases varchar[] not null
);
