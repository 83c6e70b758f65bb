package dev.manabi.kit;

import dev.manabi.eventsourcing.StoreFailure;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL does for a transaction beside its rows. Plain SQL on the transaction's own connection: as a native
 * query with a result class each call would leave an entry in Hibernate's plan cache, all of them in one bucket.
 */
@ApplicationScoped
public class TransactionSql {

    private final AgroalDataSource dataSource;

    TransactionSql(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The next number of a sequence. Gaps are possible: a number drawn for what is then refused is not given again.
     * Drawing may take a transaction id, so every stream is loaded before.
     */
    public long next(String sequence) {
        return longOf("select nextval(?::regclass)", sequence);
    }

    /** Waits until nobody else holds the lock of that name; held until the transaction ends. Takes no transaction id. */
    public void lock(String name) {
        longOf("select 1 from pg_advisory_xact_lock(hashtextextended(?, 0))", name);
    }

    /** What becomes of one row of an answer. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * @param parameters in their order; an {@link Instant} is a time with time zone
     * @return how many rows were changed
     */
    public int update(String sql, @Nullable Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /** @param parameters as with {@link #update} */
    public <T> List<T> rows(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            List<T> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    private static void set(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            statement.setObject(i + 1, value instanceof Instant time ? Timestamp.from(time) : value);
        }
    }

    private long longOf(String sql, String value) {
        return rows(sql, row -> row.getLong(1), value).getFirst();
    }
}
