-- The least that a command has to write: one event and its message, in one statement. The marked values are replaced by
-- those of a real declaration, so that both sides write the same bytes.
with appended as (
    insert into event (stream_id, version, id, kind, type, data, at, actor, correlation_id)
    values (uuidv7(), 1, uuidv7(), 'incident', 'incident-declared.v1', $data$::jsonb, now(), 'mei', uuidv7())
    returning id, stream_id
)
insert into outbox (message_id, topic, key, headers, payload)
select id, 'incidents', stream_id::text, $headers$::jsonb, $payload$ from appended;
