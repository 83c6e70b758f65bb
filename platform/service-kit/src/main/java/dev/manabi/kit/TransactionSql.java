package dev.manabi.kit;

import dev.manabi.eventsourcing.StoreFailure;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

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

    private long longOf(String sql, String value) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }
}
