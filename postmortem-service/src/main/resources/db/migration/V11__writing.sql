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

-- What kind of thing set it off and what kind of cause let it happen, and what was left as it is with a reason.
alter table postmortem_view
    add column trigger_code text,
    add column cause_codes varchar[] not null default '{}',
    add column dismissals jsonb not null default '[]';

-- The codes themselves: data that can be extended. A code that is not offered any more keeps its meaning.
create table cause_code (
    kind text not null check (kind in ('TRIGGER', 'CAUSE')),
    code text not null,
    name_en text not null,
    name_ja text not null,
    -- percent of Google's postmortems of 2010 to 2017 (Site Reliability Workbook, appendix C), or null
    published_share numeric,
    offered boolean not null,
    position integer not null,
    version bigint not null default 1,
    primary key (kind, code)
);

insert into cause_code (kind, code, name_en, name_ja, published_share, offered, position) values
    ('TRIGGER', 'binary-push', 'Binary push', 'バイナリの配布', 37, true, 1),
    ('TRIGGER', 'configuration-push', 'Configuration push', '設定の配布', 31, true, 2),
    ('TRIGGER', 'user-behaviour-change', 'Change of user behaviour', '利用者の行動の変化', 9, true, 3),
    ('TRIGGER', 'processing-pipeline', 'Processing pipeline', '処理パイプライン', 6, true, 4),
    ('TRIGGER', 'service-provider-change', 'Change at a service provider', 'サービス提供者での変更', 5, true, 5),
    ('TRIGGER', 'performance-decay', 'Performance decay', '性能の劣化', 5, true, 6),
    ('TRIGGER', 'capacity-management', 'Capacity management', '容量管理', 5, true, 7),
    ('TRIGGER', 'hardware', 'Hardware', 'ハードウェア', 2, true, 8),
    ('TRIGGER', 'other', 'Something else', 'その他', null, true, 9),
    ('CAUSE', 'software', 'Software', 'ソフトウェア', 41.35, true, 1),
    ('CAUSE', 'development-process-failure', 'Development process failure', '開発プロセスの不備', 20.23, true, 2),
    ('CAUSE', 'complex-system-behaviour', 'Complex system behaviour', '複雑なシステムの振る舞い', 16.90, true, 3),
    ('CAUSE', 'deployment-planning', 'Deployment planning', 'デプロイ計画', 6.74, true, 4),
    ('CAUSE', 'network-failure', 'Network failure', 'ネットワーク障害', 2.75, true, 5),
    ('CAUSE', 'other', 'Something else', 'その他', null, true, 6);

create table comment_view (
    id uuid primary key,
    postmortem_id uuid not null,
    position bigint not null,
    in_reply_to uuid,
    section text,
    quote text,
    text text not null,
    author text not null,
    added_at timestamptz not null,
    resolved boolean not null,
    resolved_by text,
    resolved_at timestamptz,
    resolution text
);

create index comment_view_of_postmortem on comment_view (postmortem_id, position);

-- Who saved a version and why; null for those that came with the service.
alter table template
    add column saved_by text,
    add column saved_at timestamptz,
    add column reason text;
