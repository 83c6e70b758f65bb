package dev.manabi.notification.report;

import dev.manabi.contracts.IncidentMessage.IncidentClosed;
import dev.manabi.contracts.IncidentMessage.IncidentMerged;
import dev.manabi.contracts.IncidentMessage.IncidentReopened;
import dev.manabi.contracts.PostmortemMessage.ActionItemEscalated;
import dev.manabi.contracts.PostmortemMessage.ActionItemOverdue;
import dev.manabi.contracts.PostmortemMessage.ActionItemReminded;
import dev.manabi.contracts.PostmortemMessage.ActionItemUpdated;
import dev.manabi.contracts.PostmortemMessage.PostmortemDrafted;
import dev.manabi.contracts.PostmortemMessage.PostmortemEscalated;
import dev.manabi.contracts.PostmortemMessage.PostmortemOverdue;
import dev.manabi.contracts.PostmortemMessage.PostmortemPublished;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmissionLapsed;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.contracts.ReviewMessage.ReviewAccepted;
import dev.manabi.contracts.ReviewMessage.ReviewAssigned;
import dev.manabi.contracts.ReviewMessage.ReviewChangesRequested;
import dev.manabi.notification.report.Reported.Kind;
import dev.manabi.notification.report.Reported.Status;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what reports tell of. A private postmortem and everything about it is left out, and forgotten when it becomes
 * private. Writes in the caller's transaction, after every stream is loaded.
 */
@ApplicationScoped
public class Happenings {

    /** Most events change nothing in a report. */
    public void hear(PublicEvent event) {
        switch (event) {
            case IncidentClosed e -> {
                Reported row = row(
                        e.incidentId(),
                        Kind.INCIDENT,
                        e.incident().number(),
                        e.incident().title());
                row.team = e.incident().team();
                row.severity = e.incident().severity();
                stand(row, Status.DONE, null, e.closedAt());
            }
            case IncidentReopened e -> Reported.deleteById(e.incidentId());
            case IncidentMerged e -> Reported.deleteById(e.incidentId());
            case PostmortemDrafted e ->
                postmortem(e.postmortemId(), e.number(), e.title(), e.owner(), e.team(), e.dueAt(), e.isPrivate());
            case PostmortemOverdue e ->
                postmortem(e.postmortemId(), e.number(), e.title(), e.owner(), e.team(), e.dueAt(), e.isPrivate());
            case PostmortemEscalated e ->
                postmortem(e.postmortemId(), e.number(), e.title(), e.owner(), e.team(), e.dueAt(), e.isPrivate());
            case PostmortemSubmitted e ->
                postmortem(
                        e.postmortemId(), e.number(), e.title(), e.owner(), e.team(), e.reviewDueAt(), e.isPrivate());
            case PostmortemSubmissionLapsed e -> endReviews(e.number());
            case PostmortemPublished e -> published(e);
            case ReviewAssigned e -> assigned(e);
            case ReviewAccepted e -> Reported.deleteById(e.reviewId());
            case ReviewChangesRequested e -> Reported.deleteById(e.reviewId());
            case ActionItemOverdue e ->
                action(e.actionItemId(), e.postmortemNumber(), e.title(), e.owner(), null, e.dueAt(), e.isPrivate());
            case ActionItemReminded e ->
                action(
                        e.actionItemId(),
                        e.postmortemNumber(),
                        e.title(),
                        e.owner(),
                        e.team(),
                        e.dueAt(),
                        e.isPrivate());
            case ActionItemEscalated e ->
                action(
                        e.actionItemId(),
                        e.postmortemNumber(),
                        e.title(),
                        e.owner(),
                        e.team(),
                        e.dueAt(),
                        e.isPrivate());
            case ActionItemUpdated e -> updated(e);
            default -> {}
        }
    }

    private static void postmortem(
            UUID id,
            String number,
            String title,
            @Nullable String owner,
            @Nullable String team,
            Instant dueAt,
            boolean isPrivate) {
        if (isPrivate) {
            forget(id, number);
            return;
        }
        Reported row = row(id, Kind.POSTMORTEM, number, title);
        row.owner = owner;
        row.team = team;
        stand(row, Status.WAITING, dueAt, row.at);
    }

    private static void published(PostmortemPublished e) {
        endReviews(e.number());
        if (e.isPrivate()) {
            forget(e.postmortemId(), e.number());
            return;
        }
        Reported row = row(e.postmortemId(), Kind.POSTMORTEM, e.number(), e.title());
        row.owner = e.owner();
        row.team = e.team();
        row.severity = e.severity();
        row.summary = e.summary();
        stand(row, Status.DONE, null, e.publishedAt());
    }

    private static void assigned(ReviewAssigned e) {
        if (e.isPrivate()) {
            forget(e.reviewId(), e.postmortemNumber());
            return;
        }
        Reported row = row(e.reviewId(), Kind.REVIEW, e.postmortemNumber(), e.postmortemTitle());
        row.owner = e.owner();
        row.team = Reported.<Reported>findByIdOptional(e.postmortemId())
                .map(postmortem -> postmortem.team)
                .orElse(null);
        stand(row, Status.WAITING, e.dueAt(), row.at);
    }

    private static void action(
            UUID id,
            String number,
            String title,
            @Nullable String owner,
            @Nullable String team,
            Instant dueAt,
            boolean isPrivate) {
        if (isPrivate) {
            Reported.deleteById(id);
            return;
        }
        Reported row = row(id, Kind.ACTION_ITEM, number, title);
        row.owner = owner;
        row.team = team == null ? row.team : team;
        stand(row, Status.WAITING, dueAt, row.at);
    }

    private static void updated(ActionItemUpdated e) {
        boolean settled = e.status().equals("DONE") || e.status().equals("DECLINED");
        action(e.actionItemId(), e.postmortemNumber(), e.title(), e.owner(), e.team(), e.dueAt(), e.isPrivate());
        if (settled && !e.isPrivate()) {
            Reported row = row(e.actionItemId(), Kind.ACTION_ITEM, e.postmortemNumber(), e.title());
            stand(row, Status.DONE, null, e.updatedAt());
        }
    }

    private static void endReviews(String number) {
        Reported.delete("kind = ?1 and number = ?2", Kind.REVIEW, number);
    }

    /** What is private now was perhaps not so before. */
    private static void forget(UUID id, String number) {
        Reported.deleteById(id);
        Reported.delete("number = ?1", number);
    }

    private static Reported row(UUID id, Kind kind, String number, String title) {
        Reported row = Reported.findById(id);
        if (row == null) {
            row = new Reported();
            row.id = id;
            row.at = Instant.EPOCH;
        }
        row.kind = kind;
        row.number = number;
        row.title = title;
        return row;
    }

    private static void stand(Reported row, Status status, @Nullable Instant dueAt, Instant at) {
        row.status = status;
        row.dueAt = dueAt;
        row.at = at;
        row.persist();
    }
}
