package dev.manabi.postmortem.postmortem;

import dev.manabi.postmortem.postmortem.domain.ActionItem.ActionStatus;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Kind;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Priority;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Task;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** An action item as it now stands. */
@Entity
@DynamicUpdate
@Table(name = "action_item_view")
public class ActionItemView extends PanacheEntityBase {

    @Id
    public UUID id;

    public UUID postmortemId;

    public String postmortemNumber;

    /** The version of the postmortem that added it: items stand in that order. */
    public long position;

    public String title;

    @Enumerated(EnumType.STRING)
    public Kind kind;

    @Enumerated(EnumType.STRING)
    public @Nullable Priority priority;

    public @Nullable String owner;

    public Instant dueAt;

    @Enumerated(EnumType.STRING)
    public ActionStatus status;

    public @Nullable String statusReason;

    public @Nullable String endState;

    public @Nullable String trackerUrl;

    /** An address that shows it. */
    public @Nullable String evidence;

    /** Who said so: a person, or {@code system:…}. Null for what has not been touched since it was added. */
    public @Nullable String statusBy;

    public @Nullable Instant statusAt;

    /** When somebody was last reminded of its present due date. */
    public @Nullable Instant toldAt;

    /** Null only where nobody knows any more. */
    public @Nullable Instant addedAt;

    void describe(Task task) {
        title = task.title();
        kind = task.kind();
        priority = task.priority();
        plan(task.owner(), task.dueAt());
        endState = task.endState();
        trackerUrl = task.trackerUrl();
    }

    void plan(@Nullable String newOwner, Instant newDueAt) {
        owner = newOwner;
        if (!newDueAt.equals(dueAt)) {
            toldAt = null;
        }
        dueAt = newDueAt;
    }
}
