package dev.manabi.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reviews of postmortems, on topic {@code reviews}, keyed by review id. */
public sealed interface ReviewMessage extends PublicEvent {

    UUID reviewId();

    @Override
    default String key() {
        return reviewId().toString();
    }

    /**
     * These people are asked to review this revision: at least one of them is senior and not an author.
     *
     * @param added those who were not asked before (a resubmission or a reassignment asks some again)
     */
    record ReviewAssigned(
            UUID reviewId,
            UUID postmortemId,
            String postmortemNumber,
            String postmortemTitle,
            @Nullable String owner,
            int revision,
            String contentHash,
            List<Reviewer> reviewers,
            List<String> added,
            Instant dueAt,
            @JsonProperty("private") boolean isPrivate)
            implements ReviewMessage {}

    record Reviewer(String person, boolean senior) {}

    /**
     * The review of exactly this content is accepted.
     *
     * @param authors the authors of the reviewed content, as submitted
     * @param acceptedBy everybody who accepted; holds at least one senior reviewer who is no author
     */
    record ReviewAccepted(
            UUID reviewId,
            UUID postmortemId,
            String postmortemNumber,
            int revision,
            String contentHash,
            List<String> authors,
            List<Reviewer> acceptedBy,
            Instant acceptedAt)
            implements ReviewMessage {}

    record ReviewChangesRequested(
            UUID reviewId,
            UUID postmortemId,
            String postmortemNumber,
            String postmortemTitle,
            @Nullable String owner,
            int revision,
            String contentHash,
            String requestedBy,
            String reason,
            List<String> failedCriteria,
            Instant requestedAt,
            @JsonProperty("private") boolean isPrivate)
            implements ReviewMessage {}

    /** Waiting although due. Told once for each deadline. */
    record ReviewOverdue(
            UUID reviewId,
            UUID postmortemId,
            String postmortemNumber,
            String postmortemTitle,
            @Nullable String owner,
            List<Reviewer> reviewers,
            Instant dueAt,
            @JsonProperty("private") boolean isPrivate)
            implements ReviewMessage {}

    /**
     * Somebody beside the reviewers must help.
     *
     * @param managers whose help is wanted: the managers of the team, or whoever leads it
     * @param why NOBODY_TO_ASK, TOO_FEW_TO_ASK, LATE_FOR_LEAD or LATE_FOR_MANAGERS; null in messages of before there was
     *     more than the first
     */
    record ReviewEscalated(
            UUID reviewId,
            UUID postmortemId,
            String postmortemNumber,
            String postmortemTitle,
            @Nullable String owner,
            List<String> managers,
            String reason,
            Instant escalatedAt,
            @JsonProperty("private") boolean isPrivate,
            @Nullable String why)
            implements ReviewMessage {}

    /** A wider audience: these people are asked to read the postmortem and to comment on it. They judge nothing. */
    record ReviewReadersInvited(
            UUID reviewId,
            UUID postmortemId,
            String postmortemNumber,
            String postmortemTitle,
            @Nullable String owner,
            int revision,
            List<String> people,
            String reason,
            String invitedBy,
            Instant invitedAt,
            @JsonProperty("private") boolean isPrivate)
            implements ReviewMessage {}
}
