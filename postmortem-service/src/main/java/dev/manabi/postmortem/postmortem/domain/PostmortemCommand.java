package dev.manabi.postmortem.postmortem.domain;

import dev.manabi.postmortem.policy.domain.ReviewRule.RequiredReviewers;
import dev.manabi.postmortem.postmortem.domain.ActionItem.ActionStatus;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Task;
import dev.manabi.postmortem.text.TextRange;
import dev.manabi.postmortem.text.TextUpdate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of a postmortem. {@code by} is always a person. */
public sealed interface PostmortemCommand {

    UUID postmortemId();

    /** An empty document becomes a draft. */
    record DraftPostmortem(PostmortemEvent.PostmortemDrafted draft) implements PostmortemCommand {
        @Override
        public UUID postmortemId() {
            return draft.postmortemId();
        }
    }

    /** An empty document becomes a draft that was written elsewhere. */
    record ImportPostmortem(PostmortemEvent.PostmortemImported original) implements PostmortemCommand {
        @Override
        public UUID postmortemId() {
            return original.postmortemId();
        }
    }

    record EditSection(UUID postmortemId, String key, String text, String by, Instant at)
            implements PostmortemCommand {}

    /**
     * @param version of the section's text that the first update was made upon
     * @param updates each made upon the one before
     */
    record ChangeText(UUID postmortemId, String key, int version, List<TextUpdate> updates, String by, Instant at)
            implements PostmortemCommand {}

    record ChangeTitle(UUID postmortemId, String title, String by, Instant at) implements PostmortemCommand {}

    record AssignOwner(UUID postmortemId, String owner, String by, Instant at) implements PostmortemCommand {}

    /** @param readers who may read it besides those who write and review it; of no account unless it is restricted */
    record ChangeAudience(UUID postmortemId, boolean restricted, List<String> readers, String by, Instant at)
            implements PostmortemCommand {}

    record AddActionItem(UUID postmortemId, UUID actionItemId, Task task, String by, Instant at)
            implements PostmortemCommand {}

    record ChangeActionItem(UUID postmortemId, UUID actionItemId, Task task, String by, Instant at)
            implements PostmortemCommand {}

    /**
     * @param reason needed to decline; where it is done, how that was seen
     * @param evidence an address that shows it, or null
     * @param by a person, or {@code system:…} where a tracker said so
     * @param leads whether {@code by} is a senior or a manager
     */
    record ChangeActionItemStatus(
            UUID postmortemId,
            UUID actionItemId,
            ActionStatus status,
            @Nullable String reason,
            @Nullable String evidence,
            String by,
            boolean leads,
            Instant at)
            implements PostmortemCommand {}

    /**
     * @param offered what the section would say if nobody had written in it
     * @param text what it is to say, with what people wrote
     */
    record TakeIncidentText(UUID postmortemId, String key, String offered, String text, String by, Instant at)
            implements PostmortemCommand {}

    record DeclineIncidentText(UUID postmortemId, String key, String offered, String by, Instant at)
            implements PostmortemCommand {}

    record Classify(UUID postmortemId, Classification classification, String by, Instant at)
            implements PostmortemCommand {}

    /** @param finding one that is there now; see {@link Blocker#finding()} */
    record DismissFinding(UUID postmortemId, String finding, String reason, String by, Known known, Instant at)
            implements PostmortemCommand {}

    record WithdrawDismissal(UUID postmortemId, String finding, String by, Instant at) implements PostmortemCommand {}

    /**
     * @param range where in the section's present text, or null
     * @param suggestion what could stand there instead, or null
     * @param mentions people whom the text names
     */
    record AddComment(
            UUID postmortemId,
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
            implements PostmortemCommand {}

    record ResolveComment(
            UUID postmortemId, UUID commentId, @Nullable String resolution, String by, Instant at)
            implements PostmortemCommand {}

    /** What the comment suggests is put into the text. */
    record AcceptSuggestion(UUID postmortemId, UUID commentId, String by, Instant at) implements PostmortemCommand {}

    /** A meeting has been held: its minutes are added, and what it resolved is closed. */
    record RecordMinutes(UUID postmortemId, Minutes minutes, Instant at) implements PostmortemCommand {}

    record ReopenComment(UUID postmortemId, UUID commentId, String by, Instant at) implements PostmortemCommand {}

    /**
     * @param reviewers who has to have reviewed it, as the policy says
     * @param known whom the checks take for people of the house
     */
    record SubmitPostmortem(
            UUID postmortemId,
            String by,
            Instant reviewDueAt,
            @Nullable RequiredReviewers reviewers,
            Known known,
            Instant at)
            implements PostmortemCommand {
        public SubmitPostmortem(UUID postmortemId, String by, Instant reviewDueAt, Instant at) {
            this(postmortemId, by, reviewDueAt, null, Known.NOBODY, at);
        }
    }

    /** A review says that it has been accepted; whether that counts is decided here. */
    record RecordReviewAccepted(
            UUID postmortemId, UUID reviewId, int revision, String contentHash, List<Reviewer> acceptedBy, Instant at)
            implements PostmortemCommand {}

    record RecordChangesRequested(
            UUID postmortemId,
            UUID reviewId,
            int revision,
            String contentHash,
            String requestedBy,
            String reason,
            Instant at)
            implements PostmortemCommand {}

    /** @param known whom the checks take for people of the house */
    record PublishPostmortem(UUID postmortemId, String by, Known known, Instant at) implements PostmortemCommand {
        public PublishPostmortem(UUID postmortemId, String by, Instant at) {
            this(postmortemId, by, Known.NOBODY, at);
        }
    }

    /** Time has passed: is the postmortem late, and is somebody to be told? */
    record MarkOverdue(UUID postmortemId, Reminders reminders, Instant at) implements PostmortemCommand {}

    /** Time has passed: is the action item late, or soon, and is somebody to be told? */
    record MarkActionItemOverdue(UUID postmortemId, UUID actionItemId, Reminders reminders, Instant at)
            implements PostmortemCommand {}

    /** It was added by mistake. */
    record RemoveActionItem(UUID postmortemId, UUID actionItemId, String by, Instant at) implements PostmortemCommand {}

    /** Who does it by when, once the postmortem is published; before that it is content, and changed as such. */
    record ReplanActionItem(
            UUID postmortemId, UUID actionItemId, String owner, Instant dueAt, String reason, String by, Instant at)
            implements PostmortemCommand {}

    /** It need not be written for now. Nobody decides that about a postmortem of their own. */
    record SuspendDeadlines(UUID postmortemId, String by, Instant at) implements PostmortemCommand {}

    /** It has to be written after all, by then. */
    record ResumeDeadlines(UUID postmortemId, Instant draftDueAt, Instant dueAt, Instant at)
            implements PostmortemCommand {}
}
