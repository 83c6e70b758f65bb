-- Answers that did not come on the way from an incident to its reviewed postmortem. Normally empty.
create table gap (
    -- the message that wants an answer
    id uuid primary key,
    kind text not null,
    number text not null,
    incident_id uuid,
    postmortem_id uuid,
    team text,
    since timestamptz not null,
    asked integer not null,
    answered_at timestamptz,
    confidential boolean not null
);

create index gap_since on gap (since, id);
create index gap_open on gap (since, id) where answered_at is null;
