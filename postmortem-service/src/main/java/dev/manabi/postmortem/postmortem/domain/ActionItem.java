package dev.manabi.postmortem.postmortem.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done so that it does not happen again, or hurts less (METHOD A1).
 *
 * @param plan who does it by when, as agreed after the publication; null while it is as the task says
 * @param statusReason why it is in that status; always there when it is declined
 * @param evidence an address that shows it, or null
 * @param toldAt when somebody was last reminded of its present due date, or null
 */
public record ActionItem(
        UUID id,
        Task task,
        @Nullable Plan plan,
        ActionStatus status,
        @Nullable String statusReason,
        @Nullable String evidence,
        @Nullable Instant toldAt) {

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

    /** Who does it and by when. No content: the published task stays as it was reviewed. */
    public record Plan(String owner, Instant dueAt) {}

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
        return new ActionItem(id, task, null, ActionStatus.OPEN, null, null, null);
    }

    /** Who sees to it that it gets done, as last agreed. */
    public @Nullable String owner() {
        return plan == null ? task.owner() : plan.owner();
    }

    /** By when it is to be done, as last agreed. */
    public Instant dueAt() {
        return plan == null ? task.dueAt() : plan.dueAt();
    }

    ActionItem withTask(Task newTask) {
        return new ActionItem(id, newTask, plan, status, statusReason, evidence, toldOf(newTask.dueAt()));
    }

    ActionItem withPlan(Plan newPlan) {
        return new ActionItem(id, task, newPlan, status, statusReason, evidence, toldOf(newPlan.dueAt()));
    }

    /** Nobody has been told of a new date. */
    private @Nullable Instant toldOf(Instant newDueAt) {
        return newDueAt.equals(dueAt()) ? toldAt : null;
    }

    ActionItem withStatus(ActionStatus newStatus, @Nullable String reason, @Nullable String newEvidence) {
        return new ActionItem(id, task, plan, newStatus, reason, newEvidence, toldAt);
    }

    ActionItem told(Instant at) {
        return new ActionItem(id, task, plan, status, statusReason, evidence, at);
    }
}
