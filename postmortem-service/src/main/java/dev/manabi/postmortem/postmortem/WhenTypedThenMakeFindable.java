package dev.manabi.postmortem.postmortem;

import dev.manabi.kit.Handled;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * What is typed is found a second or two later. Whoever types meanwhile waits for the last statement of a short
 * transaction at most.
 */
@ApplicationScoped
class WhenTypedThenMakeFindable {

    private static final Logger LOG = Logger.getLogger(WhenTypedThenMakeFindable.class);
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final PostmortemCommands commands;
    private final PostmortemProjection projection;
    private final Clock clock;

    WhenTypedThenMakeFindable(PostmortemCommands commands, PostmortemProjection projection, Clock clock) {
        this.commands = commands;
        this.projection = projection;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        List<UUID> typed = QuarkusTransaction.requiringNew()
                .call(() -> PostmortemView.typedBefore(clock.instant().minus(PATIENCE)));
        for (UUID id : typed) {
            try {
                QuarkusTransaction.requiringNew().run(() -> catchUp(id));
            } catch (RuntimeException e) {
                LOG.errorf(e, "What was typed in postmortem %s cannot be found yet", id);
            }
        }
    }

    private void catchUp(UUID id) {
        Instant now = clock.instant();
        Handled<Postmortem> loaded = commands.load(id);
        projection.catchUp(PostmortemView.findById(id), (Document) loaded.state());
        PostmortemView.caughtUp(id, loaded.version(), now);
    }
}
