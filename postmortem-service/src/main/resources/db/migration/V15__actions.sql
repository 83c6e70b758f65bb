-- Who said so, when, and what shows it: the register of what is not going to be done.
alter table action_item_view
    add column evidence text,
    add column status_by text,
    add column status_at timestamptz;

update action_item_view i
   set status_by = e.data ->> 'by', status_at = (e.data ->> 'at')::timestamptz
  from (select distinct on (data ->> 'actionItemId') data from event
         where kind = 'postmortem' and type = 'action-item-status-changed.v1'
         order by data ->> 'actionItemId', version desc) e
 where i.id = (e.data ->> 'actionItemId')::uuid;

-- Reminders go on until something is done. When somebody was last told is all that has to be known; whom to tell next,
-- and when, follows from it and the settings.
alter table action_item_view add column told_at timestamptz;

update action_item_view i
   set told_at = (e.data ->> 'at')::timestamptz
  from event e
 where e.kind = 'postmortem' and e.type = 'action-item-became-overdue.v1'
   and i.id = (e.data ->> 'actionItemId')::uuid and i.overdue_told_for = i.due_at
   and (e.data ->> 'dueAt')::timestamptz = i.due_at;

drop index action_item_view_deadline;
alter table action_item_view drop column next_deadline_at, drop column overdue_told_for;
create index action_item_view_unsettled on action_item_view (due_at) where status in ('OPEN', 'IN_PROGRESS');

alter table postmortem_view
    add column draft_told_at timestamptz,
    add column told_at timestamptz;

update postmortem_view p
   set draft_told_at = (e.data ->> 'at')::timestamptz
  from event e
 where e.stream_id = p.id and e.type = 'postmortem-became-overdue.v1' and e.data ->> 'deadline' = 'DRAFT';

update postmortem_view p
   set told_at = (e.data ->> 'at')::timestamptz
  from event e
 where e.stream_id = p.id and e.type = 'postmortem-became-overdue.v1' and e.data ->> 'deadline' = 'PUBLICATION';

drop index postmortem_view_deadline;
alter table postmortem_view
    drop column next_deadline_at, drop column draft_overdue_told, drop column overdue_told;
create index postmortem_view_unpublished on postmortem_view (due_at) where status <> 'PUBLISHED';

-- An action item's issue in a tracker, before it is made and after. Not made from events: what the tracker says can be
-- asked for again, and what follows from it is an event of the postmortem.
create table tracker_issue (
    action_item_id uuid primary key,
    version bigint not null,
    postmortem_id uuid not null,
    tracker text not null,
    key text,
    url text,
    -- OPEN, DONE or DROPPED as the tracker last said
    seen text,
    -- whether it was closed when both sides last said the same
    closed boolean not null,
    attempts integer not null,
    first_attempt_at timestamptz,
    next_attempt_at timestamptz not null,
    failed boolean not null,
    last_error text,
    requested_at timestamptz not null,
    unique (tracker, key)
);

-- Who talks to a tracker at the moment, until when, and until when its changes are known.
create table tracker_turn (
    tracker text primary key,
    holder uuid not null,
    until timestamptz not null,
    polled_until timestamptz
);
