package dev.manabi.postmortem.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.ConcurrentChange;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.eventsourcing.EventMetadata;
import dev.manabi.eventsourcing.StoreFailure;
import dev.manabi.kit.Aggregates;
import dev.manabi.kit.TransactionSql;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes over what {@link ArchiveExport} wrote, part by part. Each part is one transaction, and what is here already is
 * passed over: whatever breaks off is sent again, the last part or everything.
 */
@ApplicationScoped
class ArchiveImport {

    private static final int FLUSH_EVERY = 200;

    private final AgroalDataSource dataSource;
    private final EntityManager entities;
    private final Aggregates aggregates;
    private final TransactionSql sql;
    private final ObjectReader json;

    ArchiveImport(
            AgroalDataSource dataSource,
            EntityManager entities,
            Aggregates aggregates,
            TransactionSql sql,
            ObjectMapper json) {
        this.dataSource = dataSource;
        this.entities = entities;
        this.aggregates = aggregates;
        this.sql = sql;
        // A number is stored as it is written: 1.50 is not 1.5.
        this.json = json.reader()
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
    }

    /**
     * How far an archive has been taken over.
     *
     * @param events that it holds
     * @param received those that are here
     */
    record Progress(
            UUID id, long events, long received, @Nullable Instant finishedAt) {}

    /** In the caller's transaction. */
    Progress take(List<String> lines, Cause cause) {
        sql.lock("archive");
        try (Connection connection = dataSource.getConnection()) {
            for (int at = 0; at < lines.size(); at++) {
                take(connection, new Line(at + 1, read(at + 1, lines.get(at))), cause);
                if (at % FLUSH_EVERY == FLUSH_EVERY - 1) {
                    entities.flush();
                    entities.clear();
                }
            }
            entities.flush();
            return progress(connection);
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /** @param number counted from 1 within its part */
    private record Line(int number, JsonNode json) {

        JsonNode in(String field) {
            return json.path(field);
        }

        String text(JsonNode within, String field) {
            JsonNode value = within.path(field);
            if (!value.isTextual()) {
                throw wrong("has no text " + field, null);
            }
            return value.asText();
        }

        @Nullable
        String textOrNull(JsonNode within, String field) {
            return within.path(field).isNull() ? null : text(within, field);
        }

        long number(JsonNode within, String field) {
            JsonNode value = within.path(field);
            if (!value.canConvertToLong() || !value.isIntegralNumber()) {
                throw wrong("has no number " + field, null);
            }
            return value.asLong();
        }

        UUID id(JsonNode within, String field) {
            try {
                return UUID.fromString(text(within, field));
            } catch (IllegalArgumentException e) {
                throw wrong("has no id " + field, e);
            }
        }

        Instant time(JsonNode within, String field) {
            try {
                return OffsetDateTime.parse(text(within, field)).toInstant();
            } catch (DateTimeParseException e) {
                throw wrong("has no time " + field, e);
            }
        }

        InvalidValue wrong(String what, @Nullable Throwable cause) {
            InvalidValue wrong = new InvalidValue("body", "Line " + number + " " + what + ".");
            if (cause != null) {
                wrong.initCause(cause);
            }
            return wrong;
        }
    }

    private JsonNode read(int number, String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new InvalidValue("body", "Line " + number + " is no JSON: was the archive cut between its lines?");
        }
    }

    private void take(Connection connection, Line line, Cause cause) throws SQLException {
        try {
            if (line.json().has("archive")) {
                begin(connection, line, cause);
            } else if (line.json().has("row")) {
                takeRow(connection, line);
            } else if (line.json().has("event")) {
                takeEvent(connection, line);
            } else if (line.json().has("end")) {
                finish(connection, cause);
            } else {
                throw line.wrong("is neither archive, row, event nor end", null);
            }
        } catch (SQLException e) {
            throw refused(line, e);
        } catch (StoreFailure e) {
            if (e.getCause() instanceof SQLException refusal) {
                throw refused(line, refusal);
            }
            throw e;
        }
    }

    /** Data that cannot be stored is the archive's fault (classes 22 and 23 of SQLSTATE); everything else is ours. */
    private static RuntimeException refused(Line line, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.startsWith("22") || state.startsWith("23")) {
            return line.wrong("holds what cannot be stored", e);
        }
        return new StoreFailure(e);
    }

    private void begin(Connection connection, Line line, Cause cause) throws SQLException {
        JsonNode header = line.in("archive");
        if (!ArchiveExport.FORMAT.equals(line.text(header, "format"))) {
            throw line.wrong("is of another format than " + ArchiveExport.FORMAT, null);
        }
        UUID id = line.id(header, "id");
        if (exists(connection, "select 1 from archive_import where id = ?", id)) {
            return; // it goes on, or it has been taken over
        }
        if (exists(connection, "select 1 from stream limit 1")) {
            throw new RuleBroken(
                    ArchiveRule.SERVICE_NOT_EMPTY,
                    "Things have happened in this service already; an archive is taken over by an empty one.");
        }
        for (ArchiveTable table : ArchiveTable.values()) {
            update(connection, "delete from " + table.table());
        }
        update(connection, "delete from archive_import");
        update(
                connection,
                "insert into archive_import (id, events, begun_by, begun_at) values (?, ?, ?, ?)",
                id,
                line.number(header, "events"),
                cause.actor(),
                Timestamp.from(cause.at()));
        // New postmortems are numbered after those of the archive, also while it is under way.
        long lastNumber = line.number(header, "lastNumber");
        if (lastNumber > 0) {
            exists(connection, "select setval('postmortem_number', ?)", lastNumber);
        }
    }

    private static void takeRow(Connection connection, Line line) throws SQLException {
        requireBegun(connection);
        JsonNode row = line.in("row");
        String name = line.text(row, "table");
        ArchiveTable table = Arrays.stream(ArchiveTable.values())
                .filter(one -> one.table().equals(name))
                .findFirst()
                .orElseThrow(() -> line.wrong("is of the table " + name + ", which this service does not have", null));
        String columns = table.columns(connection);
        // What this service has heard itself since then is newer.
        update(
                connection,
                "insert into %1$s (%2$s) select %2$s from jsonb_populate_record(null::%1$s, ?::jsonb) on conflict do nothing"
                        .formatted(table.table(), columns),
                row.path("values").toString());
    }

    private void takeEvent(Connection connection, Line line) throws SQLException {
        requireBegun(connection);
        JsonNode event = line.in("event");
        EventMetadata metadata = new EventMetadata(
                line.id(event, "id"),
                line.time(event, "at"),
                line.text(event, "actor"),
                line.id(event, "correlationId"),
                line.textOrNull(event, "causationId") == null ? null : line.id(event, "causationId"),
                line.textOrNull(event, "traceparent"));
        UUID stream = line.id(event, "stream");
        long version = line.number(event, "version");
        try {
            boolean taken = aggregates.takeOver(
                    line.text(event, "kind"),
                    stream,
                    version,
                    line.text(event, "type"),
                    event.path("data").toString(),
                    metadata);
            if (taken) {
                update(connection, "update archive_import set received = received + 1");
            }
        } catch (IllegalArgumentException e) {
            throw line.wrong("holds an event that this service does not know", e);
        } catch (ConcurrentChange e) {
            throw new RuleBroken(
                    ArchiveRule.ARCHIVE_CONFLICT,
                    "Line %d is version %d of %s; another event stands there, or the one before it is missing."
                            .formatted(line.number(), version, stream));
        }
    }

    private static void finish(Connection connection, Cause cause) throws SQLException {
        requireBegun(connection);
        Progress progress = progress(connection);
        if (progress.received() != progress.events()) {
            throw new RuleBroken(
                    ArchiveRule.ARCHIVE_INCOMPLETE,
                    "%d of %d events have been received; send the parts that are missing, or everything again."
                            .formatted(progress.received(), progress.events()));
        }
        update(
                connection,
                "update archive_import set finished_at = coalesce(finished_at, ?)",
                Timestamp.from(cause.at()));
    }

    private static void requireBegun(Connection connection) throws SQLException {
        if (!exists(connection, "select 1 from archive_import")) {
            throw new RuleBroken(
                    ArchiveRule.ARCHIVE_NOT_BEGUN,
                    "No archive is being taken over: send the part with its header first.");
        }
    }

    private static Progress progress(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("select id, events, received, finished_at from archive_import");
                ResultSet row = statement.executeQuery()) {
            row.next();
            Timestamp finishedAt = row.getTimestamp("finished_at");
            return new Progress(
                    row.getObject("id", UUID.class),
                    row.getLong("events"),
                    row.getLong("received"),
                    finishedAt == null ? null : finishedAt.toInstant());
        }
    }

    private static boolean exists(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = bound(connection, sql, values);
                ResultSet row = statement.executeQuery()) {
            return row.next();
        }
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = bound(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement bound(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int at = 0; at < values.length; at++) {
            statement.setObject(at + 1, values[at]);
        }
        return statement;
    }
}
