package dev.manabi.postmortem.postmortem;

import static dev.manabi.testkit.DeciderSpec.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotAllowed;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.postmortem.postmortem.domain.ActionItem;
import dev.manabi.postmortem.postmortem.domain.ActionItem.ActionStatus;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Kind;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Priority;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Task;
import dev.manabi.postmortem.postmortem.domain.Blocker;
import dev.manabi.postmortem.postmortem.domain.Blocker.Reason;
import dev.manabi.postmortem.postmortem.domain.Content;
import dev.manabi.postmortem.postmortem.domain.Hint;
import dev.manabi.postmortem.postmortem.domain.Known;
import dev.manabi.postmortem.postmortem.domain.Origin;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AddActionItem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AssignOwner;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeActionItem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeActionItemStatus;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeTitle;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.DraftPostmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.EditSection;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ImportPostmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.MarkActionItemOverdue;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.MarkOverdue;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.PublishPostmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.RecordChangesRequested;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.RecordReviewAccepted;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ResumeDeadlines;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.SubmitPostmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.SuspendDeadlines;
import dev.manabi.postmortem.postmortem.domain.PostmortemDecider;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemAdded;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemBecameOverdue;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemStatusChanged;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ChangesRequested;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.Deadline;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.DeadlinesResumed;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.DeadlinesSuspended;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.IgnoreCause;
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
import dev.manabi.postmortem.postmortem.domain.PostmortemRule;
import dev.manabi.postmortem.postmortem.domain.Reminders;
import dev.manabi.postmortem.postmortem.domain.Reviewer;
import dev.manabi.postmortem.postmortem.domain.Section;
import dev.manabi.postmortem.postmortem.domain.Status;
import dev.manabi.postmortem.text.ChangeSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostmortemDeciderTest {

    private static final UUID ID = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final UUID INCIDENT = UUID.fromString("01980000-0000-7000-8000-000000000002");
    private static final UUID REVIEW = UUID.fromString("01980000-0000-7000-8000-000000000003");
    private static final UUID ITEM = UUID.fromString("01980000-0000-7000-8000-000000000004");
    private static final List<Hint> HINTS = List.of(
            new Hint(Hint.Kind.SECTIONS, "section-empty", "lucky", null, false),
            new Hint(Hint.Kind.ACTION_ITEMS, "nothing-prevents", null, null, false));
    private static final Instant T1 = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant T2 = T1.plusSeconds(60);
    private static final Instant DRAFT_DUE = T1.plusSeconds(3 * 86_400);
    private static final Instant DUE = T1.plusSeconds(7 * 86_400);
    private static final Reminders REMINDERS = new Reminders(Duration.ZERO, Duration.ofDays(7));
    private static final Reviewer KEN = new Reviewer("ken", true);
    private static final Reviewer ALEX = new Reviewer("alex", false);
    private static final List<Section> SECTIONS = List.of(
            new Section("summary", "Summary", true, "Checkout was down."),
            new Section("lucky", "Where we got lucky", false, ""));
    private static final String HASH = hash("Checkout down", SECTIONS);

    private final PostmortemDecider decider = new PostmortemDecider();
    private final PostmortemDrafted drafted = drafted("mei", SECTIONS);
    private final PostmortemEvent submitted =
            new PostmortemSubmitted(1, HASH, "mei", List.of("mei"), "mei", DUE, null, HINTS, T2);
    private final PostmortemEvent accepted = new ReviewAccepted(REVIEW, 1, HASH, List.of(KEN), T2);
    private final PostmortemEvent published = new PostmortemPublished(REVIEW, 1, HASH, "mei", T2);

    // -- writing

    @Test
    void a_draft_is_made_once() {
        given(decider).when(new DraftPostmortem(drafted)).then(drafted);
        given(decider, drafted)
                .when(new DraftPostmortem(drafted("ken", SECTIONS)))
                .thenNothing();
    }

    @Test
    void nothing_can_be_done_with_a_postmortem_that_is_not_there() {
        given(decider).when(edit("summary", "x")).thenRefused(NotFound.class);
        given(decider).when(new PublishPostmortem(ID, "mei", T2)).thenRefused(NotFound.class);
        given(decider).when(acceptance(1, HASH, KEN)).thenRefused(NotFound.class);
    }

    @Test
    void an_edit_is_a_new_revision_with_a_new_hash() {
        List<Section> after = List.of(new Section("summary", "Summary", true, "New text"), SECTIONS.getLast());
        given(decider, drafted)
                .when(edit("summary", "New text"))
                .then(new SectionEdited(
                        "summary",
                        "New text",
                        ChangeSet.between("Checkout was down.", "New text"),
                        "alex",
                        2,
                        hash("Checkout down", after),
                        T2));
    }

    @Test
    void writing_the_same_again_changes_nothing() {
        given(decider, drafted).when(edit("summary", "Checkout was down.")).thenNothing();
        given(decider, drafted)
                .when(new ChangeTitle(ID, "Checkout down", "mei", T2))
                .thenNothing();
        given(decider, drafted).when(new AssignOwner(ID, "mei", "hana", T2)).thenNothing();
    }

    @Test
    void a_section_that_the_template_does_not_have_cannot_be_written() {
        given(decider, drafted).when(edit("blame", "x")).thenRefused(NotFound.class);
    }

    @Test
    void the_title_is_content_too() {
        given(decider, drafted)
                .when(new ChangeTitle(ID, "Payments down", "mei", T2))
                .then(new TitleChanged("Payments down", "mei", 2, hash("Payments down", SECTIONS), T2));
    }

    @Test
    void the_owner_is_not_content() {
        Document after = (Document) given(decider, drafted)
                .when(new AssignOwner(ID, "alex", "hana", T2))
                .state();
        assertThat(after.owner()).isEqualTo("alex");
        assertThat(after.collaborators()).containsExactly("mei");
        assertThat(after.revision()).isEqualTo(1);
        assertThat(after.contentHash()).isEqualTo(HASH);
    }

    // -- the hash

    @Test
    void every_part_of_the_content_changes_the_hash_and_progress_does_not() {
        Content content = new Content("T", SECTIONS, List.of(item(ActionStatus.OPEN, "mei", Priority.P1)));
        assertThat(List.of(
                        new Content("U", SECTIONS, content.actionItems()),
                        new Content("T", SECTIONS.reversed(), content.actionItems()),
                        new Content("T", SECTIONS, List.of()),
                        new Content("T", SECTIONS, List.of(item(ActionStatus.OPEN, null, Priority.P1))),
                        new Content("T", SECTIONS, List.of(item(ActionStatus.OPEN, "mei", null))),
                        new Content("T", SECTIONS, List.of(item(ActionStatus.OPEN, "", Priority.P1)))))
                .extracting(Content::hash)
                .doesNotContain(content.hash())
                .doesNotHaveDuplicates();
        assertThat(new Content("T", SECTIONS, List.of(item(ActionStatus.DONE, "mei", Priority.P1))).hash())
                .isEqualTo(content.hash());
    }

    @Test
    void text_that_moves_from_one_section_to_the_next_is_other_content() {
        assertThat(hash("T", List.of(section("a", "xy"), section("b", "z"))))
                .isNotEqualTo(hash("T", List.of(section("a", "x"), section("b", "yz"))));
    }

    @Test
    void the_hash_of_some_content_stays_what_it_has_always_been() {
        // pinned hashes stand in stored events: this value may only change together with "content.v1"
        assertThat(HASH).isEqualTo("f8688f2b898e153d8d6208e8a257bd561585d747f0fcb58350b6c4ecb081c2cf");
    }

    // -- submitting

    @Test
    void a_submission_pins_revision_and_hash_and_names_every_author() {
        PostmortemEvent edited = new SectionEdited("summary", "New", null, "alex", 2, "h2", T1);
        given(decider, drafted, edited)
                .when(new SubmitPostmortem(ID, "mei", DUE, T2))
                .then(new PostmortemSubmitted(2, "h2", "mei", List.of("alex", "mei"), "mei", DUE, null, HINTS, T2));
    }

    @Test
    void submitting_twice_is_fine() {
        given(decider, drafted, submitted)
                .when(new SubmitPostmortem(ID, "alex", DUE, T2))
                .thenNothing();
        given(decider, drafted, submitted, accepted)
                .when(new SubmitPostmortem(ID, "alex", DUE, T2))
                .thenNothing();
    }

    @Test
    void what_lacks_an_owner_or_a_required_section_cannot_be_reviewed() {
        given(decider, drafted(null, SECTIONS))
                .when(new SubmitPostmortem(ID, "mei", DUE, T2))
                .thenRejected(PostmortemRule.NOT_READY_FOR_REVIEW);
        given(decider, drafted("mei", List.of(section("summary", " \n "))))
                .when(new SubmitPostmortem(ID, "mei", DUE, T2))
                .thenRejected(PostmortemRule.NOT_READY_FOR_REVIEW);
    }

    @Test
    void after_requested_changes_it_is_submitted_anew_even_unchanged() {
        given(decider, drafted, submitted, changesRequested())
                .when(new SubmitPostmortem(ID, "mei", DUE, T2))
                .then(submitted);
    }

    // -- the review

    @Test
    void an_accepted_review_of_what_was_submitted_approves() {
        given(decider, drafted, submitted).when(acceptance(1, HASH, KEN)).then(accepted);
        assertThat(status(drafted, submitted, accepted)).isEqualTo(Status.APPROVED);
    }

    @Test
    void an_acceptance_of_another_revision_or_hash_does_not_count_but_is_kept() {
        given(decider, drafted, submitted)
                .when(acceptance(2, HASH, KEN))
                .then(ignored(2, HASH, IgnoreCause.OTHER_CONTENT));
        given(decider, drafted, submitted)
                .when(acceptance(1, "other", KEN))
                .then(ignored(1, "other", IgnoreCause.OTHER_CONTENT));
    }

    @Test
    void an_acceptance_of_what_was_never_submitted_does_not_count() {
        given(decider, drafted).when(acceptance(1, HASH, KEN)).then(ignored(1, HASH, IgnoreCause.NOT_IN_REVIEW));
        given(decider, drafted, submitted, changesRequested())
                .when(acceptance(1, HASH, KEN))
                .then(ignored(1, HASH, IgnoreCause.NOT_IN_REVIEW));
    }

    @Test
    void an_acceptance_needs_a_senior_who_is_neither_owner_nor_author() {
        given(decider, drafted, submitted)
                .when(acceptance(1, HASH, ALEX))
                .then(ignored(1, HASH, IgnoreCause.NO_INDEPENDENT_SENIOR));
        given(decider, drafted, submitted)
                .when(acceptance(1, HASH, new Reviewer("mei", true)))
                .then(ignored(1, HASH, IgnoreCause.NO_INDEPENDENT_SENIOR));
        PostmortemEvent editedByKen = new SectionEdited("summary", "New", null, "ken", 2, "h2", T1);
        PostmortemEvent submittedByMei =
                new PostmortemSubmitted(2, "h2", "mei", List.of("ken", "mei"), "mei", DUE, null, List.of(), T2);
        given(decider, drafted, editedByKen, submittedByMei)
                .when(acceptance(2, "h2", KEN, ALEX))
                .then(ignored(2, "h2", IgnoreCause.NO_INDEPENDENT_SENIOR));
    }

    @Test
    void the_same_acceptance_twice_is_recorded_once() {
        given(decider, drafted, submitted, accepted)
                .when(acceptance(1, HASH, KEN))
                .thenNothing();
        given(decider, drafted, submitted, accepted, published)
                .when(acceptance(1, HASH, KEN))
                .thenNothing();
    }

    @Test
    void requested_changes_send_it_back() {
        given(decider, drafted, submitted)
                .when(new RecordChangesRequested(ID, REVIEW, 1, HASH, "ken", "impact is thin", T2))
                .then(changesRequested());
        assertThat(status(drafted, submitted, changesRequested())).isEqualTo(Status.CHANGES_REQUESTED);
    }

    @Test
    void requested_changes_to_something_else_do_not_count_but_are_kept() {
        given(decider, drafted, submitted)
                .when(new RecordChangesRequested(ID, REVIEW, 7, HASH, "ken", "impact is thin", T2))
                .then(new ReviewOutcomeIgnored(
                        REVIEW, ReviewOutcome.CHANGES_REQUESTED, 7, HASH, IgnoreCause.OTHER_CONTENT, T2));
    }

    @Test
    void a_change_of_the_content_makes_a_review_lapse_whether_asked_for_or_accepted() {
        assertThat(given(decider, drafted, submitted)
                        .when(edit("summary", "New"))
                        .events())
                .last()
                .isEqualTo(new ReviewLapsed(1, HASH, Status.IN_REVIEW, LapseCause.CONTENT_CHANGED, T2));
        assertThat(given(decider, drafted, submitted, accepted)
                        .when(new ChangeTitle(ID, "Payments down", "mei", T2))
                        .events())
                .last()
                .isEqualTo(new ReviewLapsed(1, HASH, Status.APPROVED, LapseCause.CONTENT_CHANGED, T2));
        assertThat(given(decider, drafted, submitted, accepted)
                        .when(add("mei", Priority.P1))
                        .state())
                .extracting("status")
                .isEqualTo(Status.DRAFT);
    }

    @Test
    void writing_it_back_as_it_was_does_not_revive_the_review() {
        Document there = (Document) given(decider, drafted, submitted, accepted)
                .when(edit("summary", "New"))
                .state();
        List<PostmortemEvent> back = decider.decide(edit("summary", "Checkout was down."), there);
        Postmortem again = there;
        for (PostmortemEvent event : back) {
            again = decider.evolve(again, event);
        }
        assertThat(((Document) again).contentHash()).isEqualTo(HASH);
        assertThat(((Document) again).status()).isEqualTo(Status.DRAFT);
    }

    @Test
    void a_new_owner_who_may_be_a_reviewer_makes_the_review_lapse_and_an_author_does_not() {
        given(decider, drafted, submitted, accepted)
                .when(new AssignOwner(ID, "ken", "hana", T2))
                .then(
                        new OwnerAssigned("ken", "hana", T2),
                        new ReviewLapsed(1, HASH, Status.APPROVED, LapseCause.OWNER_CHANGED, T2));
        PostmortemEvent edited = new SectionEdited("summary", "New", null, "alex", 2, "h2", T1);
        PostmortemEvent submittedWithAlex =
                new PostmortemSubmitted(2, "h2", "mei", List.of("alex", "mei"), "mei", DUE, null, List.of(), T2);
        given(decider, drafted, edited, submittedWithAlex)
                .when(new AssignOwner(ID, "alex", "hana", T2))
                .then(new OwnerAssigned("alex", "hana", T2));
    }

    @Test
    void progress_of_action_items_leaves_the_review_alone() {
        PostmortemEvent added = new ActionItemAdded(ITEM, task("mei", Priority.P1), "mei", 2, "h2", T1);
        PostmortemEvent submittedWithItem =
                new PostmortemSubmitted(2, "h2", "mei", List.of("mei"), "mei", DUE, null, List.of(), T2);
        given(decider, drafted, added, submittedWithItem)
                .when(new ChangeActionItemStatus(ID, ITEM, ActionStatus.DONE, null, null, "mei", false, T2))
                .then(new ActionItemStatusChanged(ITEM, ActionStatus.OPEN, ActionStatus.DONE, null, null, "mei", T2));
    }

    // -- publishing

    @Test
    void what_is_approved_is_published() {
        given(decider, drafted, submitted, accepted)
                .when(new PublishPostmortem(ID, "mei", T2))
                .then(published);
    }

    @Test
    void publishing_twice_is_fine() {
        given(decider, drafted, submitted, accepted, published)
                .when(new PublishPostmortem(ID, "mei", T2))
                .thenNothing();
    }

    @Test
    void nothing_is_published_without_an_accepted_review() {
        PublishPostmortem publish = new PublishPostmortem(ID, "mei", T2);
        given(decider, drafted).when(publish).thenRejected(PostmortemRule.NOT_READY_FOR_PUBLICATION);
        given(decider, drafted, submitted).when(publish).thenRejected(PostmortemRule.NOT_READY_FOR_PUBLICATION);
        given(decider, drafted, submitted, changesRequested())
                .when(publish)
                .thenRejected(PostmortemRule.NOT_READY_FOR_PUBLICATION);
    }

    @Test
    void even_an_approved_state_is_not_believed_when_its_acceptance_speaks_of_other_content() {
        // no command leads here; a mistake elsewhere could
        given(decider, drafted, submitted, new ReviewAccepted(REVIEW, 1, "other", List.of(KEN), T2))
                .when(new PublishPostmortem(ID, "mei", T2))
                .thenRejected(PostmortemRule.NOT_READY_FOR_PUBLICATION);
        given(decider, drafted, submitted, new ReviewAccepted(REVIEW, 1, HASH, List.of(ALEX), T2))
                .when(new PublishPostmortem(ID, "mei", T2))
                .thenRejected(PostmortemRule.NOT_READY_FOR_PUBLICATION);
    }

    @Test
    void what_is_published_is_not_edited() {
        for (var command : List.of(
                edit("summary", "New"),
                new ChangeTitle(ID, "x", "mei", T2),
                new AssignOwner(ID, "alex", "hana", T2),
                add("mei", Priority.P1),
                new SubmitPostmortem(ID, "mei", DUE, T2))) {
            given(decider, drafted, submitted, accepted, published)
                    .when(command)
                    .thenRejected(PostmortemRule.POSTMORTEM_PUBLISHED);
        }
    }

    // -- blockers

    @Test
    void the_blockers_are_exactly_what_publishing_checks() {
        assertThat(blockers(drafted(null, List.of(section("summary", ""))), added(null, null)))
                .containsExactly(
                        Reason.OWNER_MISSING,
                        Reason.SECTION_EMPTY,
                        Reason.ACTION_ITEM_WITHOUT_OWNER,
                        Reason.ACTION_ITEM_WITHOUT_PRIORITY,
                        Reason.NOT_SUBMITTED);
        assertThat(blockers(drafted)).containsExactly(Reason.NOT_SUBMITTED);
        assertThat(blockers(drafted, submitted)).containsExactly(Reason.REVIEW_PENDING);
        assertThat(blockers(drafted, submitted, changesRequested())).containsExactly(Reason.CHANGES_REQUESTED);
        assertThat(blockers(drafted, submitted, accepted)).isEmpty();
        assertThat(blockers(drafted, submitted, accepted, published)).isEmpty();
    }

    @Test
    void a_blocker_says_where_to_look() {
        List<Blocker> blockers = decider.blockers(
                (Document) decider.fold(
                        List.of(drafted("mei", List.of(section("summary", ""))), added(null, Priority.P0))),
                Known.NOBODY);
        assertThat(blockers)
                .extracting(blocker -> blocker.reason().code(), Blocker::section, Blocker::actionItemId)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("section-empty", "summary", null),
                        org.assertj.core.groups.Tuple.tuple("action-item-without-owner", null, ITEM),
                        org.assertj.core.groups.Tuple.tuple("not-submitted", null, null));
    }

    @Test
    void a_declined_action_item_needs_neither_owner_nor_priority() {
        PostmortemEvent declined = new ActionItemStatusChanged(
                ITEM, ActionStatus.OPEN, ActionStatus.DECLINED, "costs more than it saves", null, "mei", T2);
        assertThat(blockers(drafted, added(null, null), declined)).containsExactly(Reason.NOT_SUBMITTED);
    }

    // -- action items

    @Test
    void an_action_item_is_added_and_changed() {
        Document with = (Document) given(decider, drafted).when(add(null, null)).state();
        assertThat(with.content().actionItems()).hasSize(1);
        ChangeActionItem change = new ChangeActionItem(ID, ITEM, task("mei", Priority.P0), "mei", T2);
        Document changed = (Document)
                given(decider, drafted, added(null, null)).when(change).state();
        assertThat(changed.content().actionItem(ITEM).orElseThrow().task().priority())
                .isEqualTo(Priority.P0);
        given(decider, drafted, added("mei", Priority.P0)).when(change).thenNothing();
    }

    @Test
    void an_unknown_action_item_is_not_found() {
        given(decider, drafted)
                .when(new ChangeActionItemStatus(ID, ITEM, ActionStatus.DONE, null, null, "mei", false, T2))
                .thenRefused(NotFound.class);
    }

    @Test
    void declining_needs_a_reason() {
        given(decider, drafted, added("mei", Priority.P1))
                .when(new ChangeActionItemStatus(ID, ITEM, ActionStatus.DECLINED, " ", null, "mei", false, T2))
                .thenRefused(InvalidValue.class);
    }

    @Test
    void action_items_go_on_after_the_publication() {
        PostmortemEvent added = added("mei", Priority.P1);
        PostmortemEvent submittedWithItem =
                new PostmortemSubmitted(2, "h2", "mei", List.of("mei"), "mei", DUE, null, List.of(), T2);
        given(
                        decider,
                        drafted,
                        added,
                        submittedWithItem,
                        new ReviewAccepted(REVIEW, 2, "h2", List.of(KEN), T2),
                        new PostmortemPublished(REVIEW, 2, "h2", "mei", T2))
                .when(new ChangeActionItemStatus(ID, ITEM, ActionStatus.IN_PROGRESS, null, null, "alex", false, T2))
                .then(new ActionItemStatusChanged(
                        ITEM, ActionStatus.OPEN, ActionStatus.IN_PROGRESS, null, null, "alex", T2));
    }

    // -- brought along from elsewhere

    @Test
    void an_imported_text_is_taken_over_once_and_never_over_a_draft() {
        given(decider).when(new ImportPostmortem(imported())).then(imported());
        given(decider, imported()).when(new ImportPostmortem(imported())).thenNothing();
        given(decider, drafted).when(new ImportPostmortem(imported())).thenNothing();
    }

    @Test
    void nobody_waits_for_what_was_imported() {
        given(decider, imported())
                .when(new MarkOverdue(ID, REMINDERS, DUE.plusSeconds(86_400 * 365)))
                .thenNothing();
    }

    @Test
    void what_was_imported_is_not_published_without_a_review() {
        given(decider, imported())
                .when(new PublishPostmortem(ID, "ken", T2))
                .thenRejected(PostmortemRule.NOT_READY_FOR_PUBLICATION);
    }

    private static PostmortemImported imported() {
        return new PostmortemImported(
                ID,
                "PM-1",
                null,
                null,
                "Checkout down",
                "SEV1",
                null,
                List.of(),
                "mei",
                List.of("alex"),
                "en",
                "default",
                1,
                1,
                SECTIONS,
                1,
                HASH,
                new Origin("wiki", "a.md", null, null, null, List.of("Alex"), List.of()),
                List.of("mei", "alex", "ken"),
                "",
                List.of(),
                "ken",
                T1);
    }

    // -- deadlines

    @Test
    void a_forgotten_draft_is_told_once_and_the_publication_once_more() {
        PostmortemEvent draftLate = new PostmortemBecameOverdue(Deadline.DRAFT, DRAFT_DUE, Status.DRAFT, DRAFT_DUE);
        PostmortemEvent late = new PostmortemBecameOverdue(Deadline.PUBLICATION, DUE, Status.DRAFT, DUE);
        given(decider, drafted)
                .when(new MarkOverdue(ID, REMINDERS, DRAFT_DUE.minusSeconds(1)))
                .thenNothing();
        given(decider, drafted).when(new MarkOverdue(ID, REMINDERS, DRAFT_DUE)).then(draftLate);
        given(decider, drafted, draftLate)
                .when(new MarkOverdue(ID, REMINDERS, DRAFT_DUE))
                .thenNothing();
        given(decider, drafted, draftLate)
                .when(new MarkOverdue(ID, REMINDERS, DUE))
                .then(late);
        given(decider, drafted, late)
                .when(new MarkOverdue(ID, REMINDERS, DUE.plusSeconds(1)))
                .thenNothing();
    }

    @Test
    void a_draft_that_was_forgotten_for_too_long_is_told_once_not_twice() {
        given(decider, drafted)
                .when(new MarkOverdue(ID, REMINDERS, DUE))
                .then(new PostmortemBecameOverdue(Deadline.PUBLICATION, DUE, Status.DRAFT, DUE));
    }

    @Test
    void what_is_in_review_is_not_a_forgotten_draft_and_what_is_published_is_never_late() {
        given(decider, drafted, submitted)
                .when(new MarkOverdue(ID, REMINDERS, DRAFT_DUE))
                .thenNothing();
        given(decider, drafted, submitted, accepted, published)
                .when(new MarkOverdue(ID, REMINDERS, DUE))
                .thenNothing();
    }

    @Test
    void what_stands_still_is_never_late_and_has_its_full_time_afterwards() {
        DeadlinesSuspended suspended = new DeadlinesSuspended("hana", T2);
        Instant later = DUE.plusSeconds(3 * 86_400);
        DeadlinesResumed resumed = new DeadlinesResumed(DUE.plusSeconds(86_400), later, DUE);
        PostmortemEvent late = new PostmortemBecameOverdue(Deadline.PUBLICATION, DUE, Status.DRAFT, DUE);
        given(decider, drafted).when(new SuspendDeadlines(ID, "hana", T2)).then(suspended);
        given(decider, drafted, suspended)
                .when(new SuspendDeadlines(ID, "hana", T2))
                .thenNothing();
        given(decider, drafted, suspended)
                .when(new MarkOverdue(ID, REMINDERS, DUE))
                .thenNothing();
        given(decider, drafted, suspended)
                .when(new ResumeDeadlines(ID, DUE.plusSeconds(86_400), later, DUE))
                .then(resumed);
        given(decider, drafted, late, suspended, resumed)
                .when(new MarkOverdue(ID, REMINDERS, DUE.plusSeconds(60)))
                .thenNothing();
        given(decider, drafted, late, suspended, resumed)
                .when(new MarkOverdue(ID, REMINDERS, later))
                .then(new PostmortemBecameOverdue(Deadline.PUBLICATION, later, Status.DRAFT, later));
        given(decider, drafted).when(new ResumeDeadlines(ID, later, later, DUE)).thenNothing();
    }

    @Test
    void nobody_lets_a_postmortem_of_their_own_stand_still_and_nobody_one_that_is_published() {
        given(decider, drafted).when(new SuspendDeadlines(ID, "mei", T2)).thenRefused(NotAllowed.class);
        given(decider, drafted, submitted, accepted, published)
                .when(new SuspendDeadlines(ID, "hana", T2))
                .thenRejected(PostmortemRule.POSTMORTEM_PUBLISHED);
        given(decider, drafted, new DeadlinesSuspended("hana", T2), submitted, accepted, published)
                .when(new ResumeDeadlines(ID, DUE, DUE, T2))
                .thenNothing();
    }

    @Test
    void an_action_item_is_told_once_for_each_due_date() {
        PostmortemEvent added = added("mei", Priority.P1);
        PostmortemEvent told = new ActionItemBecameOverdue(ITEM, DUE, DUE);
        MarkActionItemOverdue mark = new MarkActionItemOverdue(ID, ITEM, REMINDERS, DUE);
        given(decider, drafted, added)
                .when(new MarkActionItemOverdue(ID, ITEM, REMINDERS, DUE.minusSeconds(1)))
                .thenNothing();
        given(decider, drafted, added).when(mark).then(told);
        given(decider, drafted, added, told).when(mark).thenNothing();
        given(
                        decider,
                        drafted,
                        added,
                        new ActionItemStatusChanged(ITEM, ActionStatus.OPEN, ActionStatus.DONE, null, null, "mei", T2))
                .when(mark)
                .thenNothing();
        Instant later = DUE.plusSeconds(86_400);
        PostmortemEvent postponed = new PostmortemEvent.ActionItemChanged(
                ITEM,
                new Task("Alert on error rate", Kind.DETECT, Priority.P1, "mei", later, null, null),
                "mei",
                3,
                "h3",
                T2);
        given(decider, drafted, added, told, postponed)
                .when(new MarkActionItemOverdue(ID, ITEM, REMINDERS, later))
                .then(new ActionItemBecameOverdue(ITEM, later, later));
    }

    // -- what the tests say

    private static EditSection edit(String key, String text) {
        return new EditSection(ID, key, text, "alex", T2);
    }

    private static AddActionItem add(String owner, Priority priority) {
        return new AddActionItem(ID, ITEM, task(owner, priority), "mei", T2);
    }

    private static PostmortemEvent added(String owner, Priority priority) {
        return new ActionItemAdded(ITEM, task(owner, priority), "mei", 2, "h2", T1);
    }

    private static Task task(String owner, Priority priority) {
        return new Task("Alert on error rate", Kind.DETECT, priority, owner, DUE, null, null);
    }

    private static ActionItem item(ActionStatus status, String owner, Priority priority) {
        return new ActionItem(ITEM, task(owner, priority), null, status, null, null, null);
    }

    private static RecordReviewAccepted acceptance(int revision, String hash, Reviewer... by) {
        return new RecordReviewAccepted(ID, REVIEW, revision, hash, Arrays.asList(by), T2);
    }

    private static PostmortemEvent changesRequested() {
        return new ChangesRequested(REVIEW, 1, HASH, "ken", "impact is thin", T2);
    }

    private static PostmortemEvent ignored(int revision, String hash, IgnoreCause cause) {
        return new ReviewOutcomeIgnored(REVIEW, ReviewOutcome.ACCEPTED, revision, hash, cause, T2);
    }

    private Status status(PostmortemEvent... events) {
        return ((Document) decider.fold(List.of(events))).status();
    }

    private List<Reason> blockers(PostmortemEvent... events) {
        return decider.blockers((Document) decider.fold(List.of(events)), Known.NOBODY).stream()
                .map(Blocker::reason)
                .toList();
    }

    private static Section section(String key, String text) {
        return new Section(key, key, true, text);
    }

    private static String hash(String title, List<Section> sections) {
        return new Content(title, sections, List.of()).hash();
    }

    private static PostmortemDrafted drafted(String owner, List<Section> sections) {
        return new PostmortemDrafted(
                ID,
                "PM-1",
                INCIDENT,
                "INC-1",
                "Checkout down",
                "SEV1",
                "storefront",
                List.of("checkout"),
                owner,
                List.of("alex"),
                "en",
                "default",
                1,
                1,
                sections,
                1,
                hash("Checkout down", sections),
                DRAFT_DUE,
                DUE,
                false,
                T1);
    }
}
