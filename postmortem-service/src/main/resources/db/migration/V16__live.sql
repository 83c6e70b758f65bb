-- Since when people have typed what neither the sections of the row nor the words of the search know.
alter table postmortem_view add column typed_since timestamptz;

create index postmortem_view_typed_since on postmortem_view (typed_since) where typed_since is not null;

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
