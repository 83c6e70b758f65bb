package dev.manabi.notification.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.contracts.EventContract;
import dev.manabi.contracts.EventJson;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.StoreFailure;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
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

    private final AgroalDataSource database;
    private final ObjectMapper json;

    ToldEvents(AgroalDataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    void keep(UUID id, PublicEvent event, Instant at) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(KEEP)) {
            statement.setObject(1, id);
            statement.setString(2, EventContract.of(event).type());
            statement.setTimestamp(3, Timestamp.from(at));
            statement.setString(4, EventJson.write(event));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /** {@code {"type", "timestamp", "data"}}, as Standard Webhooks recommends it; {@code data} is the event's own shape. */
    String json(UUID id) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("Event " + id + " was not kept");
                }
                ObjectNode body = json.createObjectNode();
                body.put("type", row.getString(1));
                body.put("timestamp", row.getTimestamp(2).toInstant().toString());
                body.set("data", json.readTree(row.getString(3)));
                return json.writeValueAsString(body);
            }
        } catch (SQLException e) {
            throw new StoreFailure(e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Event " + id + " is no JSON", e);
        }
    }
}
