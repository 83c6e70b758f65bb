package dev.manabi.review.review;

import dev.manabi.eventsourcing.Projection;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.review.review.ReviewView.Declined;
import dev.manabi.review.review.ReviewView.Participant;
import dev.manabi.review.review.ReviewView.PastRound;
import dev.manabi.review.review.ReviewView.RequestedChanges;
import dev.manabi.review.review.domain.GivenVerdict;
import dev.manabi.review.review.domain.ReviewEvent;
import dev.manabi.review.review.domain.ReviewEvent.ChangesRequested;
import dev.manabi.review.review.domain.ReviewEvent.ReadersInvited;
import dev.manabi.review.review.domain.ReviewEvent.RequirementChanged;
import dev.manabi.review.review.domain.ReviewEvent.ReviewAccepted;
import dev.manabi.review.review.domain.ReviewEvent.ReviewBecameOverdue;
import dev.manabi.review.review.domain.ReviewEvent.ReviewEscalated;
import dev.manabi.review.review.domain.ReviewEvent.ReviewHandedOn;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerAccepted;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerDeclined;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerReplaced;
import dev.manabi.review.review.domain.ReviewEvent.ReviewersAssigned;
import dev.manabi.review.review.domain.ReviewEvent.RoundLapsed;
import dev.manabi.review.review.domain.ReviewEvent.RoundOpened;
import dev.manabi.review.review.domain.ReviewEvent.VerdictGiven;
import dev.manabi.review.review.domain.Reviewer;
import dev.manabi.review.review.domain.Submission;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reviews as they stand now. */
final class ReviewProjection implements Projection<ReviewEvent> {

    @Override
    public List<String> tables() {
        return List.of("review_participant", "review");
    }

    @Override
    public void project(Recorded<ReviewEvent> recorded) {
        ReviewView view = recorded.event() instanceof RoundOpened e
                ? opened(recorded.streamId(), e)
                : existing(recorded.streamId());
        view.version = recorded.version();
        switch (recorded.event()) {
            case RoundOpened _ -> {}
            case ReviewersAssigned e -> ask(view, e.reviewers());
            case ReviewHandedOn e -> {
                ask(view, e.reviewers());
                view.dueAt = e.dueAt();
            }
            case ReviewEscalated e -> escalate(view, e);
            case ReviewerReplaced e -> {
                remove(view, e.from());
                view.reviewers = with(view.reviewers, e.to());
            }
            case ReviewerDeclined e -> {
                remove(view, e.person());
                view.declined = with(view.declined, new Declined(e.person(), e.reason(), e.at()));
            }
            case ReadersInvited e -> e.people().forEach(person -> view.invited = with(view.invited, person));
            case RequirementChanged e -> view.requirement = e.requirement();
            case VerdictGiven e ->
                view.verdicts = GivenVerdict.with(
                        view.verdicts, new GivenVerdict(e.criterion(), e.verdict(), e.remark(), e.by()), view.criteria);
            case ReviewerAccepted e -> view.acceptedBy = with(view.acceptedBy, e.reviewer());
            case ReviewAccepted e -> {
                view.status = ReviewStatus.ACCEPTED;
                view.acceptedBy = e.acceptedBy();
                view.acceptedAt = e.at();
            }
            case ChangesRequested e -> {
                view.status = ReviewStatus.CHANGES_REQUESTED;
                view.requestedChanges = new RequestedChanges(e.by(), e.reason(), e.failedCriteria(), e.at());
            }
            case RoundLapsed _ -> view.status = ReviewStatus.LAPSED;
            case ReviewBecameOverdue e -> {
                view.overdue = true;
                view.toldAt = e.at();
            }
        }
        view.shortOf = List.copyOf(view.requirement.missingAmong(view.reviewers, view.team));
        gather(view);
        view.persist();
    }

    private static ReviewView existing(UUID id) {
        ReviewView view = ReviewView.findById(id);
        return Objects.requireNonNull(view, () -> "Review " + id + " has no first round");
    }

    private static ReviewView opened(UUID id, RoundOpened event) {
        ReviewView earlier = ReviewView.findById(id);
        ReviewView view = earlier == null ? new ReviewView() : earlier;
        view.rounds = earlier == null ? List.of() : with(earlier.rounds, past(earlier, event.at()));
        Submission submission = event.submission();
        view.id = id;
        view.postmortemId = submission.postmortemId();
        view.number = submission.number();
        view.title = submission.title();
        view.owner = submission.owner();
        view.authors = submission.authors();
        view.team = submission.team();
        view.round = event.round();
        view.revision = submission.revision();
        view.contentHash = submission.contentHash();
        view.status = ReviewStatus.WAITING;
        view.checklist = event.criteria().checklist();
        view.checklistVersion = event.criteria().version();
        view.criteria = event.criteria().keys();
        view.requirement = submission.requirement();
        view.changed = event.changed();
        view.hints = submission.hints();
        view.reviewers = List.of();
        view.declined = List.of();
        view.invited = List.of();
        view.verdicts = event.carried();
        view.acceptedBy = List.of();
        view.requestedChanges = null;
        view.escalatedTo = null;
        view.overdue = false;
        view.toldAt = null;
        view.confidential = submission.confidential();
        view.submittedAt = submission.submittedAt();
        view.dueAt = submission.dueAt();
        view.acceptedAt = null;
        view.openedAt = event.at();
        return view;
    }

    private static PastRound past(ReviewView view, Instant endedAt) {
        return new PastRound(
                view.round,
                view.revision,
                view.contentHash,
                view.status,
                view.changed,
                view.reviewers,
                view.verdicts,
                view.acceptedBy,
                view.requestedChanges,
                view.openedAt,
                endedAt);
    }

    /** What people gave leaves with them. */
    private static void ask(ReviewView view, List<Reviewer> reviewers) {
        for (Reviewer before : view.reviewers) {
            if (reviewers.stream().noneMatch(one -> one.person().equals(before.person()))) {
                remove(view, before.person());
            }
        }
        view.reviewers = reviewers;
    }

    private static void remove(ReviewView view, @Nullable String person) {
        view.reviewers = without(view.reviewers, person);
        view.acceptedBy = without(view.acceptedBy, person);
        view.verdicts = GivenVerdict.without(view.verdicts, person);
    }

    private static void escalate(ReviewView view, ReviewEscalated event) {
        List<String> told = view.escalatedTo == null ? List.of() : view.escalatedTo;
        view.escalatedTo = Stream.concat(told.stream(), event.managers().stream())
                .distinct()
                .toList();
        switch (event.why()) {
            case NOBODY_TO_ASK, TOO_FEW_TO_ASK -> {}
            case LATE_FOR_LEAD, LATE_FOR_MANAGERS -> view.toldAt = event.at();
        }
    }

    private static <T> List<T> with(List<T> some, T one) {
        return Stream.concat(some.stream(), Stream.of(one)).toList();
    }

    private static List<Reviewer> without(List<Reviewer> reviewers, @Nullable String person) {
        return reviewers.stream()
                .filter(reviewer -> !reviewer.person().equals(person))
                .toList();
    }

    private static void gather(ReviewView view) {
        Set<String> reviewers = new HashSet<>();
        view.reviewers.forEach(reviewer -> reviewers.add(reviewer.person()));
        Set<String> everybody = new HashSet<>(reviewers);
        everybody.addAll(view.authors);
        everybody.addAll(view.invited);
        if (view.owner != null) {
            everybody.add(view.owner);
        }
        if (view.escalatedTo != null) {
            everybody.addAll(view.escalatedTo);
        }
        Set<Participant> now = new HashSet<>();
        everybody.forEach(person -> now.add(new Participant(person, reviewers.contains(person))));
        view.participants.retainAll(now);
        view.participants.addAll(now);
    }
}
