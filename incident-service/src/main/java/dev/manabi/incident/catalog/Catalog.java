package dev.manabi.incident.catalog;

import dev.manabi.contracts.CatalogMessage;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.ConcurrentChange;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.eventsourcing.DomainException.StaleVersion;
import dev.manabi.eventsourcing.EventMetadata;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.eventsourcing.OutgoingMessage;
import dev.manabi.eventsourcing.Rule;
import dev.manabi.kit.CloudEvents;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Relay;
import dev.manabi.kit.RepublishedWithoutEvents;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;

/**
 * People, teams and services. Plain rows, not events: a name must be erasable. Each change is told to the other services
 * as the whole entry; the message's id is made of entry and version, so telling it again is the same message.
 */
@ApplicationScoped
public class Catalog implements RepublishedWithoutEvents {

    /** What may not be done to the catalog. */
    enum CatalogRule implements Rule {
        ALREADY_EXISTS
    }

    private final EntityManager entities;
    private final CloudEvents cloudEvents;
    private final Relay relay;
    private final Clock clock;

    Catalog(EntityManager entities, CloudEvents cloudEvents, Relay relay, Clock clock) {
        this.entities = entities;
        this.cloudEvents = cloudEvents;
        this.relay = relay;
        this.clock = clock;
    }

    <T extends PanacheEntityBase & CatalogEntry> T add(T entry, Cause cause) {
        if (entities.find(entry.getClass(), entry.id()) != null) {
            throw new RuleBroken(CatalogRule.ALREADY_EXISTS, entry.id() + " exists already. Change it with PUT.");
        }
        return insert(entry, cause);
    }

    /** What is not there, as far as the caller has seen. */
    <T extends PanacheEntityBase & CatalogEntry> T insert(T entry, Cause cause) {
        try {
            entry.persistAndFlush();
        } catch (ConstraintViolationException e) {
            // Somebody registered it a moment ago. Asked again, the answer is known.
            throw new ConcurrentChange(Ids.named(entry.message().key()));
        }
        tell(entry, cause);
        return entry;
    }

    <T extends PanacheEntityBase & CatalogEntry> T change(
            Class<T> type, String id, Expected expected, Consumer<T> change, Cause cause) {
        T entry = entities.find(type, id);
        if (entry == null) {
            throw new NotFound(name(type), id);
        }
        return update(entry, expected, change, cause);
    }

    /** @param entry as it was read in this transaction, before the transaction wrote anything */
    <T extends PanacheEntityBase & CatalogEntry> T update(T entry, Expected expected, Consumer<T> change, Cause cause) {
        long before = entry.version();
        if (expected instanceof Expected.Version(long seen) && seen != before) {
            throw new StaleVersion(seen, before);
        }
        change.accept(entry);
        try {
            // The update names the version, and the entry was read before the transaction's first write: whoever
            // succeeds
            // has read what the one before has committed, so versions are published in their order. A lock while
            // reading
            // would not see to that.
            entry.persistAndFlush();
        } catch (OptimisticLockException e) {
            throw expected instanceof Expected.Version(long seen)
                    ? new StaleVersion(seen)
                    : new ConcurrentChange(Ids.named(entry.message().key()));
        }
        if (entry.version() != before) {
            tell(entry, cause);
        }
        return entry;
    }

    <T extends PanacheEntityBase & CatalogEntry> T get(Class<T> type, String id) {
        T entry = entities.find(type, id);
        if (entry == null) {
            throw new NotFound(name(type), id);
        }
        return entry;
    }

    /** Those of that type that go by one of the ids, whatever the case of its letters. */
    <T extends PanacheEntityBase & CatalogEntry> List<T> named(Class<T> type, Set<String> lowerCaseIds) {
        // An array, since a statement has at most 65535 parameters.
        return entities.createQuery(
                        "from " + type.getSimpleName() + " where array_contains(:ids, lower(id)) order by id", type)
                .setParameter("ids", lowerCaseIds.toArray(String[]::new))
                .getResultList();
    }

    <T extends PanacheEntityBase & CatalogEntry> Page<T> list(
            Class<T> type, PageRequest page, java.util.function.Function<T, String> id) {
        String after = page.after() == null ? "" : page.after();
        List<T> rows = entities.createQuery("from " + type.getSimpleName() + " where id > :after order by id", type)
                .setParameter("after", after)
                .setMaxResults(page.rowsToRead())
                .getResultList();
        return Page.of(page, rows, id, row -> row);
    }

    /** Everything that the catalog knows, as it was last told. */
    @Override
    public List<OutgoingMessage> messages() {
        Cause cause = new Cause("system:incident-service", clock.instant(), Ids.next(), null, null);
        return Stream.of(Team.class, Person.class, Service.class)
                .flatMap(type -> entities.createQuery("from " + type.getSimpleName(), type)
                        .getResultStream())
                .map(entry -> message((CatalogEntry) entry, cause))
                .toList();
    }

    private void tell(CatalogEntry entry, Cause cause) {
        relay.outbox().add(List.of(message(entry, cause)));
    }

    private OutgoingMessage message(CatalogEntry entry, Cause cause) {
        CatalogMessage message = entry.message();
        EventMetadata metadata = new EventMetadata(
                Ids.named(message.key() + "/" + entry.version()),
                cause.at(),
                cause.actor(),
                cause.correlationId(),
                cause.causationId(),
                cause.traceparent());
        return cloudEvents.write(message, metadata, entry.version());
    }

    private static String name(Class<?> type) {
        return type.getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
