package dev.manabi.review.review.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of a review. Every command acts on the current round. */
public sealed interface ReviewCommand {

    UUID reviewId();

    Instant at();

    /**
     * A revision was submitted: review it. Nothing happens where that revision or a later one is under review.
     *
     * @param about for a criterion of the checklist the keys of the parts that it judges; a criterion that is not named
     *     judges all of them
     */
    record ReviewRevision(
            UUID reviewId,
            Submission submission,
            Criteria criteria,
            Map<String, List<String>> about,
            Pool pool,
            Instant at)
            implements ReviewCommand {}

    /** The text was changed after that revision was submitted: its review has no object any more. */
    record LapseRevision(UUID reviewId, int revision, String contentHash, Instant at) implements ReviewCommand {}

    /** Try again to find reviewers for a round that has too few. */
    record AssignReviewers(UUID reviewId, Pool pool, Instant at) implements ReviewCommand {}

    record GiveVerdict(
            UUID reviewId,
            String criterion,
            Verdict verdict,
            @Nullable String remark,
            String by,
            Instant at) implements ReviewCommand {}

    /** @param contentHash the content that the reviewer has read */
    record AcceptReview(UUID reviewId, String by, @Nullable String remark, String contentHash, Instant at)
            implements ReviewCommand {}

    record RequestChanges(UUID reviewId, String by, String reason, Instant at) implements ReviewCommand {}

    /** A reviewer cannot do it: somebody else is asked. */
    record DeclineReview(UUID reviewId, String by, String reason, Pool pool, Instant at) implements ReviewCommand {}

    /** @param from who is released, or null where {@code to} comes in addition */
    record Reassign(UUID reviewId, @Nullable String from, Candidate to, String reason, Requester by, Instant at)
            implements ReviewCommand {}

    /** A wider audience: these people are asked to read and comment; they judge nothing. */
    record InviteReaders(UUID reviewId, List<String> people, String reason, Requester by, Instant at)
            implements ReviewCommand {}

    /** More or fewer acceptances than the policy asks for, with a reason. One senior is always needed. */
    record ChangeRequirement(UUID reviewId, Requirement requirement, String reason, Requester by, Pool pool, Instant at)
            implements ReviewCommand {}

    /**
     * A deadline may have passed; nothing happens where none has, or where that was said before.
     *
     * @param every the time after which a late review is given to somebody else, and somebody else is told
     */
    record NoticeOverdue(UUID reviewId, Duration every, Pool pool, Instant at) implements ReviewCommand {}
}
