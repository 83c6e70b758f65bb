alter table incident_view
    add column kind text not null default 'INCIDENT',
    add column services_at_fault varchar[] not null default '{}',
    add column merged_into uuid,
    add column happened_at timestamptz,
    add column imported_source text,
    add column imported_key text,
    alter column started_at drop not null;
update incident_view set happened_at = started_at;
alter table incident_view
    alter column kind drop default,
    alter column services_at_fault drop default,
    alter column happened_at set not null;

drop index incident_view_started;
create index incident_view_happened on incident_view (happened_at, id desc);

create unique index incident_view_imported on incident_view (imported_source, imported_key)
    where imported_source is not null;

create index alert_view_incident on alert_view (incident_id);

-- Incidents of the past that somebody has handed in. Not made from events: lines wait here to become some.
create table incident_import (
    id uuid primary key,
    source text not null,
    zone text not null,
    fields jsonb not null,
    ignored_names varchar[] not null,
    received_by text not null,
    received_at timestamptz not null,
    lines integer not null
);

create table import_line (
    import_id uuid not null references incident_import,
    number integer not null,
    raw text not null,
    status text not null,
    reason text,
    warnings varchar[] not null,
    incident_id uuid,
    incident_number text,
    primary key (import_id, number)
);

create index import_line_pending on import_line (import_id, number) where status = 'PENDING';
