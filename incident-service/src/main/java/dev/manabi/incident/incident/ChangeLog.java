package dev.manabi.incident.incident;

import dev.manabi.eventsourcing.StoreFailure;
import dev.manabi.incident.incident.Change.Place;
import dev.manabi.incident.incident.domain.Severity;
import dev.manabi.incident.incident.domain.Status;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to incidents, in an order in which nothing appears late: by transaction, and only of those that are
 * older than every running one. See ADR 3.
 */
@ApplicationScoped
class ChangeLog {

    private static final String AFTER = """
            select e.tx::text as transaction, e.position, e.stream_id, e.version, e.type, e.at,
                   v.number, v.status, v.severity
              from event e join incident_view v on v.id = e.stream_id
             where e.kind = 'incident' and e.tx < pg_snapshot_xmin(pg_current_snapshot())
               and (e.tx, e.position) > (?::xid8, ?)
            """;

    private final AgroalDataSource dataSource;

    ChangeLog(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Behind everything that can be told by now. */
    Place end() {
        String sql = """
                select e.tx::text as transaction, e.position from event e
                 where e.tx < pg_snapshot_xmin(pg_current_snapshot())
                 order by e.tx desc, e.position desc limit 1
                """;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? place(row) : Place.BEGIN;
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /** @param incident of this one only; null for all */
    List<Change> after(Place place, @Nullable UUID incident, int limit) {
        // Within one stream, versions are in the order of transactions too, and have an index of their own.
        String sql = AFTER
                + (incident == null
                        ? " order by e.tx, e.position limit ?"
                        : " and e.stream_id = ? order by e.version limit ?");
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = 1;
            statement.setString(next++, Long.toString(place.transaction()));
            statement.setLong(next++, place.position());
            if (incident != null) {
                statement.setObject(next++, incident);
            }
            statement.setInt(next, limit);
            try (ResultSet rows = statement.executeQuery()) {
                List<Change> changes = new ArrayList<>();
                while (rows.next()) {
                    changes.add(change(rows));
                }
                return changes;
            }
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(
                place(row),
                Objects.requireNonNull(row.getObject("stream_id", UUID.class)),
                row.getString("number"),
                row.getLong("version"),
                row.getString("type").replaceFirst("\\.v\\d+$", ""),
                Objects.requireNonNull(row.getObject("at", OffsetDateTime.class))
                        .toInstant(),
                Status.valueOf(row.getString("status")),
                Severity.valueOf(row.getString("severity")));
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(Long.parseLong(row.getString("transaction")), row.getLong("position"));
    }
}
