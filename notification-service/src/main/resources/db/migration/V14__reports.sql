-- What reports tell of, as far as it was heard: nothing of private postmortems is here.
create table reported (
    id       uuid primary key,
    kind     text        not null,
    number   text        not null,
    title    text        not null,
    team     text,
    owner    text,
    severity text,
    summary  text,
    status   text        not null,
    due_at   timestamptz,
    at       timestamptz not null
);

create index reported_at on reported (kind, at);
create index reported_waiting on reported (due_at) where status = 'WAITING';

-- When each kind of report is made the next time. Whoever holds the row makes it.
create table report_clock (
    kind    text primary key,
    next_at timestamptz not null
);

-- Reports as they were made.
create table report (
    kind    text        not null,
    period  text        not null,
    made_at timestamptz not null,
    content jsonb       not null,
    primary key (kind, period)
);

create index report_newest on report (made_at, kind, period);
