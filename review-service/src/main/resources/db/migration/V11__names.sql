-- What people are called, so that the language check tells a person as the cause of something from any other word.
alter table person add column name text;
