package dev.manabi.notification.delivery;

import dev.manabi.notification.delivery.domain.Channel;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who is sending what at the moment. A lease is taken in a transaction of its own, held while no transaction is open,
 * and given back with the result; one that is not given back ends by itself. Its time is the database's, so that it
 * means the same to every replica.
 */
@ApplicationScoped
class Leases {

    private static final String CLAIM = """
            with due as (
                select d.id from delivery d
                 where d.status = 'PENDING' and d.channel = ? and d.due_at <= ?
                   and not exists (select from delivery_lease l where l.delivery_id = d.id and l.until > now())
                 order by d.due_at limit 1
                   for update skip locked
            )
            insert into delivery_lease (delivery_id, holder, until)
            select id, ?, now() + ? * interval '1 millisecond' from due
            on conflict (delivery_id) do update set holder = excluded.holder, until = excluded.until
             where delivery_lease.until <= now()
            returning delivery_id
            """;

    private static final String RELEASE = "delete from delivery_lease where delivery_id = ? and holder = ?";

    private static final String PUT_OFF = """
            update delivery_lease set holder = 'awaits-address', until = now() + ? * interval '1 millisecond'
             where delivery_id = ? and holder = ?
            """;

    private static final String END_WAITING = """
            delete from delivery_lease l using delivery d
             where l.delivery_id = d.id and l.holder = 'awaits-address'
               and d.status = 'PENDING' and d.recipient_kind = 'PERSON' and d.recipient = ?
            """;

    private final AgroalDataSource database;

    Leases(AgroalDataSource database) {
        this.database = database;
    }

    /** @param holder drawn for this lease alone, so that nobody gives back another's */
    record Lease(UUID delivery, UUID holder) {}

    /** The delivery that has been due longest and that nobody else is sending. */
    Optional<Lease> claim(Channel channel, Instant now, Duration length) {
        UUID holder = UUID.randomUUID();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            statement.setString(1, channel.name());
            statement.setTimestamp(2, Timestamp.from(now));
            statement.setString(3, holder.toString());
            statement.setLong(4, length.toMillis());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Lease(row.getObject(1, UUID.class), holder)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Nothing can be claimed", e);
        }
    }

    /** In the caller's transaction, where there is one. */
    void release(Lease lease) {
        update(RELEASE, lease.delivery(), lease.holder().toString());
    }

    /** Nobody looks at it for that long, unless the catalog learns of the recipient. */
    void putOff(Lease lease, Duration length) {
        update(PUT_OFF, length.toMillis(), lease.delivery(), lease.holder().toString());
    }

    /** What was put off for want of this person's address may be looked at again. In the caller's transaction. */
    void endWaiting(String person) {
        update(END_WAITING, person);
    }

    private void update(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("A lease cannot be changed", e);
        }
    }
}
