-- Who saved a version of the policy, when and why; null where it came with the service.
alter table policy
    add column saved_by text,
    add column saved_at timestamptz,
    add column reason text;

create index policy_in_force on policy (in_force_from desc, version desc);

-- Policies are tried on the past, the latest first.
create index incident_view_declared on incident_view (declared_at desc, id desc) where document is not null;

-- A postmortem that need not be written for now: nobody is reminded of it.
alter table postmortem_view add column suspended boolean not null default false;

-- A decision that is waived, by whom and until when.
alter table decision_view
    add column waived_by text,
    add column waiver_reason text,
    add column waived_until timestamptz;

create index decision_view_waiver on decision_view (waived_until) where current and outcome = 'WAIVED';

-- Every request by a stakeholder. Whether it is honoured shows in the decision that holds for its incident.
create table request_view (
    id uuid primary key,
    incident_id uuid not null,
    requested_by text not null,
    reason text not null,
    language text,
    requested_at timestamptz not null,
    declined_by text,
    decline_reason text,
    declined_at timestamptz,
    moved_to uuid,
    moved_to_number text,
    moved_at timestamptz,
    version bigint not null
);

create index request_view_newest on request_view (requested_at desc, id desc);
create index request_view_of_incident on request_view (incident_id, requested_at desc, id desc);
create index request_view_of_person on request_view (requested_by, requested_at desc, id desc);

-- Requests of before this table are taken from their events; the id is the one that the event makes of itself.
insert into request_view (id, incident_id, requested_by, reason, language, requested_at, version)
select (substr(digest, 1, 12) || '3' || substr(digest, 14, 3)
            || to_hex((('x' || substr(digest, 17, 1))::bit(4)::int & 3) | 8) || substr(digest, 18))::uuid,
       stream_id, data ->> 'requestedBy', data ->> 'reason', data ->> 'language', (data ->> 'requestedAt')::timestamptz,
       version
  from (select event.*,
               md5(stream_id || '|' || (data ->> 'requestedBy') || '|' || (data ->> 'requestedAt')) as digest
          from event
         where kind = 'decision' and type = 'postmortem-requested.v1') requested;

-- A merged incident's requests go with the other one.
alter table incident_view add column merged_into uuid;
