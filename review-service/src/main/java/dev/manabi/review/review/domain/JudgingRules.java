package dev.manabi.review.review.domain;

import static dev.manabi.review.review.domain.ReviewRule.CONTENT_CHANGED;
import static dev.manabi.review.review.domain.ReviewRule.CRITERION_FAILED;
import static dev.manabi.review.review.domain.ReviewRule.VERDICT_MISSING;

import dev.manabi.eventsourcing.DomainException.NotAllowed;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.review.review.domain.Review.Accepted;
import dev.manabi.review.review.domain.Review.SentBack;
import dev.manabi.review.review.domain.Review.Started;
import dev.manabi.review.review.domain.Review.Waiting;
import dev.manabi.review.review.domain.ReviewCommand.AcceptReview;
import dev.manabi.review.review.domain.ReviewCommand.GiveVerdict;
import dev.manabi.review.review.domain.ReviewCommand.RequestChanges;
import dev.manabi.review.review.domain.ReviewEvent.ChangesRequested;
import dev.manabi.review.review.domain.ReviewEvent.ReviewAccepted;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerAccepted;
import dev.manabi.review.review.domain.ReviewEvent.VerdictGiven;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What must be judged, and who may accept (METHOD R1, R2). */
final class JudgingRules {

    private JudgingRules() {}

    /** A verdict that was carried over is given anew by giving it again. */
    static List<ReviewEvent> giveVerdict(GiveVerdict c, Waiting review) {
        assigned(c.by(), review);
        if (!review.round().criteria().keys().contains(c.criterion())) {
            throw new NotFound("criterion", c.criterion());
        }
        GivenVerdict given = new GivenVerdict(c.criterion(), c.verdict(), c.remark(), c.by());
        if (review.verdicts().contains(given)) {
            return List.of();
        }
        return List.of(new VerdictGiven(c.criterion(), c.verdict(), c.remark(), c.by(), c.at()));
    }

    static List<ReviewEvent> accept(AcceptReview c, Started started) {
        Submission submission = started.submission();
        if (!c.contentHash().equals(submission.contentHash())) {
            throw new RuleBroken(CONTENT_CHANGED, changedSince(c.contentHash(), started));
        }
        if (started instanceof Accepted accepted
                && accepted.acceptedBy().stream().anyMatch(one -> one.person().equals(c.by()))) {
            return List.of();
        }
        Waiting review = ReviewDecider.waiting(started);
        Reviewer reviewer = assigned(c.by(), review);
        if (submission.isWrittenBy(c.by())) {
            throw new NotAllowed("Whoever has written in the text cannot accept it.");
        }
        standsInTheWay(review).ifPresent(refusal -> {
            throw refusal;
        });
        if (review.hasAccepted(c.by())) {
            return List.of();
        }
        List<ReviewEvent> events = new ArrayList<>();
        events.add(new ReviewerAccepted(reviewer, c.remark(), c.at()));
        List<Reviewer> acceptedBy = review.plus(reviewer);
        if (review.round().missingAmong(acceptedBy).isEmpty()) {
            events.add(new ReviewAccepted(acceptedBy, c.at()));
        }
        return events;
    }

    /** Says what is different now, where the caller has read an earlier submission of it. */
    private static String changedSince(String contentHash, Started review) {
        Submission present = review.submission();
        Optional<Submission> read = review.round().earlier().stream()
                .filter(one -> one.contentHash().equals(contentHash))
                .reduce((_, later) -> later);
        String now = "Revision %d is under review, with another content".formatted(present.revision());
        if (read.isEmpty()) {
            return now + ".";
        }
        List<String> changed = Part.changed(read.get().parts(), present.parts());
        if (changed == null) {
            return "%s than that of revision %d.".formatted(now, read.get().revision());
        }
        return "%s than that of revision %d. Changed since: %s."
                .formatted(
                        now,
                        read.get().revision(),
                        changed.stream().map(key -> title(key, present)).collect(Collectors.joining(", ")));
    }

    private static String title(String key, Submission submission) {
        List<Part> parts = submission.parts();
        return parts == null
                ? key
                : parts.stream()
                        .filter(part -> part.key().equals(key) && part.title() != null)
                        .map(part -> String.valueOf(part.title()))
                        .findFirst()
                        .orElse(key);
    }

    /** Every criterion passes with everybody who judged it, and has been judged by somebody. */
    static Optional<RuleBroken> standsInTheWay(Waiting review) {
        List<String> missing = review.round().criteria().keys().stream()
                .filter(key ->
                        review.verdicts().stream().noneMatch(v -> v.criterion().equals(key)))
                .toList();
        if (!missing.isEmpty()) {
            return Optional.of(
                    new RuleBroken(VERDICT_MISSING, "No verdict yet on: " + String.join(", ", missing) + "."));
        }
        List<String> failed = failed(review);
        return failed.isEmpty()
                ? Optional.empty()
                : Optional.of(new RuleBroken(CRITERION_FAILED, "Not met: " + String.join(", ", failed) + "."));
    }

    static List<ReviewEvent> requestChanges(RequestChanges c, Started started) {
        if (started instanceof SentBack sentBack
                && sentBack.requestedBy().equals(c.by())
                && sentBack.reason().equals(c.reason())) {
            return List.of();
        }
        Waiting review = ReviewDecider.waiting(started);
        assigned(c.by(), review);
        return List.of(new ChangesRequested(c.by(), c.reason(), failed(review), c.at()));
    }

    private static List<String> failed(Waiting review) {
        return review.verdicts().stream()
                .filter(v -> v.verdict() == Verdict.FAIL)
                .map(GivenVerdict::criterion)
                .distinct()
                .toList();
    }

    private static Reviewer assigned(String person, Waiting review) {
        return review.round()
                .panel()
                .find(person)
                .orElseThrow(() -> new NotAllowed("Only those who are asked to review it may judge it."));
    }
}
