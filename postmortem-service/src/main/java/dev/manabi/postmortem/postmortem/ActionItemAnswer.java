package dev.manabi.postmortem.postmortem;

import dev.manabi.postmortem.postmortem.domain.ActionItem.ActionStatus;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Kind;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An action item as callers see it.
 *
 * @param owner who sees to it that it gets done, as last agreed
 * @param dueAt by when, as last agreed
 * @param statusReason why it is in that status, always there when it is declined; where it is done, how that was seen
 * @param statusBy who said so: a person, or {@code system:…} where the tracker did; null while nobody has
 * @param evidence an address that shows it
 * @param endState how one will see that it is done
 * @param trackerUrl an address that somebody wrote down; nothing is known of it
 * @param tracker its issue in a tracker, which is kept up to date; null where it was sent to none
 */
@Schema(name = "ActionItem")
public record ActionItemAnswer(
        UUID id,
        UUID postmortemId,
        String postmortemNumber,
        String title,
        Kind kind,
        @Nullable Priority priority,
        @Nullable String owner,
        Instant dueAt,
        ActionStatus status,
        @Nullable String statusReason,
        @Nullable String statusBy,
        @Nullable Instant statusAt,
        @Nullable String evidence,
        @Nullable String endState,
        @Nullable String trackerUrl,
        @Nullable TrackerAnswer tracker) {

    static ActionItemAnswer of(ActionItemView item) {
        return of(List.of(item)).getFirst();
    }

    static List<ActionItemAnswer> of(List<ActionItemView> items) {
        Map<UUID, TrackerIssue> issues = TrackerIssue.of(items);
        return items.stream().map(item -> of(item, issues.get(item.id))).toList();
    }

    static ActionItemAnswer of(ActionItemView item, @Nullable TrackerIssue issue) {
        return new ActionItemAnswer(
                item.id,
                item.postmortemId,
                item.postmortemNumber,
                item.title,
                item.kind,
                item.priority,
                item.owner,
                item.dueAt,
                item.status,
                item.statusReason,
                item.statusBy,
                item.statusAt,
                item.evidence,
                item.endState,
                item.trackerUrl,
                issue == null ? null : TrackerAnswer.of(issue));
    }
}
