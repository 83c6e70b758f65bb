-- What a long stream had come to at some of its versions, so that it is not read from its beginning. A cache: every row
-- may be deleted at any time, and the events tell the same. Kept as json and not as jsonb, which would sort the keys of
-- a map that is in an order of its own; nobody looks inside.
create table snapshot (
    stream_id uuid not null,
    version bigint not null check (version > 0),
    shape text not null,
    state json not null,
    primary key (stream_id, version)
);
