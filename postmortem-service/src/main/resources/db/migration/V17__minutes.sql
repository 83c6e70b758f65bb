-- What review meetings have written down about it. Beside the sections: a review is of those alone.
alter table postmortem_view add column minutes jsonb not null default '[]';
