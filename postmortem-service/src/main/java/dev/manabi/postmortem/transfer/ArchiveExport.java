package dev.manabi.postmortem.transfer;

import dev.manabi.eventsourcing.Ids;
import dev.manabi.eventsourcing.StoreFailure;
import dev.manabi.postmortem.postmortem.Visibility;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Everything that the service keeps, as lines of JSON, seen at one moment: a header, the rows that no event tells of, every
 * event in the order of storing, and an end. The same store gives the same bytes. Of postmortems that the reader may not
 * read it has nothing.
 */
@ApplicationScoped
class ArchiveExport {

    static final String FORMAT = "manabi.postmortem-service.v1";

    private static final int ROWS_AT_ONCE = 200;

    private static final String VISIBLE = Visibility.sql("p").replace(":reader", "current_setting('manabi.reader')");

    /** A suspected recurrence quotes the postmortems that it is about. */
    private static final String READABLE = """
            case e.kind
                when 'postmortem' then exists (
                    select 1 from postmortem_view p where p.id = e.stream_id and %1$s)
                when 'recurrence' then not exists (
                    select 1 from event other, postmortem_view p
                     where other.stream_id = e.stream_id and not %1$s
                       and p.id in ((other.data ->> 'postmortemId')::uuid,
                                    (other.data ->> 'earlierPostmortemId')::uuid))
                else true end
            """.formatted(VISIBLE);

    private static final String HEADER = """
            select count(*) as events,
                   (select id from event e where %1$s order by position limit 1) as first,
                   (select id from event e where %1$s order by position desc limit 1) as last,
                   (select last_value from postmortem_number) as last_number
              from event e where %1$s
            """.formatted(READABLE);

    private static final String OF_READABLE =
            "exists (select 1 from postmortem_view p where p.id = t.postmortem_id and %s)".formatted(VISIBLE);

    private static final String EVENTS = """
            select json_build_object('event', json_build_object(
                       'kind', e.kind, 'stream', e.stream_id, 'version', e.version, 'id', e.id, 'type', e.type,
                       'at', e.at, 'actor', e.actor, 'correlationId', e.correlation_id, 'causationId', e.causation_id,
                       'traceparent', e.traceparent, 'data', e.data))::text
              from event e where %s order by e.position
            """.formatted(READABLE);

    private final AgroalDataSource dataSource;

    ArchiveExport(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    void write(String reader, OutputStream out) throws IOException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                oneMoment(connection, reader);
                write(connection, out);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /** Times are written in one zone, whatever the machine's. */
    private static void oneMoment(Connection connection, String reader) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
            statement.execute("set local time zone 'UTC'");
        }
        try (PreparedStatement statement = connection.prepareStatement("select set_config('manabi.reader', ?, true)")) {
            statement.setString(1, reader);
            statement.execute();
        }
    }

    private static void write(Connection connection, OutputStream out) throws SQLException, IOException {
        long events = writeHeader(connection, out);
        for (ArchiveTable table : ArchiveTable.values()) {
            String condition = table.isOfPostmortems() ? OF_READABLE : "true";
            String sql = """
                    select json_build_object('row', json_build_object('table', '%1$s', 'values', to_jsonb(one)))::text
                      from (select %2$s from %1$s t where %3$s order by %4$s) as one
                    """.formatted(table.table(), table.columns(connection), condition, table.order());
            writeRows(connection, sql, out);
        }
        writeRows(connection, EVENTS, out);
        writeLine("{\"end\" : {\"events\" : " + events + "}}", out);
        out.flush();
    }

    private static long writeHeader(Connection connection, OutputStream out) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(HEADER)) {
            row.next();
            long events = row.getLong("events");
            String id = Ids.named("archive " + row.getString("first") + " " + row.getString("last") + " " + events)
                    .toString();
            writeLine("""
                    {"archive" : {"format" : "%s", "id" : "%s", "events" : %d, "lastNumber" : %d}}""".formatted(FORMAT, id, events, row.getLong("last_number")), out);
            return events;
        }
    }

    private static void writeRows(Connection connection, String sql, OutputStream out)
            throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    writeLine(rows.getString(1), out);
                }
            }
        }
    }

    private static void writeLine(String line, OutputStream out) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
