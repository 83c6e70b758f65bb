-- Who may read a restricted postmortem: those whom somebody named, and with them everybody who writes in it.
alter table postmortem_view
    add column named_readers jsonb not null default '[]',
    add column readers varchar[] not null default '{}';

update postmortem_view
   set readers = array(select jsonb_array_elements_text(collaborators))::varchar[]
                 || case when owner is null then '{}' else array[owner]::varchar[] end;

-- Who was ever asked to review which postmortem, as the review service told: they read it even if it is restricted.
create table reviewer (
    postmortem_id uuid not null,
    person text not null,
    primary key (postmortem_id, person)
);
