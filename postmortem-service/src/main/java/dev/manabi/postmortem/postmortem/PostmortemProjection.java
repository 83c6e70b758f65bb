package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.Projection;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.postmortem.postmortem.domain.ActionItem.ActionStatus;
import dev.manabi.postmortem.postmortem.domain.Beginning;
import dev.manabi.postmortem.postmortem.domain.Collaborators;
import dev.manabi.postmortem.postmortem.domain.Dismissal;
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
import dev.manabi.postmortem.postmortem.domain.Status;
import dev.manabi.postmortem.search.Piece;
import dev.manabi.postmortem.search.SearchIndex;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events of postmortems → {@code postmortem_view}, {@code action_item_view} and {@code comment_view}. */
@ApplicationScoped
public class PostmortemProjection implements Projection<PostmortemEvent> {

    private final SearchIndex search;

    PostmortemProjection(SearchIndex search) {
        this.search = search;
    }

    @Override
    public List<String> tables() {
        return List.of("postmortem_view", "action_item_view", "comment_view", SearchIndex.TABLE);
    }

    @Override
    public void project(Recorded<PostmortemEvent> recorded) {
        switch (recorded.event()) {
            case PostmortemDrafted e -> draft(e);
            case PostmortemImported e -> draft(e);
            case SectionEdited e -> rewrite(postmortem(recorded), e.key(), e.text(), e.revision(), e.contentHash());
            case IncidentTextTaken e -> rewrite(postmortem(recorded), e.key(), e.text(), e.revision(), e.contentHash());
            case TextChanged e -> {
                PostmortemView.typed(recorded.streamId(), recorded.version(), e);
                return;
            }
            case SuggestionAccepted e -> {
                postmortem(recorded).typed(e.revision(), e.contentHash(), e.at());
                resolve(comment(e.commentId()), null, e.by(), e.at());
            }
            case IncidentTextDeclined _ -> {
                // changes nothing that is shown
            }
            case TitleChanged e -> {
                PostmortemView postmortem = postmortem(recorded);
                postmortem.title = e.title();
                postmortem.rewritten(e.revision(), e.contentHash());
            }
            case OwnerAssigned e -> {
                PostmortemView postmortem = postmortem(recorded);
                postmortem.collaborators = Collaborators.after(postmortem.collaborators, postmortem.owner, e.owner());
                postmortem.owner = e.owner();
                postmortem.setReaders();
            }
            case AudienceChanged e -> {
                PostmortemView postmortem = postmortem(recorded);
                postmortem.restricted = e.restricted();
                postmortem.namedReaders = e.readers();
                postmortem.setReaders();
            }
            case ActionItemAdded e -> {
                PostmortemView postmortem = postmortem(recorded);
                addItem(e, postmortem, recorded.version());
                postmortem.rewritten(e.revision(), e.contentHash());
            }
            case ActionItemChanged e -> {
                item(e.actionItemId()).describe(e.task());
                postmortem(recorded).rewritten(e.revision(), e.contentHash());
            }
            case ActionItemStatusChanged e -> {
                ActionItemView item = item(e.actionItemId());
                item.status = e.to();
                item.statusReason = e.reason();
                item.evidence = e.evidence();
                item.statusBy = e.by();
                item.statusAt = e.at();
                postmortem(recorded).saysSomethingElse();
            }
            case Classified e -> {
                PostmortemView postmortem = postmortem(recorded);
                postmortem.triggerCode = e.classification().trigger();
                postmortem.causeCodes = e.classification().causes().toArray(String[]::new);
                postmortem.rewritten(e.revision(), e.contentHash());
            }
            case FindingDismissed e -> {
                PostmortemView postmortem = postmortem(recorded);
                postmortem.dismissals = Stream.concat(
                                without(e.finding(), postmortem.dismissals),
                                Stream.of(new Dismissal(e.finding(), e.code(), e.reason(), e.by(), e.at())))
                        .toList();
            }
            case DismissalWithdrawn e -> {
                PostmortemView postmortem = postmortem(recorded);
                postmortem.dismissals =
                        without(e.finding(), postmortem.dismissals).toList();
            }
            case CommentAdded e -> {
                addComment(e, recorded);
                postmortem(recorded).saysSomethingElse();
            }
            case CommentResolved e -> {
                resolve(comment(e.commentId()), e.resolution(), e.by(), e.at());
                postmortem(recorded).saysSomethingElse();
            }
            case CommentReopened e -> {
                CommentView comment = comment(e.commentId());
                comment.resolved = false;
                comment.resolution = null;
                comment.resolvedBy = null;
                comment.resolvedAt = null;
                postmortem(recorded).saysSomethingElse();
            }
            case MinutesRecorded e -> {
                PostmortemView postmortem = postmortem(recorded);
                postmortem.minutes = Stream.concat(postmortem.minutes.stream(), Stream.of(e.minutes()))
                        .toList();
                postmortem.saysSomethingElse();
            }
            case PostmortemSubmitted e -> {
                PostmortemView postmortem = postmortem(recorded);
                postmortem.submittedAt = postmortem.submittedAt == null ? e.at() : postmortem.submittedAt;
                postmortem.submittedVersion = recorded.version();
                postmortem.moveTo(Status.IN_REVIEW, e.at());
            }
            case ReviewLapsed e -> postmortem(recorded).moveTo(Status.DRAFT, e.at());
            case ReviewAccepted e -> {
                PostmortemView postmortem = postmortem(recorded);
                postmortem.reviewId = e.reviewId();
                postmortem.acceptedAt = postmortem.acceptedAt == null ? e.at() : postmortem.acceptedAt;
                postmortem.moveTo(Status.APPROVED, e.at());
            }
            case ChangesRequested e -> {
                PostmortemView postmortem = postmortem(recorded);
                postmortem.reviewId = e.reviewId();
                postmortem.moveTo(Status.CHANGES_REQUESTED, e.at());
            }
            case ReviewOutcomeIgnored _ -> {
                // of interest in the history alone
            }
            case PostmortemPublished e -> {
                PostmortemView postmortem = postmortem(recorded);
                postmortem.publishedAt = e.at();
                postmortem.moveTo(Status.PUBLISHED, e.at());
            }
            case PostmortemBecameOverdue e -> postmortem(recorded).told(e.deadline(), e.at());
            case PostmortemEscalated e -> postmortem(recorded).told(e.deadline(), e.at());
            case ActionItemReminded e -> item(e.actionItemId()).toldAt = e.at();
            case ActionItemBecameOverdue e -> item(e.actionItemId()).toldAt = e.at();
            case ActionItemEscalated e -> item(e.actionItemId()).toldAt = e.at();
            case ActionItemReplanned e -> item(e.actionItemId()).plan(e.owner(), e.dueAt());
            case ActionItemRemoved e -> {
                item(e.actionItemId()).delete();
                postmortem(recorded).rewritten(e.revision(), e.contentHash());
            }
            case DeadlinesSuspended _ -> postmortem(recorded).suspended = true;
            case DeadlinesResumed e -> {
                PostmortemView postmortem = postmortem(recorded);
                postmortem.suspended = false;
                postmortem.draftDueAt = e.draftDueAt();
                postmortem.dueAt = e.dueAt();
                postmortem.draftToldAt = null;
                postmortem.toldAt = null;
            }
        }
        PostmortemView postmortem = postmortem(recorded);
        postmortem.version = recorded.version();
        if (postmortem.saysSomethingElse) {
            postmortem.saysSomethingElse = false;
            if (postmortem.typedSince == null) { // else what is typed is taken over first
                makeFindable(postmortem);
            }
        }
    }

    /** Nobody who has just changed something else is answered with a text of a second ago. */
    void catchUp(UUID id, Postmortem reached) {
        PostmortemView postmortem = PostmortemView.findById(id);
        if (postmortem != null && postmortem.typedSince != null && reached instanceof Document typed) {
            catchUp(postmortem, typed);
            postmortem.typedSince = null;
        }
    }

    /** What is typed is shown and found from now on. */
    void catchUp(PostmortemView postmortem, Document typed) {
        postmortem.sections = typed.content().sections();
        makeFindable(postmortem);
    }

    private void makeFindable(PostmortemView postmortem) {
        search.keep(
                postmortem.id,
                postmortem.draftedAt,
                Piece.of(
                        postmortem,
                        ActionItemView.list("postmortemId = ?1 order by position", postmortem.id),
                        CommentView.list("postmortemId = ?1 order by position", postmortem.id)));
    }

    private static void draft(Beginning e) {
        PostmortemView postmortem = new PostmortemView();
        postmortem.id = e.postmortemId();
        postmortem.number = e.number();
        postmortem.incidentId = e.incidentId();
        postmortem.incidentNumber = e.incidentNumber();
        postmortem.title = e.title();
        postmortem.moveTo(Status.DRAFT, e.at());
        postmortem.owner = e.owner();
        postmortem.collaborators = e.collaborators();
        postmortem.severity = e.severity();
        postmortem.team = e.team();
        postmortem.services = e.services();
        postmortem.language = e.language();
        postmortem.template = e.template();
        postmortem.templateVersion = e.templateVersion();
        postmortem.policyVersion = e.policyVersion();
        postmortem.sections = e.sections();
        postmortem.rewritten(e.revision(), e.contentHash());
        postmortem.draftedAt = e.at();
        postmortem.draftDueAt = e.draftDueAt();
        postmortem.dueAt = e.dueAt();
        postmortem.restricted = e.restricted();
        postmortem.namedReaders = List.of();
        postmortem.setReaders();
        postmortem.causeCodes = new String[0];
        postmortem.dismissals = List.of();
        postmortem.minutes = List.of();
        if (e instanceof PostmortemImported imported) {
            postmortem.imported = true;
            postmortem.origin = imported.origin();
        }
        postmortem.persist();
    }

    private static void addItem(ActionItemAdded e, PostmortemView postmortem, long position) {
        ActionItemView item = new ActionItemView();
        item.id = e.actionItemId();
        item.postmortemId = postmortem.id;
        item.postmortemNumber = postmortem.number;
        item.position = position;
        item.status = ActionStatus.OPEN;
        item.describe(e.task());
        item.addedAt = e.at();
        item.persist();
    }

    private static void addComment(CommentAdded e, Recorded<PostmortemEvent> recorded) {
        CommentView comment = new CommentView();
        comment.id = e.commentId();
        comment.postmortemId = recorded.streamId();
        comment.position = recorded.version();
        comment.inReplyTo = e.inReplyTo();
        comment.section = e.section();
        comment.quote = e.quote();
        comment.suggestion = e.suggestion();
        comment.mentions = e.mentions();
        comment.text = e.text();
        comment.author = e.by();
        comment.addedAt = e.at();
        comment.persist();
    }

    private static void resolve(CommentView comment, @Nullable String resolution, String by, Instant at) {
        comment.resolved = true;
        comment.resolution = resolution;
        comment.resolvedBy = by;
        comment.resolvedAt = at;
    }

    private static CommentView comment(UUID id) {
        return Objects.requireNonNull(CommentView.findById(id), "a comment is added before it is resolved");
    }

    private static Stream<Dismissal> without(String finding, List<Dismissal> dismissals) {
        return dismissals.stream().filter(one -> !one.finding().equals(finding));
    }

    private static PostmortemView postmortem(Recorded<PostmortemEvent> recorded) {
        return Objects.requireNonNull(PostmortemView.findById(recorded.streamId()), "a stream begins with a draft");
    }

    private static ActionItemView item(UUID id) {
        return Objects.requireNonNull(ActionItemView.findById(id), "an item is added before it changes");
    }

    private static void rewrite(PostmortemView postmortem, String key, String text, int revision, String hash) {
        postmortem.sections = postmortem.sections.stream()
                .map(section -> section.key().equals(key)
                        ? new Section(section.key(), section.title(), section.required(), text)
                        : section)
                .toList();
        postmortem.rewritten(revision, hash);
    }
}
