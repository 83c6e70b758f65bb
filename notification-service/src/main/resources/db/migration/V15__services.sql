-- Whose a service is: whoever asks for what a team is concerned with is told of its services as well.
create table service (
    id      text primary key,
    version bigint not null,
    team    text
);

-- What becomes private is looked for by its number.
create index reported_number on reported (number);
