-- A postmortem that was written elsewhere and brought along: it may be about no incident that is known here, or about one
-- that has a postmortem of its own, and nobody waits for it.
alter table postmortem_view
    alter column incident_id drop not null,
    alter column incident_number drop not null,
    alter column draft_due_at drop not null,
    alter column due_at drop not null,
    add column imported boolean not null default false,
    add column origin jsonb;

alter table postmortem_view drop constraint postmortem_view_incident_id_key;
create unique index postmortem_view_drafted_of_incident on postmortem_view (incident_id) where not imported;
create index postmortem_view_of_incident on postmortem_view (incident_id);

-- The archive of another installation that this one has taken over, or is taking over part by part: one at most, since it
-- begins in an empty service.
create table archive_import (
    id uuid primary key,
    events bigint not null,
    received bigint not null default 0,
    begun_by text not null,
    begun_at timestamptz not null,
    finished_at timestamptz
);
