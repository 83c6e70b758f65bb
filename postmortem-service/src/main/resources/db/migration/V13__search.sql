-- What a postmortem can be found by: the words of everything that it says, each with how often and where (A title,
-- B sections, C action items, D comments), and three neighbouring characters at a time where a language writes no spaces.
create table search_text (
    postmortem_id uuid primary key,
    drafted_at timestamptz not null,
    words tsvector not null
) with (
    -- Words lie beside the row, so that counting and joining reads few pages.
    toast_tuple_target = 128,
    autovacuum_vacuum_scale_factor = 0.05
);

-- Each search reads what has not been sorted in yet, so it is kept short (kB).
create index search_text_words on search_text using gin (words) with (gin_pending_list_limit = 512);

-- The newest first, of those that a search is narrowed to.
create index postmortem_view_of_team on postmortem_view (team, drafted_at desc, id desc);
create index postmortem_view_of_severity on postmortem_view (severity, drafted_at desc, id desc);
create index postmortem_view_of_service on postmortem_view using gin (services jsonb_path_ops);

-- Services in which an incident began, for those that began in the same one.
create index incident_view_at_fault on incident_view using gin ((document -> 'servicesAtFault') jsonb_path_ops);

-- When a postmortem went through its steps: what was reached first, however often it went back.
alter table postmortem_view
    add column submitted_at timestamptz,
    add column accepted_at timestamptz;

update postmortem_view p
   set submitted_at = (select min(e.at) from event e
                        where e.stream_id = p.id and e.type = 'postmortem-submitted.v1'),
       accepted_at = (select min(e.at) from event e where e.stream_id = p.id and e.type = 'review-accepted.v1');

alter table action_item_view
    add column added_at timestamptz,
    add column settled_at timestamptz;

update action_item_view i
   set added_at = (select e.at from event e
                    where e.stream_id = i.postmortem_id and e.version = i.position),
       settled_at = (select max(e.at) from event e
                      where i.status in ('DONE', 'DECLINED')
                        and e.stream_id = i.postmortem_id
                        and e.type = 'action-item-status-changed.v1'
                        and e.data ->> 'actionItemId' = i.id::text);

-- Incidents that resemble older ones whose preventive action items were still open: one row for each pair.
create table recurrence_view (
    id uuid primary key,
    incident_id uuid not null,
    incident_number text not null,
    postmortem_id uuid,
    earlier_postmortem_id uuid not null,
    earlier_number text not null,
    reasons jsonb not null,
    open_action_items jsonb not null,
    suspected_at timestamptz not null,
    unique (incident_id, earlier_postmortem_id)
);

create index recurrence_view_of_earlier on recurrence_view (earlier_postmortem_id);
