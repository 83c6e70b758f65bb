-- Checklists are data: a version is stored once and never changes.
create table checklist (
    id       uuid    primary key,
    key      text    not null,
    version  integer not null,
    document jsonb   not null,
    saved_by text,
    saved_at timestamptz not null,
    reason   text,
    unique (key, version)
);

-- Which checklist a team uses.
create index checklist_of_team on checklist using gin ((document -> 'teams'));

-- What reviewers found, round by round: nothing here says who judged.
create table judged_round (
    review_id         uuid        not null,
    round             integer     not null,
    checklist         text        not null,
    checklist_version integer     not null,
    team              text,
    accepted          boolean     not null,
    ended_at          timestamptz not null,
    primary key (review_id, round)
);

create index judged_round_of_checklist on judged_round (checklist, ended_at);

-- One criterion in one round. The verdict is null until the round ends, and where none was left then.
create table judged_criterion (
    review_id uuid    not null,
    round     integer not null,
    criterion text    not null,
    failed    boolean not null,
    verdict   text,
    primary key (review_id, round, criterion)
);
