-- People and teams as the catalog last told: whoever comes with a higher version replaces what is here.
create table person (
    id      text primary key,
    version bigint  not null,
    team    text,
    senior  boolean not null,
    manager boolean not null,
    away    boolean not null
);

create table team (
    id      text primary key,
    version bigint not null,
    manager text
);

-- One review for each postmortem, as its current round stands.
create table review (
    id                uuid primary key,
    version           bigint      not null,
    postmortem_id     uuid        not null unique,
    number            text        not null,
    title             text        not null,
    owner             text,
    authors           jsonb       not null,
    team              text,
    round             integer     not null,
    revision          integer     not null,
    content_hash      text        not null,
    status            text        not null,
    checklist         text        not null,
    checklist_version integer     not null,
    criteria          jsonb       not null,
    reviewers         jsonb       not null,
    verdicts          jsonb       not null,
    accepted_by       jsonb       not null,
    requested_changes jsonb,
    escalated_to      jsonb,
    overdue           boolean     not null,
    confidential      boolean     not null,
    submitted_at      timestamptz not null,
    due_at            timestamptz not null,
    accepted_at       timestamptz
);

create index review_status on review (status, id);
create index review_number on review (number);
create index review_to_assign on review (id) where status = 'WAITING' and reviewers = '[]';
create index review_deadline on review (due_at) where status = 'WAITING' and not overdue;

-- Everybody whom a review concerns: its reviewers, and those who may know of it where it is confidential.
create table review_participant (
    review_id uuid    not null,
    person    text    not null,
    reviewer  boolean not null,
    primary key (review_id, person)
);

create index review_participant_person on review_participant (person, review_id);
