-- Postmortems that somebody is typing in: their words are kept from time to time instead of with each keystroke.
create table search_text_due (
    postmortem_id uuid primary key,
    since timestamptz not null
);

create index search_text_due_since on search_text_due (since);

-- What could stand in the place of the words that a comment is about, and whom it names.
alter table comment_view
    add column suggestion text,
    add column mentions jsonb not null default '[]';

-- The same as status_at of an action item that is settled.
alter table action_item_view drop column settled_at;

-- In which version a postmortem was last submitted for review: what changed since can be shown.
alter table postmortem_view add column submitted_version bigint;

update postmortem_view p
   set submitted_version = (select max(e.version) from event e
                             where e.stream_id = p.id
                               and e.type in ('postmortem-submitted.v1', 'postmortem-submitted.v2'));
