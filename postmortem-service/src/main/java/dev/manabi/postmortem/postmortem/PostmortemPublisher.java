package dev.manabi.postmortem.postmortem;

import dev.manabi.contracts.PostmortemMessage;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.kit.Publisher;
import dev.manabi.postmortem.policy.domain.ReviewRule.RequiredReviewers;
import dev.manabi.postmortem.postmortem.domain.ActionItem;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Priority;
import dev.manabi.postmortem.postmortem.domain.Beginning;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemAdded;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemBecameOverdue;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemChanged;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemEscalated;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemReminded;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemRemoved;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemReplanned;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemStatusChanged;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.AudienceChanged;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ChangesRequested;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.Classified;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.CommentAdded;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.CommentReopened;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.CommentResolved;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.DeadlinesResumed;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.DeadlinesSuspended;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.DismissalWithdrawn;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.FindingDismissed;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.IncidentTextDeclined;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.IncidentTextTaken;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.MinutesRecorded;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.OwnerAssigned;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemBecameOverdue;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemDrafted;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemEscalated;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemImported;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemPublished;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemSubmitted;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ReviewAccepted;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ReviewLapsed;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ReviewOutcomeIgnored;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.SectionEdited;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.SuggestionAccepted;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.TextChanged;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.TitleChanged;
import dev.manabi.postmortem.postmortem.domain.Section;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the world is told of postmortems. How the text grows stays within the service. */
final class PostmortemPublisher implements Publisher<PostmortemEvent, Postmortem> {

    private static final String SUMMARY = "summary";

    @Override
    public Optional<PublicEvent> publish(Recorded<PostmortemEvent> recorded, Postmortem after) {
        Document document = (Document) after;
        return switch (recorded.event()) {
            case PostmortemDrafted e -> Optional.of(drafted(e));
            case PostmortemSubmitted e -> Optional.of(submitted(e, document));
            case PostmortemPublished e -> Optional.of(published(e, document));
            case PostmortemBecameOverdue e -> Optional.of(overdue(e, document));
            case ActionItemBecameOverdue e -> Optional.of(overdue(e, document));
            case PostmortemEscalated e -> Optional.of(escalated(e, document));
            case ActionItemReminded e -> Optional.of(reminded(e, document));
            case ActionItemEscalated e -> Optional.of(escalated(e, document));
            case ActionItemStatusChanged e -> Optional.of(updated(e.actionItemId(), e.by(), e.at(), document));
            case ActionItemReplanned e -> Optional.of(updated(e.actionItemId(), e.by(), e.at(), document));
            case ReviewLapsed e -> Optional.of(lapsed(e, document));
            case CommentAdded e -> Optional.of(said(e, document));
            case CommentResolved e -> Optional.of(resolved(e.commentId(), e.by(), e.at(), document));
            case SuggestionAccepted e -> Optional.of(resolved(e.commentId(), e.by(), e.at(), document));
            case CommentReopened e -> Optional.of(reopened(e, document));
            case SectionEdited _,
                    TextChanged _,
                    TitleChanged _,
                    OwnerAssigned _,
                    AudienceChanged _,
                    IncidentTextTaken _,
                    IncidentTextDeclined _,
                    Classified _,
                    FindingDismissed _,
                    DismissalWithdrawn _,
                    MinutesRecorded _, // it comes from what the world has heard
                    PostmortemImported _,
                    ActionItemAdded _,
                    ActionItemChanged _,
                    ActionItemRemoved _,
                    ReviewAccepted _,
                    ChangesRequested _,
                    ReviewOutcomeIgnored _,
                    DeadlinesSuspended _, // the decision tells it
                    DeadlinesResumed _ -> Optional.empty();
        };
    }

    private static PostmortemMessage drafted(PostmortemDrafted e) {
        return new PostmortemMessage.PostmortemDrafted(
                e.postmortemId(),
                e.number(),
                e.incidentId(),
                e.incidentNumber(),
                e.title(),
                e.severity(),
                e.owner(),
                e.collaborators(),
                e.team(),
                e.services(),
                e.language(),
                e.dueAt(),
                e.restricted());
    }

    private static PostmortemMessage submitted(PostmortemSubmitted e, Document document) {
        Beginning drafted = document.drafted();
        return new PostmortemMessage.PostmortemSubmitted(
                document.id(),
                drafted.number(),
                drafted.incidentId(),
                title(document),
                drafted.severity(),
                e.owner(),
                e.authors(),
                drafted.team(),
                drafted.services(),
                e.revision(),
                e.contentHash(),
                e.at(),
                e.reviewDueAt(),
                document.audience().restricted(),
                required(e.reviewers()),
                document.content().parts().stream()
                        .map(part -> new PostmortemMessage.Part(part.key(), part.title(), part.hash()))
                        .toList(),
                e.hints() == null
                        ? null
                        : e.hints().stream()
                                .map(hint -> new PostmortemMessage.Hint(
                                        hint.kind().name(),
                                        hint.code(),
                                        hint.section(),
                                        hint.actionItemId(),
                                        hint.dismissed()))
                                .toList());
    }

    private static PostmortemMessage.@Nullable ReviewRule required(@Nullable RequiredReviewers reviewers) {
        return reviewers == null
                ? null
                : new PostmortemMessage.ReviewRule(reviewers.reviewers(), reviewers.seniors(), reviewers.otherTeam());
    }

    private static PostmortemMessage lapsed(ReviewLapsed e, Document document) {
        return new PostmortemMessage.PostmortemSubmissionLapsed(
                document.id(),
                document.drafted().number(),
                e.revision(),
                e.contentHash(),
                e.at(),
                document.audience().restricted());
    }

    private static PostmortemMessage published(PostmortemPublished e, Document document) {
        Beginning drafted = document.drafted();
        return new PostmortemMessage.PostmortemPublished(
                document.id(),
                drafted.number(),
                drafted.incidentId(),
                drafted.incidentNumber(),
                title(document),
                drafted.severity(),
                summary(document),
                document.owner(),
                drafted.team(),
                e.revision(),
                e.contentHash(),
                document.content().actionItems().size(),
                e.at(),
                document.audience().restricted());
    }

    private static PostmortemMessage overdue(PostmortemBecameOverdue e, Document document) {
        Beginning drafted = document.drafted();
        return new PostmortemMessage.PostmortemOverdue(
                document.id(),
                drafted.number(),
                title(document),
                document.owner(),
                drafted.team(),
                e.status().name(),
                e.dueAt(),
                document.audience().restricted());
    }

    private static PostmortemMessage escalated(PostmortemEscalated e, Document document) {
        Beginning drafted = document.drafted();
        return new PostmortemMessage.PostmortemEscalated(
                document.id(),
                drafted.number(),
                title(document),
                document.owner(),
                drafted.team(),
                e.status().name(),
                e.dueAt(),
                e.to().name(),
                document.audience().restricted());
    }

    private static PostmortemMessage overdue(ActionItemBecameOverdue e, Document document) {
        ActionItem item = item(e.actionItemId(), document);
        return new PostmortemMessage.ActionItemOverdue(
                item.id(),
                document.id(),
                document.drafted().number(),
                title(item, document),
                item.owner(),
                priority(item),
                e.dueAt(),
                document.audience().restricted());
    }

    private static PostmortemMessage reminded(ActionItemReminded e, Document document) {
        ActionItem item = item(e.actionItemId(), document);
        return new PostmortemMessage.ActionItemReminded(
                item.id(),
                document.id(),
                document.drafted().number(),
                title(item, document),
                item.owner(),
                document.drafted().team(),
                priority(item),
                e.dueAt(),
                document.audience().restricted());
    }

    private static PostmortemMessage escalated(ActionItemEscalated e, Document document) {
        ActionItem item = item(e.actionItemId(), document);
        return new PostmortemMessage.ActionItemEscalated(
                item.id(),
                document.id(),
                document.drafted().number(),
                title(item, document),
                item.owner(),
                document.drafted().team(),
                priority(item),
                e.dueAt(),
                e.to().name(),
                document.audience().restricted());
    }

    private static PostmortemMessage updated(UUID actionItemId, String by, Instant at, Document document) {
        ActionItem item = item(actionItemId, document);
        return new PostmortemMessage.ActionItemUpdated(
                item.id(),
                document.id(),
                document.drafted().number(),
                title(item, document),
                item.owner(),
                document.drafted().team(),
                priority(item),
                item.status().name(),
                item.dueAt(),
                by,
                at,
                document.audience().restricted());
    }

    private static PostmortemMessage said(CommentAdded e, Document document) {
        boolean restricted = document.audience().restricted();
        return new PostmortemMessage.CommentAdded(
                e.commentId(),
                document.id(),
                document.drafted().number(),
                e.inReplyTo(),
                e.section(),
                restricted ? null : e.text(),
                e.by(),
                e.mentions(),
                e.at(),
                restricted);
    }

    private static PostmortemMessage resolved(UUID commentId, String by, Instant at, Document document) {
        return new PostmortemMessage.CommentResolved(
                commentId,
                document.id(),
                document.drafted().number(),
                by,
                at,
                document.audience().restricted());
    }

    private static PostmortemMessage reopened(CommentReopened e, Document document) {
        return new PostmortemMessage.CommentReopened(
                e.commentId(),
                document.id(),
                document.drafted().number(),
                e.by(),
                e.at(),
                document.audience().restricted());
    }

    private static ActionItem item(UUID id, Document document) {
        return document.content().actionItem(id).orElseThrow();
    }

    private static @Nullable String priority(ActionItem item) {
        Priority priority = item.task().priority();
        return priority == null ? null : priority.name();
    }

    private static String title(ActionItem item, Document document) {
        return document.audience().restricted()
                ? document.drafted().number()
                : item.task().title();
    }

    /** Everybody hears an event, so that of a restricted postmortem it carries nothing that was written there. */
    private static String title(Document document) {
        return document.audience().restricted()
                ? document.drafted().number()
                : document.content().title();
    }

    private static String summary(Document document) {
        return document.audience().restricted()
                ? ""
                : document.content().section(SUMMARY).map(Section::text).orElse("");
    }
}
