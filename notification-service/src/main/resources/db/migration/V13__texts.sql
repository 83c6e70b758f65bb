-- What an organisation has written instead of our texts, in every version; the newest counts, and none where it is empty.
create table own_text (
    announcement text        not null,
    language     text        not null,
    version      bigint      not null,
    subject      text,
    chat         text,
    mail         text,
    saved_by     text        not null,
    saved_at     timestamptz not null,
    primary key (announcement, language, version),
    check ((subject is null) = (chat is null) and (chat is null) = (mail is null))
);
