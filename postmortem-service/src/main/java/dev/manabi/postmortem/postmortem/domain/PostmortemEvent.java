package dev.manabi.postmortem.postmortem.domain;

import dev.manabi.postmortem.policy.domain.ReviewRule.RequiredReviewers;
import dev.manabi.postmortem.postmortem.domain.ActionItem.ActionStatus;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Task;
import dev.manabi.postmortem.text.ChangeSet;
import dev.manabi.postmortem.text.TextRange;
import dev.manabi.postmortem.text.TextUpdate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one postmortem. People are named by their id. An event that changes the content says which revision
 * it makes and what that content's hash is, so that a pinned hash means the same for ever, however hashes are computed
 * later.
 */
public sealed interface PostmortemEvent {

    /**
     * Filled in from the incident by the service itself.
     *
     * @param number the human number, {@code PM-7}
     * @param severity the incident's at its peak
     * @param owner suggested from those who led, or null where nobody could be
     * @param collaborators everybody else who took part
     * @param draftDueAt by when it is to be submitted
     * @param dueAt by when it is to be published
     * @param restricted visible to those named only
     */
    record PostmortemDrafted(
            UUID postmortemId,
            String number,
            UUID incidentId,
            String incidentNumber,
            String title,
            String severity,
            @Nullable String team,
            List<String> services,
            @Nullable String owner,
            List<String> collaborators,
            String language,
            String template,
            int templateVersion,
            int policyVersion,
            List<Section> sections,
            int revision,
            String contentHash,
            Instant draftDueAt,
            Instant dueAt,
            boolean restricted,
            Instant at)
            implements PostmortemEvent, Beginning {
        @Override
        public List<String> writers() {
            return List.of();
        }
    }

    /**
     * A section's text was replaced as a whole.
     *
     * @param changes what that changed in the text before; null where it was stored before that was kept
     */
    record SectionEdited(
            String key,
            String text,
            @Nullable ChangeSet changes,
            String by,
            int revision,
            String contentHash,
            Instant at)
            implements PostmortemEvent {}

    /**
     * Somebody went on writing in a section while others did.
     *
     * @param version of the section's text before: how many updates it had had
     * @param updates in their order, each made upon the one before; at least one
     */
    record TextChanged(
            String key, int version, List<TextUpdate> updates, String by, int revision, String contentHash, Instant at)
            implements PostmortemEvent {}

    record TitleChanged(String title, String by, int revision, String contentHash, Instant at)
            implements PostmortemEvent {}

    record OwnerAssigned(String owner, String by, Instant at) implements PostmortemEvent {}

    /**
     * From now on these may read it.
     *
     * @param restricted true where nobody else may, but for those who write and review it
     */
    record AudienceChanged(boolean restricted, List<String> readers, String by, Instant at)
            implements PostmortemEvent {}

    record ActionItemAdded(UUID actionItemId, Task task, String by, int revision, String contentHash, Instant at)
            implements PostmortemEvent {}

    record ActionItemChanged(UUID actionItemId, Task task, String by, int revision, String contentHash, Instant at)
            implements PostmortemEvent {}

    /**
     * @param reason always there when it is declined; where it is done, how that was seen
     * @param evidence an address that shows it, or null
     * @param by who says so, for a preventive action that is declined somebody who may; a tracker is the system
     */
    record ActionItemStatusChanged(
            UUID actionItemId,
            ActionStatus from,
            ActionStatus to,
            @Nullable String reason,
            @Nullable String evidence,
            String by,
            Instant at)
            implements PostmortemEvent {}

    /**
     * What has become known of the incident since was put into a section, without taking away what people wrote.
     *
     * @param offered what the section would say if nobody had written in it
     * @param text what it says now
     * @param changes what that changed in the text before; null where it was stored before that was kept
     */
    record IncidentTextTaken(
            String key,
            String offered,
            String text,
            @Nullable ChangeSet changes,
            String by,
            int revision,
            String contentHash,
            Instant at)
            implements PostmortemEvent {}

    /** @param offered is not offered again */
    record IncidentTextDeclined(String key, String offered, String by, Instant at) implements PostmortemEvent {}

    record Classified(Classification classification, String by, int revision, String contentHash, Instant at)
            implements PostmortemEvent {}

    /** Something that a check found, or that is missing, stays as it is for that reason. */
    record FindingDismissed(String finding, String code, String reason, String by, Instant at)
            implements PostmortemEvent {}

    /** The reason does not hold any more. */
    record DismissalWithdrawn(String finding, String by, Instant at) implements PostmortemEvent {}

    /**
     * @param inReplyTo the comment that began the thread, or null where this one begins one
     * @param section the key of the section it is about, or null for the whole postmortem
     * @param quote the words it is about, or null
     * @param range where these stand in the section's text at that time, or null
     * @param suggestion what could stand there instead, or null where the comment suggests nothing
     * @param mentions people whom the text names
     */
    record CommentAdded(
            UUID commentId,
            @Nullable UUID inReplyTo,
            @Nullable String section,
            @Nullable String quote,
            @Nullable TextRange range,
            @Nullable String suggestion,
            List<String> mentions,
            String text,
            String by,
            Instant at)
            implements PostmortemEvent {}

    /** @param resolution what came of it, or why it is left, or null */
    record CommentResolved(UUID commentId, @Nullable String resolution, String by, Instant at)
            implements PostmortemEvent {}

    record CommentReopened(UUID commentId, String by, Instant at) implements PostmortemEvent {}

    /** A review meeting has written something down about it. */
    record MinutesRecorded(Minutes minutes, Instant at) implements PostmortemEvent {}

    /** What a comment suggested was put into the text, and its thread is closed. */
    record SuggestionAccepted(
            UUID commentId, String key, ChangeSet changes, String by, int revision, String contentHash, Instant at)
            implements PostmortemEvent {}

    /**
     * @param authors everybody who had written in it by then, and its owner
     * @param reviewers who has to have reviewed it; null where it was submitted before a policy could say that
     * @param hints what the checks noticed in that content; null where it was submitted before they were kept
     */
    record PostmortemSubmitted(
            int revision,
            String contentHash,
            String owner,
            List<String> authors,
            String by,
            Instant reviewDueAt,
            @Nullable RequiredReviewers reviewers,
            @Nullable List<Hint> hints,
            Instant at)
            implements PostmortemEvent {}

    /** The review of that revision, asked for or already accepted, no longer counts: it must be submitted again. */
    record ReviewLapsed(int revision, String contentHash, Status from, LapseCause cause, Instant at)
            implements PostmortemEvent {}

    record ReviewAccepted(UUID reviewId, int revision, String contentHash, List<Reviewer> acceptedBy, Instant at)
            implements PostmortemEvent {}

    record ChangesRequested(
            UUID reviewId, int revision, String contentHash, String requestedBy, String reason, Instant at)
            implements PostmortemEvent {}

    /** A review's outcome arrived that does not count, kept so that nobody wonders where it went. */
    record ReviewOutcomeIgnored(
            UUID reviewId, ReviewOutcome outcome, int revision, String contentHash, IgnoreCause cause, Instant at)
            implements PostmortemEvent {}

    record PostmortemPublished(UUID reviewId, int revision, String contentHash, String by, Instant at)
            implements PostmortemEvent {}

    /** Told once for each deadline, to the owner. */
    record PostmortemBecameOverdue(Deadline deadline, Instant dueAt, Status status, Instant at)
            implements PostmortemEvent {}

    /** Told once for each due date, to the owner. */
    record ActionItemBecameOverdue(UUID actionItemId, Instant dueAt, Instant at) implements PostmortemEvent {}

    /** The owner of an action item is told that its date is near. */
    record ActionItemReminded(UUID actionItemId, Instant dueAt, Instant at) implements PostmortemEvent {}

    /** Somebody else is told, since it is still not done. */
    record ActionItemEscalated(UUID actionItemId, Instant dueAt, Escalation to, Instant at)
            implements PostmortemEvent {}

    /** Somebody else is told, since it still waits. */
    record PostmortemEscalated(Deadline deadline, Instant dueAt, Status status, Escalation to, Instant at)
            implements PostmortemEvent {}

    record ActionItemRemoved(UUID actionItemId, String by, int revision, String contentHash, Instant at)
            implements PostmortemEvent {}

    /** Since the publication. The content, and its hash, stay what they were. */
    record ActionItemReplanned(UUID actionItemId, String owner, Instant dueAt, String reason, String by, Instant at)
            implements PostmortemEvent {}

    /** Who hears of it when the owner did not manage. */
    enum Escalation {
        LEAD,
        MANAGER
    }

    /**
     * Brought along from elsewhere, as a draft: nobody here has reviewed it. It has no deadlines.
     *
     * @param incidentId null where it names no incident that is known here
     * @param writers its owner and its authors, as far as they are known here, and whoever imported it
     * @param opening the text before the first section: the original's title, say
     * @param layout of the sections that the original has, in its order; opening and layout together are its text
     */
    record PostmortemImported(
            UUID postmortemId,
            String number,
            @Nullable UUID incidentId,
            @Nullable String incidentNumber,
            String title,
            String severity,
            @Nullable String team,
            List<String> services,
            @Nullable String owner,
            List<String> collaborators,
            String language,
            String template,
            int templateVersion,
            int policyVersion,
            List<Section> sections,
            int revision,
            String contentHash,
            Origin origin,
            List<String> writers,
            String opening,
            List<Layout> layout,
            String by,
            Instant at)
            implements PostmortemEvent, Beginning {

        @Override
        public @Nullable Instant draftDueAt() {
            return null;
        }

        @Override
        public @Nullable Instant dueAt() {
            return null;
        }

        @Override
        public boolean restricted() {
            return false;
        }
    }

    /** What stands around a section's text in the original: its heading, and white space. */
    record Layout(String key, String before, String after) {}

    /** Nobody is reminded of it until that is resumed: it is waived, or the request for it was declined. */
    record DeadlinesSuspended(String by, Instant at) implements PostmortemEvent {}

    /** It is due again, by then; whatever was late before is forgotten. */
    record DeadlinesResumed(Instant draftDueAt, Instant dueAt, Instant at) implements PostmortemEvent {}

    /** Why a review that was asked for, or accepted, does not count any more. */
    enum LapseCause {
        CONTENT_CHANGED,
        /** Somebody who may be among the reviewers has become the owner. */
        OWNER_CHANGED
    }

    enum ReviewOutcome {
        ACCEPTED,
        CHANGES_REQUESTED
    }

    enum IgnoreCause {
        /** Nothing is submitted, or the review has had its outcome. */
        NOT_IN_REVIEW,
        /** It speaks of other content than what is submitted. */
        OTHER_CONTENT,
        /** Nobody who accepted is both senior and neither owner nor author (METHOD R3). */
        NO_INDEPENDENT_SENIOR
    }

    enum Deadline {
        /** Submitted for review. */
        DRAFT,
        PUBLICATION
    }
}
