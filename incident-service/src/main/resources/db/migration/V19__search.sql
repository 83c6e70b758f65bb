-- What exports show beside the list.
alter table incident_view add column summary text;
alter table incident_view add column detected_by text;
alter table incident_view add column impact jsonb not null default '{"figures": []}';

-- Which part of incident_words has the entry's words.
alter table timeline_entry_view add column part integer not null default 0;

-- What an incident can be found by: the words of its number, title, summary and timeline, and three neighbouring
-- characters at a time where a language writes no spaces. A part that is full is followed by another, so that adding an entry
-- never writes a long history again.
create table incident_words (
    incident_id uuid not null,
    part integer not null,
    -- How many parts the incident has, told by its first one; 0 in the others.
    parts integer not null,
    words tsvector not null,
    primary key (incident_id, part)
) with (
    -- Words lie beside the row: a word that every incident has is read from few pages.
    toast_tuple_target = 128,
    autovacuum_vacuum_scale_factor = 0.05
);

-- Each search reads what has not been sorted in yet, so it is kept short (kB).
create index incident_words_words on incident_words using gin (words) with (gin_pending_list_limit = 512);
create index incident_words_of_parts on incident_words using gin (words) with (gin_pending_list_limit = 128)
    where parts <> 1;

-- Followers of the log read it as the relay reads its outbox.
create index event_log on event (tx, position);
