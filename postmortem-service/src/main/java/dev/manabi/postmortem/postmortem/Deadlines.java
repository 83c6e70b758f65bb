package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.DomainException.ConcurrentChange;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Inbox;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.MarkActionItemOverdue;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.MarkOverdue;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Looks for deadlines that have passed. The view only names candidates; the stream decides, so that each deadline is
 * told once however often, and by however many replicas, it is looked for.
 */
@ApplicationScoped
public class Deadlines {

    private static final Logger LOG = Logger.getLogger(Deadlines.class);
    private static final int AT_ONCE = 200;

    private final PostmortemCommands postmortems;
    private final Inbox inbox;
    private final Clock clock;

    Deadlines(PostmortemCommands postmortems, Inbox inbox, Clock clock) {
        this.postmortems = postmortems;
        this.inbox = inbox;
        this.clock = clock;
    }

    @Scheduled(every = "{manabi.deadlines.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        Instant now = clock.instant();
        QuarkusTransaction.requiringNew().call(() -> late(now)).forEach(this::tell);
    }

    private static List<PostmortemCommand> late(Instant now) {
        List<PostmortemView> postmortems = PostmortemView.<PostmortemView>find(
                        "nextDeadlineAt <= ?1", Sort.ascending("nextDeadlineAt"), now)
                .page(Page.ofSize(AT_ONCE))
                .list();
        List<ActionItemView> items = ActionItemView.<ActionItemView>find(
                        "nextDeadlineAt <= ?1", Sort.ascending("nextDeadlineAt"), now)
                .page(Page.ofSize(AT_ONCE))
                .list();
        return Stream.<PostmortemCommand>concat(
                        postmortems.stream().map(postmortem -> new MarkOverdue(postmortem.id, now)),
                        items.stream().map(item -> new MarkActionItemOverdue(item.postmortemId, item.id, now)))
                .toList();
    }

    private void tell(PostmortemCommand command) {
        try {
            QuarkusTransaction.requiringNew().run(() -> postmortems.handle(command, Expected.any(), inbox.ownCause()));
        } catch (ConcurrentChange e) {
            LOG.debugf("%s changed meanwhile and is looked at again next time", command.postmortemId());
        } catch (RuntimeException e) {
            LOG.errorf(e, "Nobody could be told that %s is late; it is tried again", command.postmortemId());
        }
    }
}
