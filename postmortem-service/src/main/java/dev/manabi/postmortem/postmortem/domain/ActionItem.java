package dev.manabi.postmortem.postmortem.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done so that it does not happen again, or hurts less (METHOD A1).
 *
 * @param statusReason why it is in that status; always there when it is declined
 * @param overdueToldFor the due date whose passing has been told, or null
 */
public record ActionItem(
        UUID id,
        Task task,
        ActionStatus status,
        @Nullable String statusReason,
        @Nullable Instant overdueToldFor) {

    /**
     * What is to be done: content of the postmortem, and reviewed with it.
     *
     * @param endState how one will see that it is done
     */
    public record Task(
            String title,
            Kind kind,
            @Nullable Priority priority,
            @Nullable String owner,
            Instant dueAt,
            @Nullable String endState,
            @Nullable String trackerUrl) {}

    /** What it is good for. */
    public enum Kind {
        PREVENT,
        MITIGATE,
        DETECT,
        REPAIR,
        INVESTIGATE,
        PROCESS
    }

    /** P0 is the most urgent. */
    public enum Priority {
        P0,
        P1,
        P2,
        P3,
        P4
    }

    /** How far it has come; no content, so it goes on after the publication. */
    public enum ActionStatus {
        OPEN,
        IN_PROGRESS,
        DONE,
        DECLINED;

        /** Whether nobody needs to be reminded any more. */
        public boolean settled() {
            return switch (this) {
                case OPEN, IN_PROGRESS -> false;
                case DONE, DECLINED -> true;
            };
        }
    }

    static ActionItem open(UUID id, Task task) {
        return new ActionItem(id, task, ActionStatus.OPEN, null, null);
    }

    ActionItem withTask(Task newTask) {
        return new ActionItem(id, newTask, status, statusReason, overdueToldFor);
    }

    ActionItem withStatus(ActionStatus newStatus, @Nullable String reason) {
        return new ActionItem(id, task, newStatus, reason, overdueToldFor);
    }

    ActionItem toldFor(Instant dueAt) {
        return new ActionItem(id, task, status, statusReason, dueAt);
    }
}
