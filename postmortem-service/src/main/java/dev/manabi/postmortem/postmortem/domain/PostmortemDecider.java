package dev.manabi.postmortem.postmortem.domain;

import dev.manabi.eventsourcing.Decider;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotAllowed;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.postmortem.postmortem.domain.ActionItem.ActionStatus;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Acceptance;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Audience;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Comment;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.Postmortem.NotDrafted;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Submission;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AddActionItem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AddComment;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AssignOwner;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeActionItem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeActionItemStatus;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeAudience;
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
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.RecordReviewAccepted;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ReopenComment;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ResolveComment;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ResumeDeadlines;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.SubmitPostmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.SuspendDeadlines;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.TakeIncidentText;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.WithdrawDismissal;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemAdded;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemBecameOverdue;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemChanged;
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
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.FindingDismissed;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.IgnoreCause;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.IncidentTextDeclined;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.IncidentTextTaken;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.LapseCause;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.OwnerAssigned;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemBecameOverdue;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemDrafted;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemImported;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemPublished;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemSubmitted;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ReviewAccepted;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ReviewLapsed;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ReviewOutcome;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ReviewOutcomeIgnored;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.SectionEdited;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.TitleChanged;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
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
            case EditSection c -> edit(c, editable(document(c, state)));
            case ChangeTitle c -> changeTitle(c, editable(document(c, state)));
            case AssignOwner c -> assignOwner(c, editable(document(c, state)));
            case ChangeAudience c -> changeAudience(c, document(c, state));
            case AddActionItem c -> addActionItem(c, editable(document(c, state)));
            case ChangeActionItem c -> changeActionItem(c, editable(document(c, state)));
            case ChangeActionItemStatus c -> changeActionItemStatus(c, document(c, state));
            case TakeIncidentText c -> takeIncidentText(c, editable(document(c, state)));
            case DeclineIncidentText c -> declineIncidentText(c, editable(document(c, state)));
            case Classify c -> classify(c, editable(document(c, state)));
            case DismissFinding c -> dismiss(c, editable(document(c, state)));
            case WithdrawDismissal c -> withdrawDismissal(c, editable(document(c, state)));
            case AddComment c -> addComment(c, document(c, state));
            case ResolveComment c -> resolveComment(c, document(c, state));
            case ReopenComment c -> reopenComment(c, document(c, state));
            case SubmitPostmortem c -> submit(c, editable(document(c, state)));
            case RecordReviewAccepted c -> accept(c, document(c, state));
            case RecordChangesRequested c -> requestChanges(c, document(c, state));
            case PublishPostmortem c -> publish(c, document(c, state));
            case MarkOverdue c -> markOverdue(c, document(c, state));
            case MarkActionItemOverdue c -> markActionItemOverdue(c, document(c, state));
            case SuspendDeadlines c -> suspend(c, editable(document(c, state)));
            case ResumeDeadlines c -> resume(c, document(c, state));
        };
    }

    @Override
    public Postmortem evolve(Postmortem state, PostmortemEvent event) {
        return switch (event) {
            case PostmortemDrafted e -> Document.of(e);
            case PostmortemImported e -> Document.of(e);
            case SectionEdited e -> {
                Document document = (Document) state;
                yield document.changed(
                        document.content().withSection(e.key(), e.text()), e.by(), e.revision(), e.contentHash());
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
            case ActionItemStatusChanged e -> {
                Document document = (Document) state;
                yield document.progressed(document.content()
                        .withActionItem(e.actionItemId(), item -> item.withStatus(e.to(), e.reason())));
            }
            case IncidentTextTaken e -> {
                Document document = ((Document) state).offered(e.key(), e.offered());
                yield document.changed(
                        document.content().withSection(e.key(), e.text()), e.by(), e.revision(), e.contentHash());
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
            case CommentAdded e ->
                ((Document) state).commented(e.commentId(), new Comment(e.inReplyTo(), e.section(), false));
            case CommentResolved e -> {
                Document document = (Document) state;
                yield document.commented(
                        e.commentId(), comment(document, e.commentId()).resolved(true));
            }
            case CommentReopened e -> {
                Document document = (Document) state;
                yield document.commented(
                        e.commentId(), comment(document, e.commentId()).resolved(false));
            }
            case PostmortemSubmitted e ->
                ((Document) state).inReview(new Submission(e.revision(), e.contentHash(), e.authors()));
            case ReviewLapsed _ -> ((Document) state).lapsed();
            case ReviewAccepted e ->
                ((Document) state)
                        .approved(new Acceptance(e.reviewId(), e.revision(), e.contentHash(), e.acceptedBy(), e.at()));
            case ChangesRequested e -> ((Document) state).sentBack(e.reviewId());
            case ReviewOutcomeIgnored _ -> state;
            case PostmortemPublished e -> ((Document) state).publishedAt(e.at());
            case PostmortemBecameOverdue e -> {
                Document document = (Document) state;
                yield document.due(document.term().telling(e.deadline()));
            }
            case DeadlinesSuspended _ -> {
                Document document = (Document) state;
                yield document.due(document.term().pausing());
            }
            case DeadlinesResumed e -> ((Document) state).due(Term.until(e.draftDueAt(), e.dueAt()));
            case ActionItemBecameOverdue e -> {
                Document document = (Document) state;
                yield document.progressed(
                        document.content().withActionItem(e.actionItemId(), item -> item.toldFor(e.dueAt())));
            }
        };
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

    private static List<PostmortemEvent> edit(EditSection c, Document document) {
        Section section = document.content().section(c.key()).orElseThrow(() -> new NotFound("section", c.key()));
        if (section.text().equals(c.text())) {
            return List.of();
        }
        String hash = document.content().withSection(c.key(), c.text()).hash();
        return rewritten(
                document, new SectionEdited(c.key(), c.text(), c.by(), document.revision() + 1, hash, c.at()), c.at());
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
    private static List<PostmortemEvent> rewritten(Document document, PostmortemEvent change, Instant at) {
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

    private static List<PostmortemEvent> changeActionItemStatus(ChangeActionItemStatus c, Document document) {
        ActionItem item = actionItem(document, c.actionItemId());
        if (c.status() == ActionStatus.DECLINED
                && (c.reason() == null || c.reason().isBlank())) {
            throw new InvalidValue("reason", "Declining to act needs a reason.");
        }
        if (item.status() == c.status() && Objects.equals(item.statusReason(), c.reason())) {
            return List.of();
        }
        return List.of(
                new ActionItemStatusChanged(c.actionItemId(), item.status(), c.status(), c.reason(), c.by(), c.at()));
    }

    private static ActionItem actionItem(Document document, UUID id) {
        return document.content().actionItem(id).orElseThrow(() -> new NotFound("action item", id.toString()));
    }

    private static List<PostmortemEvent> takeIncidentText(TakeIncidentText c, Document document) {
        Section section = document.content().section(c.key()).orElseThrow(() -> new NotFound("section", c.key()));
        if (c.offered().equals(document.offers().get(c.key()))) {
            return List.of();
        }
        if (section.text().equals(c.text())) {
            return List.of(new IncidentTextDeclined(c.key(), c.offered(), c.by(), c.at())); // it is there already
        }
        String hash = document.content().withSection(c.key(), c.text()).hash();
        IncidentTextTaken taken =
                new IncidentTextTaken(c.key(), c.offered(), c.text(), c.by(), document.revision() + 1, hash, c.at());
        return rewritten(document, taken, c.at());
    }

    private static List<PostmortemEvent> declineIncidentText(DeclineIncidentText c, Document document) {
        return c.offered().equals(document.offers().get(c.key()))
                ? List.of()
                : List.of(new IncidentTextDeclined(c.key(), c.offered(), c.by(), c.at()));
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

    /** Also after the publication: people go on learning from it. */
    private static List<PostmortemEvent> addComment(AddComment c, Document document) {
        if (document.comments().containsKey(c.commentId())) {
            return List.of();
        }
        if (c.section() != null && document.content().section(c.section()).isEmpty()) {
            throw new NotFound("section", c.section());
        }
        UUID repliesTo = c.inReplyTo();
        String section = c.section();
        if (repliesTo != null) {
            Comment thread = comment(document, repliesTo);
            if (!thread.beginsThread()) {
                throw new InvalidValue("inReplyTo", "inReplyTo is the comment that began the thread.");
            }
            section = thread.section();
        }
        return List.of(new CommentAdded(c.commentId(), repliesTo, section, c.quote(), c.text(), c.by(), c.at()));
    }

    private static List<PostmortemEvent> resolveComment(ResolveComment c, Document document) {
        return thread(document, c.commentId()).resolved()
                ? List.of()
                : List.of(new CommentResolved(c.commentId(), c.resolution(), c.by(), c.at()));
    }

    private static List<PostmortemEvent> reopenComment(ReopenComment c, Document document) {
        return thread(document, c.commentId()).resolved()
                ? List.of(new CommentReopened(c.commentId(), c.by(), c.at()))
                : List.of();
    }

    private static Comment thread(Document document, UUID id) {
        Comment comment = comment(document, id);
        if (!comment.beginsThread()) {
            throw new InvalidValue("commentId", "A thread is resolved by the comment that began it.");
        }
        return comment;
    }

    private static Comment comment(Document document, UUID id) {
        Comment comment = document.comments().get(id);
        if (comment == null) {
            throw new NotFound("comment", id.toString());
        }
        return comment;
    }

    private List<PostmortemEvent> submit(SubmitPostmortem c, Document document) {
        if (document.submission() != null) {
            return List.of(); // this very content waits for its review, or has it
        }
        refuseIfBlocked(
                submissionBlockers(document, c.known()),
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
        if (document.published() || term.suspended() || term.told().contains(Deadline.PUBLICATION)) {
            return List.of();
        }
        Instant dueAt = term.dueAt();
        Instant draftDueAt = term.draftDueAt();
        if (dueAt == null || draftDueAt == null) {
            return List.of(); // nobody waits for what was imported
        }
        if (!c.at().isBefore(dueAt)) {
            return List.of(new PostmortemBecameOverdue(Deadline.PUBLICATION, dueAt, document.status(), c.at()));
        }
        boolean forgottenDraft = document.status() == Status.DRAFT
                && !c.at().isBefore(draftDueAt)
                && !term.told().contains(Deadline.DRAFT);
        return forgottenDraft
                ? List.of(new PostmortemBecameOverdue(Deadline.DRAFT, draftDueAt, document.status(), c.at()))
                : List.of();
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
        ActionItem item = actionItem(document, c.actionItemId());
        Instant dueAt = item.task().dueAt();
        if (item.status().settled() || c.at().isBefore(dueAt) || dueAt.equals(item.overdueToldFor())) {
            return List.of();
        }
        return List.of(new ActionItemBecameOverdue(item.id(), dueAt, c.at()));
    }
}
