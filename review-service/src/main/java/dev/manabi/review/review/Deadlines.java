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
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/** What time brings about: deadlines pass, and rounds without reviewers are looked at again. */
@ApplicationScoped
public class Deadlines {

    private static final Logger LOG = Logger.getLogger(Deadlines.class);
    private static final int AT_ONCE = 200;

    private final ReviewCommands commands;
    private final Candidates candidates;
    private final Inbox inbox;

    Deadlines(ReviewCommands commands, Candidates candidates, Inbox inbox) {
        this.commands = commands;
        this.candidates = candidates;
        this.inbox = inbox;
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
                "status = ?1 and reviewers = ?2",
                List.of(ReviewStatus.WAITING, List.of()),
                (review, cause) -> new AssignReviewers(review.id, candidates.pool(review.team), cause.at()));
    }

    private void noticeOverdue() {
        each(
                "status = ?1 and not overdue and dueAt <= ?2",
                List.of(ReviewStatus.WAITING, inbox.ownCause().at()),
                (review, cause) -> new NoticeOverdue(review.id, cause.at()));
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
