package dev.manabi.review.review;

import dev.manabi.eventsourcing.Projection;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.review.review.ReviewView.Participant;
import dev.manabi.review.review.ReviewView.RequestedChanges;
import dev.manabi.review.review.domain.GivenVerdict;
import dev.manabi.review.review.domain.ReviewEvent;
import dev.manabi.review.review.domain.ReviewEvent.ChangesRequested;
import dev.manabi.review.review.domain.ReviewEvent.ReviewAccepted;
import dev.manabi.review.review.domain.ReviewEvent.ReviewBecameOverdue;
import dev.manabi.review.review.domain.ReviewEvent.ReviewEscalated;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerAccepted;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerReplaced;
import dev.manabi.review.review.domain.ReviewEvent.ReviewersAssigned;
import dev.manabi.review.review.domain.ReviewEvent.RoundOpened;
import dev.manabi.review.review.domain.ReviewEvent.VerdictGiven;
import dev.manabi.review.review.domain.Reviewer;
import dev.manabi.review.review.domain.Submission;
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
            case ReviewersAssigned e -> view.reviewers = e.reviewers();
            case ReviewEscalated e -> view.escalatedTo = e.managers();
            case ReviewerReplaced e -> replace(view, e.from(), e.to());
            case VerdictGiven e -> give(view, new GivenVerdict(e.criterion(), e.verdict(), e.remark(), e.by()));
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
            case ReviewBecameOverdue _ -> view.overdue = true;
        }
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
        view.reviewers = List.of();
        view.verdicts = List.of();
        view.acceptedBy = List.of();
        view.requestedChanges = null;
        view.escalatedTo = null;
        view.overdue = false;
        view.confidential = submission.confidential();
        view.submittedAt = submission.submittedAt();
        view.dueAt = submission.dueAt();
        view.acceptedAt = null;
        return view;
    }

    private static void replace(ReviewView view, @Nullable String from, Reviewer to) {
        view.reviewers = with(without(view.reviewers, from), to);
        view.acceptedBy = without(view.acceptedBy, from);
        view.verdicts = GivenVerdict.without(view.verdicts, from);
    }

    private static void give(ReviewView view, GivenVerdict given) {
        view.verdicts = GivenVerdict.with(view.verdicts, given, view.criteria);
    }

    private static List<Reviewer> with(List<Reviewer> reviewers, Reviewer one) {
        return Stream.concat(reviewers.stream(), Stream.of(one)).toList();
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
