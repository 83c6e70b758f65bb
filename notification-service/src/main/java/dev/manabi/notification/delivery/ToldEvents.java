package dev.manabi.notification.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.contracts.EventContract;
import dev.manabi.contracts.EventJson;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.kit.TransactionSql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * Public events as programs get them through webhooks. Each is kept once, so that every attempt brings the same bytes.
 * Works in the caller's transaction.
 */
@ApplicationScoped
class ToldEvents {

    private static final String KEEP = """
            insert into told_event (id, type, occurred_at, data) values (?, ?, ?, cast(? as jsonb))
            on conflict (id) do nothing
            """;

    private static final String READ = "select type, occurred_at, data::text from told_event where id = ?";

    private final TransactionSql sql;
    private final ObjectMapper json;

    ToldEvents(TransactionSql sql, ObjectMapper json) {
        this.sql = sql;
        this.json = json;
    }

    void keep(UUID id, PublicEvent event, Instant at) {
        sql.update(KEEP, id, EventContract.of(event).type(), at, EventJson.write(event));
    }

    /** {@code {"type", "timestamp", "data"}}, as Standard Webhooks recommends it; {@code data} is the event's own shape. */
    String json(UUID id) {
        return sql.rows(READ, this::json, id).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Event " + id + " was not kept"));
    }

    private String json(ResultSet row) throws SQLException {
        try {
            ObjectNode body = json.createObjectNode();
            body.put("type", row.getString(1));
            body.put("timestamp", row.getTimestamp(2).toInstant().toString());
            body.set("data", json.readTree(row.getString(3)));
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event is no JSON", e);
        }
    }
}
