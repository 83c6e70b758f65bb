package dev.manabi.postmortem.decision;

import dev.manabi.eventsourcing.DomainException.ConcurrentChange;
import dev.manabi.kit.Inbox;
import dev.manabi.postmortem.decision.domain.Outcome;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Looks for waivers that have expired. The view only names candidates; the stream decides, so that each end is told once
 * however often, and by however many replicas, it is looked for.
 */
@ApplicationScoped
public class Waivers {

    private static final Logger LOG = Logger.getLogger(Waivers.class);
    private static final int AT_ONCE = 200;

    private final DecisionCommands decisions;
    private final Inbox inbox;
    private final Clock clock;

    Waivers(DecisionCommands decisions, Inbox inbox, Clock clock) {
        this.decisions = decisions;
        this.inbox = inbox;
        this.clock = clock;
    }

    @Scheduled(every = "{manabi.deadlines.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        Instant now = clock.instant();
        QuarkusTransaction.requiringNew().call(() -> expired(now)).forEach(this::end);
    }

    private static List<UUID> expired(Instant now) {
        return DecisionView.<DecisionView>find(
                        "current and outcome = ?1 and waivedUntil <= ?2",
                        Sort.ascending("waivedUntil"),
                        Outcome.WAIVED,
                        now)
                .page(Page.ofSize(AT_ONCE))
                .stream()
                .map(decision -> decision.incidentId)
                .toList();
    }

    private void end(UUID incidentId) {
        try {
            QuarkusTransaction.requiringNew().run(() -> decisions.expire(incidentId, inbox.ownCause()));
        } catch (ConcurrentChange e) {
            LOG.debugf("The decision about %s changed meanwhile and is looked at again next time", incidentId);
        } catch (RuntimeException e) {
            LOG.errorf(e, "The waiver for %s has expired and could not be ended; it is tried again", incidentId);
        }
    }
}
