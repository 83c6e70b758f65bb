-- When somebody who is away is back.
alter table person add column away_until timestamptz;

create index person_away_until on person (away_until) where away_until is not null;
