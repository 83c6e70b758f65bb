package dev.manabi.review.review.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of a review. Every command acts on the current round. */
public sealed interface ReviewCommand {

    UUID reviewId();

    Instant at();

    /** A revision was submitted: review it. Nothing happens where that revision or a later one is under review. */
    record ReviewRevision(UUID reviewId, Submission submission, Criteria criteria, Pool pool, Instant at)
            implements ReviewCommand {}

    /** Try again to find reviewers for a round that has none. */
    record AssignReviewers(UUID reviewId, Pool pool, Instant at) implements ReviewCommand {}

    record GiveVerdict(
            UUID reviewId,
            String criterion,
            Verdict verdict,
            @Nullable String remark,
            String by,
            Instant at) implements ReviewCommand {}

    /** @param contentHash the content that the reviewer has read, or null where the caller does not say */
    record AcceptReview(
            UUID reviewId,
            String by,
            @Nullable String remark,
            @Nullable String contentHash,
            Instant at) implements ReviewCommand {}

    record RequestChanges(UUID reviewId, String by, String reason, Instant at) implements ReviewCommand {}

    /** @param from who is released, or null where {@code to} comes in addition */
    record Reassign(UUID reviewId, @Nullable String from, Candidate to, String reason, Requester by, Instant at)
            implements ReviewCommand {}

    /** The deadline may have passed; nothing happens where it has not, or where that was said before. */
    record NoticeOverdue(UUID reviewId, Instant at) implements ReviewCommand {}
}
