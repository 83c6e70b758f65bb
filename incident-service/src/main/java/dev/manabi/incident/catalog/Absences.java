package dev.manabi.incident.catalog;

import dev.manabi.eventsourcing.DomainException.ConcurrentChange;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Inbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Whoever was away until now is back, and the other services hear of it as of any change: they need to know no dates. Of
 * several replicas that look at once, one changes the person.
 */
@ApplicationScoped
public class Absences {

    private static final Logger LOG = Logger.getLogger(Absences.class);
    private static final int AT_ONCE = 200;

    private final Catalog catalog;
    private final Inbox inbox;
    private final Clock clock;

    Absences(Catalog catalog, Inbox inbox, Clock clock) {
        this.catalog = catalog;
        this.inbox = inbox;
        this.clock = clock;
    }

    @Scheduled(every = "{manabi.deadlines.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        Instant now = clock.instant();
        QuarkusTransaction.requiringNew().call(() -> over(now)).forEach(id -> end(id, now));
    }

    private static List<String> over(Instant now) {
        return Person.<Person>find("awayUntil <= ?1", Sort.ascending("awayUntil"), now)
                .page(Page.ofSize(AT_ONCE))
                .stream()
                .map(person -> person.id)
                .toList();
    }

    private void end(String id, Instant now) {
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> catalog.change(
                            Person.class, id, Expected.any(), person -> person.returnIfBackBy(now), inbox.ownCause()));
        } catch (ConcurrentChange e) {
            LOG.debugf("%s was changed meanwhile and is looked at again next time", id);
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s could not be noted as back; it is tried again", id);
        }
    }
}
