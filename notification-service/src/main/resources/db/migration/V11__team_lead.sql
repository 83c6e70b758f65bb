-- Who hears first of what stays undone. Of a team that is known already with its next change; until then its managers do.
alter table team add column lead text;
