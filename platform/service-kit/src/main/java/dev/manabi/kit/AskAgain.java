package dev.manabi.kit;

import dev.manabi.eventsourcing.OutgoingMessage;
import dev.manabi.kit.AwaitedAnswers.Awaited;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Asks for the answers that are missing: tells what wants an answer once more, under the id that it had, and then that the
 * answer is missing. Whoever lost the message has it now; whoever knows it does nothing; whoever has answered tells that
 * once more. Longer and longer pauses lie between two times.
 */
@ApplicationScoped
public class AskAgain {

    private static final Logger LOG = Logger.getLogger(AskAgain.class);
    private static final int AT_ONCE = 100;
    private static final int DOUBLINGS = 20;

    private final AwaitedAnswers answers;
    private final TellAgain tellAgain;
    private final Clock clock;
    private final Duration patience;
    private final Duration longest;

    AskAgain(AwaitedAnswers answers, TellAgain tellAgain, Clock clock, KitConfig config) {
        this.answers = answers;
        this.tellAgain = tellAgain;
        this.clock = clock;
        this.patience = config.answers().patience();
        this.longest = config.answers().longestPause();
    }

    @Scheduled(every = "{manabi.answers.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        List<Awaited> due = QuarkusTransaction.requiringNew().call(() -> answers.due(clock.instant(), AT_ONCE));
        due.forEach(this::ask);
    }

    private void ask(Awaited awaited) {
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                Instant now = clock.instant();
                int times = awaited.asked() + 1;
                // Before the first write. Nothing else of the stream: what came later may have been heard already.
                List<OutgoingMessage> told = tellAgain.load(awaited.kind(), awaited.streamId()).stream()
                        .filter(message -> message.id().equals(awaited.id()))
                        .toList();
                if (!answers.markAsked(awaited, now.plus(pause(times)))) {
                    return;
                }
                tellAgain.queue(told);
                answers.tellMissing(awaited, times, now);
                LOG.warnf(
                        "No answer to %s of %s %s since %s; asked for the %d. time",
                        awaited.id(),
                        awaited.kind(),
                        awaited.streamId(),
                        awaited.question().since(),
                        times);
            });
        } catch (RuntimeException e) {
            LOG.errorf(e, "The answer to %s cannot be asked for now; the next look does it", awaited.id());
        }
    }

    private Duration pause(int times) {
        Duration pause = patience.multipliedBy(1L << Math.min(times, DOUBLINGS));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }
}
