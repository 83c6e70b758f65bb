package dev.manabi.review.review;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Inbox;
import dev.manabi.review.catalog.PeopleChanged;
import dev.manabi.review.review.domain.ReviewCommand;
import dev.manabi.review.review.domain.ReviewCommand.AssignReviewers;
import dev.manabi.review.review.domain.ReviewCommand.NoticeOverdue;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/** What time brings about: deadlines pass, and rounds with too few reviewers are looked at again. */
@ApplicationScoped
public class Deadlines {

    private static final Logger LOG = Logger.getLogger(Deadlines.class);
    private static final int AT_ONCE = 200;
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private final ReviewCommands commands;
    private final Candidates candidates;
    private final Inbox inbox;
    private final Duration every;

    Deadlines(ReviewCommands commands, Candidates candidates, Inbox inbox, ReviewConfig config) {
        this.commands = commands;
        this.candidates = candidates;
        this.inbox = inbox;
        this.every = config.escalateEvery();
        if (every.compareTo(SHORTEST) < 0) {
            throw new IllegalStateException("manabi.review.escalate-every must be at least one minute.");
        }
    }

    @Scheduled(every = "{manabi.deadlines.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        assignReviewers();
        noticeOverdue();
    }

    void assignReviewers(@Observes PeopleChanged event) {
        try {
            assignReviewers();
        } catch (RuntimeException e) {
            LOG.warnf("Reviewers cannot be assigned now: %s", e.toString()); // the next look does it
        }
    }

    private void assignReviewers() {
        each(
                "status = ?1 and not shortOf = ?2",
                List.of(ReviewStatus.WAITING, List.of()),
                (review, cause) -> new AssignReviewers(review.id, candidates.pool(review.team), cause.at()));
    }

    private void noticeOverdue() {
        Instant now = inbox.ownCause().at();
        each(
                "status = ?1 and (toldAt is null and dueAt <= ?2 or toldAt <= ?3)",
                List.of(ReviewStatus.WAITING, now, now.minus(every)),
                (review, cause) -> new NoticeOverdue(review.id, every, candidates.pool(review.team), cause.at()));
    }

    private void each(String query, List<Object> parameters, BiFunction<ReviewView, Cause, ReviewCommand> command) {
        List<UUID> ids = QuarkusTransaction.requiringNew()
                .call(() ->
                        ReviewView.<ReviewView>find(query + " order by id", parameters.toArray())
                                .page(0, AT_ONCE)
                                .stream()
                                .map(view -> view.id)
                                .toList());
        for (UUID id : ids) {
            try {
                QuarkusTransaction.requiringNew().run(() -> {
                    ReviewView view = ReviewView.findById(id);
                    Cause cause = inbox.ownCause();
                    commands.handle(command.apply(view, cause), Expected.any(), cause);
                });
            } catch (DomainException.ConcurrentChange e) {
                LOG.debugf("%s was changed meanwhile", id); // the next look decides anew
            }
        }
    }
}
