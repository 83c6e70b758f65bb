-- What Prometheus is asked about incidents.
create table metric_query (
    id text primary key,
    version bigint not null,
    title text not null,
    unit text,
    query text not null,
    services varchar[] not null,
    step_seconds integer
);

-- One query's answer for one incident, and for one service where the query asks about one. Not made from events: what
-- was asked and answered is kept here, that it was is a fact of the timeline.
create table graph (
    id uuid primary key,
    version bigint not null,
    incident_id uuid not null,
    query_id text not null,
    -- Empty where the query does not ask about a service.
    service text not null,
    title text not null,
    unit text,
    query text not null,
    window_start timestamptz not null,
    window_end timestamptz not null,
    step_seconds bigint not null,
    status text not null,
    asked_at timestamptz not null,
    attempts integer not null,
    next_attempt_at timestamptz,
    -- Drawn for the attempt under way; whoever dies during it leaves next_attempt_at behind.
    attempt uuid,
    last_error text,
    stored_at timestamptz,
    series varchar[] not null
);

create index graph_incident on graph (incident_id, query_id, service);
create index graph_due on graph (next_attempt_at) where status = 'WAITING';

-- Apart from the graph, so that a list of graphs reads none of them. As jsonb and not packed: whoever has only the
-- database can still read it.
create table graph_samples (
    graph_id uuid primary key references graph (id),
    samples jsonb not null
);
