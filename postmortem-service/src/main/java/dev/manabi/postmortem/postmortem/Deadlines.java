package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.DomainException.ConcurrentChange;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Inbox;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.MarkActionItemOverdue;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.MarkOverdue;
import dev.manabi.postmortem.postmortem.domain.Reminders;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Page;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Looks for what somebody has to be told of. The view only names candidates; the stream decides, so that each message is
 * sent once however often, and by however many replicas, it is looked for.
 */
@Startup
@ApplicationScoped
public class Deadlines {

    private static final Logger LOG = Logger.getLogger(Deadlines.class);
    private static final int AT_ONCE = 200;

    private static final String LATE = """
            status <> PUBLISHED and not suspended
            and (dueAt <= :now and (toldAt is null or toldAt <= :lastTime)
                 or status = DRAFT and draftDueAt <= :now and dueAt > :now
                    and (draftToldAt is null or draftToldAt <= :lastTime))
            order by dueAt
            """;

    private static final String LATE_OR_SOON = """
            status in (OPEN, IN_PROGRESS)
            and (toldAt is null and dueAt <= :soon
                 or toldAt < dueAt and dueAt <= :now
                 or toldAt >= dueAt and toldAt <= :lastTime)
            order by dueAt
            """;

    private final PostmortemCommands postmortems;
    private final Reminders reminders;
    private final Inbox inbox;
    private final Clock clock;

    Deadlines(PostmortemCommands postmortems, ReminderConfig config, Inbox inbox, Clock clock) {
        this.postmortems = postmortems;
        this.reminders = config.reminders();
        this.inbox = inbox;
        this.clock = clock;
    }

    @Scheduled(every = "{manabi.deadlines.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        Instant now = clock.instant();
        QuarkusTransaction.requiringNew().call(() -> late(now)).forEach(this::tell);
    }

    private List<PostmortemCommand> late(Instant now) {
        Instant lastTime = now.minus(reminders.every());
        List<PostmortemView> late = PostmortemView.<PostmortemView>find(LATE, Map.of("now", now, "lastTime", lastTime))
                .page(Page.ofSize(AT_ONCE))
                .list();
        List<ActionItemView> items = ActionItemView.<ActionItemView>find(
                        LATE_OR_SOON, Map.of("now", now, "soon", now.plus(reminders.before()), "lastTime", lastTime))
                .page(Page.ofSize(AT_ONCE))
                .list();
        return Stream.<PostmortemCommand>concat(
                        late.stream().map(postmortem -> new MarkOverdue(postmortem.id, reminders, now)),
                        items.stream()
                                .map(item -> new MarkActionItemOverdue(item.postmortemId, item.id, reminders, now)))
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
