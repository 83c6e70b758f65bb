-- What has been told and must be answered by somebody else. Whoever waits asks again until it is, so that a message
-- that was lost on either way, or by whoever heard it, is lost for no longer than that.
create table awaited_answer (
    -- the message that wants an answer
    id uuid primary key,
    stream_id uuid not null,
    kind text not null,
    -- what is told of it while the answer is missing
    question_type text not null,
    question jsonb not null,
    since timestamptz not null,
    asked integer not null default 0,
    -- when it is asked next
    ask_at timestamptz not null
);

create index awaited_answer_ask_at on awaited_answer (ask_at);
create index awaited_answer_stream on awaited_answer (stream_id);
