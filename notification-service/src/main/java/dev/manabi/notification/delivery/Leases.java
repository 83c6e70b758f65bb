package dev.manabi.notification.delivery;

import dev.manabi.kit.TransactionSql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
                 where d.status = 'PENDING' and d.destination = ? and d.due_at <= ?
                   and not exists (select from delivery_lease l where l.delivery_id = d.id and l.until > now())
                   and not exists (select from destination_health h
                                    where h.destination = d.destination and h.paused_until > ?)
                 order by d.due_at limit 1
                   for update skip locked
            )
            insert into delivery_lease (delivery_id, holder, until)
            select id, ?, now() + ? * interval '1 millisecond' from due
            on conflict (delivery_id) do update set holder = excluded.holder, until = excluded.until
             where delivery_lease.until <= now()
            returning delivery_id
            """;

    /** One look into the index for each destination that has anything waiting, however much it is. */
    private static final String DESTINATIONS_DUE = """
            with recursive waiting(destination) as (
                (select destination from delivery where status = 'PENDING' order by destination limit 1)
                union all
                select (select d.destination from delivery d
                         where d.status = 'PENDING' and d.destination > w.destination
                         order by d.destination limit 1)
                  from waiting w where w.destination is not null
            )
            select w.destination from waiting w
             where exists (select from delivery d
                            where d.status = 'PENDING' and d.destination = w.destination and d.due_at <= ?)
               and not exists (select from destination_health h
                                where h.destination = w.destination and h.paused_until > ?)
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

    private final TransactionSql sql;

    Leases(TransactionSql sql) {
        this.sql = sql;
    }

    /** @param holder drawn for this lease alone, so that nobody gives back another's */
    record Lease(UUID delivery, UUID holder) {}

    /** The delivery that has been due longest and that nobody else is sending; none while the destination is left alone. */
    Optional<Lease> claim(String destination, Instant now, Duration length) {
        UUID holder = UUID.randomUUID();
        return sql
                .rows(
                        CLAIM,
                        row -> new Lease(row.getObject(1, UUID.class), holder),
                        destination,
                        now,
                        now,
                        holder.toString(),
                        length.toMillis())
                .stream()
                .findFirst();
    }

    /** Every destination for which something is due, unless it is left alone at present. */
    List<String> destinationsDue(Instant now) {
        return sql.rows(DESTINATIONS_DUE, row -> row.getString(1), now, now);
    }

    /** In the caller's transaction, where there is one. */
    void release(Lease lease) {
        sql.update(RELEASE, lease.delivery(), lease.holder().toString());
    }

    /** Nobody looks at it for that long, unless the catalog learns of the recipient. */
    void putOff(Lease lease, Duration length) {
        sql.update(PUT_OFF, length.toMillis(), lease.delivery(), lease.holder().toString());
    }

    /** What was put off for want of this person's address may be looked at again. In the caller's transaction. */
    void endWaiting(String person) {
        sql.update(END_WAITING, person);
    }
}
