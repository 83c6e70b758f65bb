-- Who has to accept a text, what has changed in it since the round before, what machines noticed, and the rounds before.
alter table review
    add column requirement jsonb       not null default '{"reviewers": 1, "seniors": 1, "otherTeam": false}',
    add column changed     jsonb,
    add column hints       jsonb       not null default '[]',
    add column short_of    jsonb       not null default '[]',
    add column declined    jsonb       not null default '[]',
    add column invited     jsonb       not null default '[]',
    add column told_at     timestamptz,
    add column opened_at   timestamptz,
    add column rounds      jsonb       not null default '[]';

update review set short_of = '["REVIEWERS", "SENIORS"]' where reviewers = '[]';
update review set opened_at = submitted_at, told_at = case when overdue then due_at end;

alter table review
    alter column requirement drop default,
    alter column hints drop default,
    alter column short_of drop default,
    alter column declined drop default,
    alter column invited drop default,
    alter column rounds drop default,
    alter column opened_at set not null;

drop index review_to_assign;
drop index review_deadline;
create index review_to_assign on review (id) where status = 'WAITING' and short_of <> '[]';
create index review_deadline on review (due_at) where status = 'WAITING' and told_at is null;
create index review_late on review (told_at) where status = 'WAITING';

-- Whoever leads a team hears of a late review before its managers do.
alter table team add column if not exists lead text;
