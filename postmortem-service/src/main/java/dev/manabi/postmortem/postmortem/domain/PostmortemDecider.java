package dev.manabi.postmortem.postmortem.domain;

import dev.manabi.eventsourcing.Decider;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotAllowed;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.postmortem.postmortem.domain.ActionItem.ActionStatus;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Kind;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Plan;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Acceptance;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Audience;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.Postmortem.NotDrafted;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Submission;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AcceptSuggestion;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AddActionItem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AddComment;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AssignOwner;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeActionItem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeActionItemStatus;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeAudience;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeText;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeTitle;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.Classify;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.DeclineIncidentText;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.DismissFinding;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.DraftPostmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.EditSection;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ImportPostmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.MarkActionItemOverdue;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.MarkOverdue;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.PublishPostmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.RecordChangesRequested;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.RecordMinutes;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.RecordReviewAccepted;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.RemoveActionItem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ReopenComment;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ReplanActionItem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ResolveComment;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ResumeDeadlines;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.SubmitPostmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.SuspendDeadlines;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.TakeIncidentText;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.WithdrawDismissal;
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
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.Deadline;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.DeadlinesResumed;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.DeadlinesSuspended;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.DismissalWithdrawn;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.Escalation;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.FindingDismissed;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.IgnoreCause;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.IncidentTextDeclined;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.IncidentTextTaken;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.LapseCause;
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
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ReviewOutcome;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ReviewOutcomeIgnored;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.SectionEdited;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.SuggestionAccepted;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.TextChanged;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.TitleChanged;
import dev.manabi.postmortem.text.ChangeSet;
import dev.manabi.postmortem.text.TextUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a postmortem. The one that everything else serves (METHOD R1): nothing is published without an accepted
 * review of exactly what is published.
 */
public final class PostmortemDecider implements Decider<PostmortemCommand, PostmortemEvent, Postmortem> {

    private final Proofreading proofreading;

    /** With the checks that need nothing but the text. */
    public PostmortemDecider() {
        this(new Proofreading(List.of(new PersonalData())));
    }

    public PostmortemDecider(Proofreading proofreading) {
        this.proofreading = proofreading;
    }

    /** Everything that stands between the document and its publication. */
    public List<Blocker> blockers(Document document, Known known) {
        return Blocker.of(document, findings(document, known));
    }

    /** Everything that stands between the document and its review. */
    public List<Blocker> submissionBlockers(Document document, Known known) {
        return Blocker.ofSubmission(document, findings(document, known));
    }

    private List<Finding> findings(Document document, Known known) {
        return proofreading.read(document.content(), document.drafted().language(), known);
    }

    @Override
    public Postmortem initial() {
        return new NotDrafted();
    }

    @Override
    public List<PostmortemEvent> decide(PostmortemCommand command, Postmortem state) {
        return switch (command) {
            case DraftPostmortem c -> draft(c, state);
            case ImportPostmortem c -> takeOver(c, state);
            case EditSection c -> WritingRules.edit(c, writable(c.by(), document(c, state)));
            case ChangeText c -> WritingRules.change(c, writable(c.by(), document(c, state)));
            case ChangeTitle c -> changeTitle(c, writable(c.by(), document(c, state)));
            case AssignOwner c -> assignOwner(c, editable(document(c, state)));
            case ChangeAudience c -> changeAudience(c, document(c, state));
            case AddActionItem c -> addActionItem(c, writable(c.by(), document(c, state)));
            case ChangeActionItem c -> changeActionItem(c, writable(c.by(), document(c, state)));
            case ChangeActionItemStatus c -> changeActionItemStatus(c, document(c, state));
            case TakeIncidentText c -> WritingRules.takeIncidentText(c, writable(c.by(), document(c, state)));
            case DeclineIncidentText c -> WritingRules.declineIncidentText(c, writable(c.by(), document(c, state)));
            case Classify c -> classify(c, writable(c.by(), document(c, state)));
            case DismissFinding c -> dismiss(c, writable(c.by(), document(c, state)));
            case WithdrawDismissal c -> withdrawDismissal(c, writable(c.by(), document(c, state)));
            case AddComment c -> CommentRules.add(c, document(c, state));
            case AcceptSuggestion c -> CommentRules.acceptSuggestion(c, writable(c.by(), document(c, state)));
            case ResolveComment c -> CommentRules.resolve(c, document(c, state));
            case ReopenComment c -> CommentRules.reopen(c, document(c, state));
            case RecordMinutes c -> recordMinutes(c, document(c, state));
            case SubmitPostmortem c -> submit(c, editable(document(c, state)));
            case RecordReviewAccepted c -> accept(c, document(c, state));
            case RecordChangesRequested c -> requestChanges(c, document(c, state));
            case PublishPostmortem c -> publish(c, document(c, state));
            case MarkOverdue c -> markOverdue(c, document(c, state));
            case MarkActionItemOverdue c -> markActionItemOverdue(c, document(c, state));
            case RemoveActionItem c -> removeActionItem(c, writable(c.by(), document(c, state)));
            case ReplanActionItem c -> replanActionItem(c, document(c, state));
            case SuspendDeadlines c -> suspend(c, editable(document(c, state)));
            case ResumeDeadlines c -> resume(c, document(c, state));
        };
    }

    @Override
    public Postmortem evolve(Postmortem state, PostmortemEvent event) {
        return switch (event) {
            case PostmortemDrafted e -> Document.of(e);
            case PostmortemImported e -> Document.of(e);
            case SectionEdited e ->
                replaced((Document) state, e.key(), e.changes(), e.text(), e.by(), e.revision(), e.contentHash());
            case TextChanged e -> {
                List<ChangeSet> changes =
                        e.updates().stream().map(TextUpdate::changes).toList();
                yield ((Document) state).written(e.key(), changes, e.by(), e.revision(), e.contentHash());
            }
            case TitleChanged e -> {
                Document document = (Document) state;
                yield document.changed(document.content().withTitle(e.title()), e.by(), e.revision(), e.contentHash());
            }
            case OwnerAssigned e -> ((Document) state).ownedBy(e.owner());
            case AudienceChanged e -> ((Document) state).openTo(new Audience(e.restricted(), e.readers()));
            case ActionItemAdded e -> {
                Document document = (Document) state;
                ActionItem item = ActionItem.open(e.actionItemId(), e.task());
                yield document.changed(document.content().plus(item), e.by(), e.revision(), e.contentHash());
            }
            case ActionItemChanged e -> {
                Document document = (Document) state;
                Content content = document.content().withActionItem(e.actionItemId(), item -> item.withTask(e.task()));
                yield document.changed(content, e.by(), e.revision(), e.contentHash());
            }
            case ActionItemStatusChanged e ->
                progressed(state, e.actionItemId(), item -> item.withStatus(e.to(), e.reason(), e.evidence()));
            case IncidentTextTaken e -> {
                Document document = ((Document) state).offered(e.key(), e.offered());
                yield replaced(document, e.key(), e.changes(), e.text(), e.by(), e.revision(), e.contentHash());
            }
            case IncidentTextDeclined e -> ((Document) state).offered(e.key(), e.offered());
            case Classified e -> {
                Document document = (Document) state;
                yield document.changed(
                        document.content().withClassification(e.classification()),
                        e.by(),
                        e.revision(),
                        e.contentHash());
            }
            case FindingDismissed e ->
                ((Document) state).dismissed(new Dismissal(e.finding(), e.code(), e.reason(), e.by(), e.at()));
            case DismissalWithdrawn e -> ((Document) state).undismissed(e.finding());
            case CommentAdded e -> ((Document) state).commented(e.commentId(), CommentRules.added(e));
            case SuggestionAccepted e -> {
                Document document = ((Document) state)
                        .written(e.key(), List.of(e.changes()), e.by(), e.revision(), e.contentHash());
                yield resolved(document, e.commentId(), true);
            }
            case CommentResolved e -> resolved((Document) state, e.commentId(), true);
            case CommentReopened e -> resolved((Document) state, e.commentId(), false);
            case MinutesRecorded e -> ((Document) state).minuted(e.minutes());
            case PostmortemSubmitted e ->
                ((Document) state).inReview(new Submission(e.revision(), e.contentHash(), e.authors()));
            case ReviewLapsed _ -> ((Document) state).lapsed();
            case ReviewAccepted e ->
                ((Document) state)
                        .approved(new Acceptance(e.reviewId(), e.revision(), e.contentHash(), e.acceptedBy(), e.at()));
            case ChangesRequested e -> ((Document) state).sentBack(e.reviewId());
            case ReviewOutcomeIgnored _ -> state;
            case PostmortemPublished e -> ((Document) state).publishedAt(e.at());
            case PostmortemBecameOverdue e -> told(state, e.deadline(), e.at());
            case PostmortemEscalated e -> told(state, e.deadline(), e.at());
            case DeadlinesSuspended _ -> {
                Document document = (Document) state;
                yield document.due(document.term().pausing());
            }
            case DeadlinesResumed e -> ((Document) state).due(Term.until(e.draftDueAt(), e.dueAt()));
            case ActionItemReminded e -> progressed(state, e.actionItemId(), item -> item.told(e.at()));
            case ActionItemBecameOverdue e -> progressed(state, e.actionItemId(), item -> item.told(e.at()));
            case ActionItemEscalated e -> progressed(state, e.actionItemId(), item -> item.told(e.at()));
            case ActionItemReplanned e ->
                progressed(state, e.actionItemId(), item -> item.withPlan(new Plan(e.owner(), e.dueAt())));
            case ActionItemRemoved e -> {
                Document document = (Document) state;
                yield document.changed(
                        document.content().without(e.actionItemId()), e.by(), e.revision(), e.contentHash());
            }
        };
    }

    /** Older events say what a section became, not how. */
    private static Document replaced(
            Document document, String key, @Nullable ChangeSet how, String text, String by, int revision, String hash) {
        if (!document.hasSection(key)) {
            return document.changed(document.content(), by, revision, hash); // what has been stored has happened
        }
        ChangeSet changes = how == null ? ChangeSet.replacing(document.textOf(key), text) : how;
        return document.written(key, List.of(changes), by, revision, hash);
    }

    private static Document resolved(Document document, UUID commentId, boolean resolved) {
        return document.commented(
                commentId, CommentRules.comment(document, commentId).resolved(resolved));
    }

    private static Document progressed(Postmortem state, UUID actionItemId, UnaryOperator<ActionItem> how) {
        Document document = (Document) state;
        return document.progressed(document.content().withActionItem(actionItemId, how));
    }

    private static Document document(PostmortemCommand command, Postmortem state) {
        return switch (state) {
            case Document document -> document;
            case NotDrafted _ ->
                throw new NotFound("postmortem", command.postmortemId().toString());
        };
    }

    private static Document editable(Document document) {
        if (document.published()) {
            throw new RuleBroken(
                    PostmortemRule.POSTMORTEM_PUBLISHED,
                    document.drafted().number() + " is published and is not edited any more.");
        }
        return document;
    }

    /** Whoever only reads a private postmortem, or reviews it, says in a comment what to change. */
    private static Document writable(String by, Document document) {
        if (!document.mayBeWrittenBy(by)) {
            throw new NotAllowed("Only its owner and its collaborators write in a private postmortem.");
        }
        return editable(document);
    }

    private static List<PostmortemEvent> draft(DraftPostmortem c, Postmortem state) {
        return switch (state) {
            case NotDrafted _ -> List.of(c.draft());
            case Document _ -> List.of(); // there is never a second draft
        };
    }

    private static List<PostmortemEvent> takeOver(ImportPostmortem c, Postmortem state) {
        return switch (state) {
            case NotDrafted _ -> List.of(c.original());
            case Document _ -> List.of(); // it is here already
        };
    }

    private static List<PostmortemEvent> changeTitle(ChangeTitle c, Document document) {
        if (document.content().title().equals(c.title())) {
            return List.of();
        }
        String hash = document.content().withTitle(c.title()).hash();
        return rewritten(document, new TitleChanged(c.title(), c.by(), document.revision() + 1, hash, c.at()), c.at());
    }

    private static List<PostmortemEvent> addActionItem(AddActionItem c, Document document) {
        if (document.content().actionItem(c.actionItemId()).isPresent()) {
            return List.of();
        }
        String hash = document.content()
                .plus(ActionItem.open(c.actionItemId(), c.task()))
                .hash();
        return rewritten(
                document,
                new ActionItemAdded(c.actionItemId(), c.task(), c.by(), document.revision() + 1, hash, c.at()),
                c.at());
    }

    private static List<PostmortemEvent> changeActionItem(ChangeActionItem c, Document document) {
        if (actionItem(document, c.actionItemId()).task().equals(c.task())) {
            return List.of();
        }
        String hash = document.content()
                .withActionItem(c.actionItemId(), item -> item.withTask(c.task()))
                .hash();
        return rewritten(
                document,
                new ActionItemChanged(c.actionItemId(), c.task(), c.by(), document.revision() + 1, hash, c.at()),
                c.at());
    }

    /** A change of the content, and what it does to a review that is under way or accepted. */
    static List<PostmortemEvent> rewritten(Document document, PostmortemEvent change, Instant at) {
        return Stream.concat(Stream.of(change), lapse(document, LapseCause.CONTENT_CHANGED, at).stream())
                .toList();
    }

    private static List<PostmortemEvent> lapse(Document document, LapseCause cause, Instant at) {
        Submission submission = document.submission();
        if (submission == null) {
            return List.of();
        }
        return List.of(new ReviewLapsed(submission.revision(), submission.contentHash(), document.status(), cause, at));
    }

    private static List<PostmortemEvent> assignOwner(AssignOwner c, Document document) {
        if (c.owner().equals(document.owner())) {
            return List.of();
        }
        Submission submission = document.submission();
        boolean reviewerMayBecomeOwner =
                submission != null && !submission.authors().contains(c.owner());
        OwnerAssigned assigned = new OwnerAssigned(c.owner(), c.by(), c.at());
        if (!reviewerMayBecomeOwner) {
            return List.of(assigned);
        }
        return Stream.concat(Stream.of(assigned), lapse(document, LapseCause.OWNER_CHANGED, c.at()).stream())
                .toList();
    }

    /** Also after the publication: that something is to stay among a few can come up late. */
    private static List<PostmortemEvent> changeAudience(ChangeAudience c, Document document) {
        List<String> readers = c.readers().stream().distinct().sorted().toList();
        if (document.audience().equals(new Audience(c.restricted(), readers))) {
            return List.of();
        }
        return List.of(new AudienceChanged(c.restricted(), readers, c.by(), c.at()));
    }

    /** Neither the content nor its hash changes by it: a review must not be undone by the meeting about it (ADR 31). */
    private static List<PostmortemEvent> recordMinutes(RecordMinutes c, Document document) {
        Minutes minutes = c.minutes();
        if (document.minutes().stream().anyMatch(one -> one.meetingId().equals(minutes.meetingId()))) {
            return List.of();
        }
        List<PostmortemEvent> events = new ArrayList<>();
        events.add(new MinutesRecorded(minutes, c.at()));
        minutes.settled().stream()
                .filter(Minutes.Settled::resolved)
                .flatMap(settled -> CommentRules.resolved(settled, document, minutes.recordedBy(), c.at()).stream())
                .forEach(events::add);
        return events;
    }

    private static List<PostmortemEvent> changeActionItemStatus(ChangeActionItemStatus c, Document document) {
        ActionItem item = actionItem(document, c.actionItemId());
        if (c.status() == ActionStatus.DECLINED
                && (c.reason() == null || c.reason().isBlank())) {
            throw new InvalidValue("reason", "Declining to act needs a reason.");
        }
        if (item.status() == c.status()
                && Objects.equals(item.statusReason(), c.reason())
                && Objects.equals(item.evidence(), c.evidence())) {
            return List.of();
        }
        boolean doesWithoutPrevention =
                c.status() == ActionStatus.DECLINED && item.task().kind() == Kind.PREVENT;
        if (doesWithoutPrevention && (!c.leads() || c.by().equals(item.owner()))) {
            throw new RuleBroken(
                    PostmortemRule.PREVENTIVE_ACTION_NEEDS_APPROVER,
                    "A preventive action is declined by a senior or a manager who does not own it.");
        }
        return List.of(new ActionItemStatusChanged(
                c.actionItemId(), item.status(), c.status(), c.reason(), c.evidence(), c.by(), c.at()));
    }

    private static ActionItem actionItem(Document document, UUID id) {
        return document.content().actionItem(id).orElseThrow(() -> new NotFound("action item", id.toString()));
    }

    private static List<PostmortemEvent> classify(Classify c, Document document) {
        if (c.classification().equals(document.content().classification())) {
            return List.of();
        }
        String hash = document.content().withClassification(c.classification()).hash();
        return rewritten(
                document, new Classified(c.classification(), c.by(), document.revision() + 1, hash, c.at()), c.at());
    }

    /** Only what stands in the way now can be dismissed, so that nothing is waved through before it is seen. */
    private List<PostmortemEvent> dismiss(DismissFinding c, Document document) {
        if (document.isDismissed(c.finding())) {
            return List.of();
        }
        Blocker found = blockers(document, c.known()).stream()
                .filter(blocker -> c.finding().equals(blocker.finding()))
                .findFirst()
                .orElseThrow(() -> new NotFound("finding", c.finding()));
        Finding details = found.details();
        String code = details == null ? found.reason().code() : details.code();
        return List.of(new FindingDismissed(c.finding(), code, c.reason(), c.by(), c.at()));
    }

    private static List<PostmortemEvent> withdrawDismissal(WithdrawDismissal c, Document document) {
        return document.isDismissed(c.finding())
                ? List.of(new DismissalWithdrawn(c.finding(), c.by(), c.at()))
                : List.of();
    }

    private List<PostmortemEvent> submit(SubmitPostmortem c, Document document) {
        if (document.submission() != null) {
            return List.of(); // this very content waits for its review, or has it
        }
        List<Finding> findings = findings(document, c.known());
        refuseIfBlocked(
                Blocker.ofSubmission(document, findings),
                PostmortemRule.NOT_READY_FOR_REVIEW,
                "It cannot be reviewed yet.");
        return List.of(new PostmortemSubmitted(
                document.revision(),
                document.contentHash(),
                Objects.requireNonNull(document.owner(), "a missing owner blocks"),
                document.authors(),
                c.by(),
                c.reviewDueAt(),
                c.reviewers(),
                Hint.of(document, findings),
                c.at()));
    }

    private static List<PostmortemEvent> accept(RecordReviewAccepted c, Document document) {
        Acceptance known = document.acceptance();
        if (known != null && known.isOf(c.reviewId(), c.revision(), c.contentHash())) {
            return List.of();
        }
        IgnoreCause ignored = whyAcceptanceDoesNotCount(c, document);
        if (ignored != null) {
            return List.of(new ReviewOutcomeIgnored(
                    c.reviewId(), ReviewOutcome.ACCEPTED, c.revision(), c.contentHash(), ignored, c.at()));
        }
        return List.of(
                new ReviewAccepted(c.reviewId(), c.revision(), c.contentHash(), List.copyOf(c.acceptedBy()), c.at()));
    }

    private static @Nullable IgnoreCause whyAcceptanceDoesNotCount(RecordReviewAccepted c, Document document) {
        IgnoreCause notThisReview = whyOutcomeDoesNotCount(c.revision(), c.contentHash(), document);
        if (notThisReview != null) {
            return notThisReview;
        }
        return Independence.holds(c.acceptedBy(), document.authors()) ? null : IgnoreCause.NO_INDEPENDENT_SENIOR;
    }

    private static @Nullable IgnoreCause whyOutcomeDoesNotCount(int revision, String hash, Document document) {
        Submission submission = document.submission();
        if (submission == null || document.status() != Status.IN_REVIEW) {
            return IgnoreCause.NOT_IN_REVIEW;
        }
        return submission.pins(revision, hash) ? null : IgnoreCause.OTHER_CONTENT;
    }

    private static List<PostmortemEvent> requestChanges(RecordChangesRequested c, Document document) {
        IgnoreCause ignored = whyOutcomeDoesNotCount(c.revision(), c.contentHash(), document);
        if (ignored != null) {
            return List.of(new ReviewOutcomeIgnored(
                    c.reviewId(), ReviewOutcome.CHANGES_REQUESTED, c.revision(), c.contentHash(), ignored, c.at()));
        }
        return List.of(
                new ChangesRequested(c.reviewId(), c.revision(), c.contentHash(), c.requestedBy(), c.reason(), c.at()));
    }

    private List<PostmortemEvent> publish(PublishPostmortem c, Document document) {
        if (document.published()) {
            return List.of();
        }
        refuseIfBlocked(
                blockers(document, c.known()), PostmortemRule.NOT_READY_FOR_PUBLICATION, "It cannot be published yet.");
        Acceptance acceptance = Objects.requireNonNull(document.acceptance(), "a missing review blocks");
        return List.of(new PostmortemPublished(
                acceptance.reviewId(), document.revision(), document.contentHash(), c.by(), c.at()));
    }

    private static void refuseIfBlocked(List<Blocker> blockers, PostmortemRule rule, String message) {
        if (!blockers.isEmpty()) {
            throw new RuleBroken(
                    rule,
                    message + " " + blockers.stream().map(Blocker::message).collect(Collectors.joining(" ")));
        }
    }

    private static List<PostmortemEvent> markOverdue(MarkOverdue c, Document document) {
        Term term = document.term();
        Instant publicationDueAt = term.dueAt();
        Instant draftDueAt = term.draftDueAt();
        if (document.published() || term.suspended() || publicationDueAt == null || draftDueAt == null) {
            return List.of(); // nobody waits for what is waived, or was imported
        }
        boolean waitsForItsDraft = document.status() == Status.DRAFT && c.at().isBefore(publicationDueAt);
        Deadline deadline = waitsForItsDraft ? Deadline.DRAFT : Deadline.PUBLICATION;
        Instant dueAt = waitsForItsDraft ? draftDueAt : publicationDueAt;
        return c
                .reminders()
                .fromTheDateOn()
                .due(dueAt, term.told().get(deadline), c.at())
                .map(level -> overdue(level, deadline, dueAt, document.status(), c.at()))
                .stream()
                .toList();
    }

    private static PostmortemEvent overdue(
            Reminders.Level level, Deadline deadline, Instant dueAt, Status status, Instant at) {
        return switch (level) {
            case SOON, OWNER -> new PostmortemBecameOverdue(deadline, dueAt, status, at);
            case LEAD -> new PostmortemEscalated(deadline, dueAt, status, Escalation.LEAD, at);
            case MANAGER -> new PostmortemEscalated(deadline, dueAt, status, Escalation.MANAGER, at);
        };
    }

    private static Document told(Postmortem state, Deadline deadline, Instant at) {
        Document document = (Document) state;
        return document.due(document.term().telling(deadline, at));
    }

    private static List<PostmortemEvent> suspend(SuspendDeadlines c, Document document) {
        if (c.by().equals(document.owner())) {
            throw new NotAllowed("Whoever owns the postmortem does not decide that it need not be written.");
        }
        return document.term().suspended() ? List.of() : List.of(new DeadlinesSuspended(c.by(), c.at()));
    }

    private static List<PostmortemEvent> resume(ResumeDeadlines c, Document document) {
        if (document.published() || !document.term().suspended()) {
            return List.of();
        }
        return List.of(new DeadlinesResumed(c.draftDueAt(), c.dueAt(), c.at()));
    }

    private static List<PostmortemEvent> markActionItemOverdue(MarkActionItemOverdue c, Document document) {
        ActionItem item = document.content().actionItem(c.actionItemId()).orElse(null);
        if (item == null || item.status().settled()) {
            return List.of();
        }
        return c
                .reminders()
                .due(item.dueAt(), item.toldAt(), c.at())
                .map(level -> reminder(level, item.id(), item.dueAt(), c.at()))
                .stream()
                .toList();
    }

    private static PostmortemEvent reminder(Reminders.Level level, UUID item, Instant dueAt, Instant at) {
        return switch (level) {
            case SOON -> new ActionItemReminded(item, dueAt, at);
            case OWNER -> new ActionItemBecameOverdue(item, dueAt, at);
            case LEAD -> new ActionItemEscalated(item, dueAt, Escalation.LEAD, at);
            case MANAGER -> new ActionItemEscalated(item, dueAt, Escalation.MANAGER, at);
        };
    }

    private static List<PostmortemEvent> removeActionItem(RemoveActionItem c, Document document) {
        UUID id = actionItem(document, c.actionItemId()).id();
        String hash = document.content().without(id).hash();
        return rewritten(document, new ActionItemRemoved(id, c.by(), document.revision() + 1, hash, c.at()), c.at());
    }

    private static List<PostmortemEvent> replanActionItem(ReplanActionItem c, Document document) {
        ActionItem item = actionItem(document, c.actionItemId());
        if (!document.published()) {
            throw new RuleBroken(
                    PostmortemRule.POSTMORTEM_NOT_PUBLISHED,
                    document.drafted().number() + " is not published yet: change the action item itself.");
        }
        if (c.owner().equals(item.owner()) && c.dueAt().equals(item.dueAt())) {
            return List.of();
        }
        return List.of(new ActionItemReplanned(item.id(), c.owner(), c.dueAt(), c.reason(), c.by(), c.at()));
    }
}
