package dev.manabi.postmortem.postmortem;

import static dev.manabi.testkit.DeciderSpec.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.postmortem.postmortem.domain.ActionItem;
import dev.manabi.postmortem.postmortem.domain.ActionItem.ActionStatus;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Kind;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Priority;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Task;
import dev.manabi.postmortem.postmortem.domain.Content;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeActionItemStatus;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.MarkActionItemOverdue;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.MarkOverdue;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.RemoveActionItem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ReplanActionItem;
import dev.manabi.postmortem.postmortem.domain.PostmortemDecider;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemAdded;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemBecameOverdue;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemEscalated;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemReminded;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemRemoved;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemReplanned;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ActionItemStatusChanged;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.Deadline;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.Escalation;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.LapseCause;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemBecameOverdue;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemDrafted;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemEscalated;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemPublished;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemSubmitted;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ReviewAccepted;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ReviewLapsed;
import dev.manabi.postmortem.postmortem.domain.PostmortemRule;
import dev.manabi.postmortem.postmortem.domain.Reminders;
import dev.manabi.postmortem.postmortem.domain.Reviewer;
import dev.manabi.postmortem.postmortem.domain.Section;
import dev.manabi.postmortem.postmortem.domain.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ActionItemDeciderTest {

    private static final UUID ID = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final UUID ITEM = UUID.fromString("01980000-0000-7000-8000-000000000004");
    private static final UUID REVIEW = UUID.fromString("01980000-0000-7000-8000-000000000003");
    private static final Instant T1 = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant DUE = T1.plus(Duration.ofDays(30));
    private static final Instant DRAFT_DUE = T1.plus(Duration.ofDays(3));
    private static final Instant PUBLICATION_DUE = T1.plus(Duration.ofDays(7));
    private static final Reminders REMINDERS = new Reminders(Duration.ofDays(3), Duration.ofDays(7));
    private static final List<Section> SECTIONS = List.of(new Section("summary", "Summary", true, "Down."));

    private final PostmortemDecider decider = new PostmortemDecider();
    private final PostmortemEvent drafted = new PostmortemDrafted(
            ID,
            "PM-1",
            UUID.randomUUID(),
            "INC-1",
            "Checkout down",
            "SEV1",
            "storefront",
            List.of("checkout"),
            "mei",
            List.of("alex"),
            "en",
            "default",
            1,
            1,
            SECTIONS,
            1,
            new Content("Checkout down", SECTIONS, List.of()).hash(),
            DRAFT_DUE,
            PUBLICATION_DUE,
            false,
            T1);
    private final PostmortemEvent added = added(Kind.PREVENT);
    private final String hash = new Content("Checkout down", SECTIONS, List.of(open(Kind.PREVENT))).hash();
    private final PostmortemEvent submitted =
            new PostmortemSubmitted(2, hash, "mei", List.of("mei"), "mei", DUE, null, List.of(), T1);
    private final PostmortemEvent accepted =
            new ReviewAccepted(REVIEW, 2, hash, List.of(new Reviewer("ken", true)), T1);
    private final PostmortemEvent published = new PostmortemPublished(REVIEW, 2, hash, "mei", T1);

    // -- who is told when

    @Test
    void the_owner_is_reminded_told_at_the_date_then_the_lead_then_the_manager_and_again_each_week() {
        List<PostmortemEvent> told = new ArrayList<>();
        told.add(drafted);
        told.add(added);
        for (int hour = -24 * 10; hour <= 24 * 30; hour++) {
            Instant now = DUE.plus(Duration.ofHours(hour));
            told.addAll(given(decider, told.toArray(PostmortemEvent[]::new))
                    .when(remind(now))
                    .events());
        }
        assertThat(told.subList(2, told.size()))
                .containsExactly(
                        new ActionItemReminded(ITEM, DUE, DUE.minus(DAY.multipliedBy(3))),
                        new ActionItemBecameOverdue(ITEM, DUE, DUE),
                        new ActionItemEscalated(ITEM, DUE, Escalation.LEAD, DUE.plus(DAY.multipliedBy(7))),
                        new ActionItemEscalated(ITEM, DUE, Escalation.MANAGER, DUE.plus(DAY.multipliedBy(14))),
                        new ActionItemEscalated(ITEM, DUE, Escalation.MANAGER, DUE.plus(DAY.multipliedBy(21))),
                        new ActionItemEscalated(ITEM, DUE, Escalation.MANAGER, DUE.plus(DAY.multipliedBy(28))));
    }

    @Test
    void what_was_missed_during_a_long_stop_is_one_message_the_highest() {
        Instant late = DUE.plus(Duration.ofDays(400));
        ActionItemEscalated manager = new ActionItemEscalated(ITEM, DUE, Escalation.MANAGER, late);
        given(decider, drafted, added).when(remind(late)).then(manager);
        given(decider, drafted, added, new ActionItemBecameOverdue(ITEM, DUE, DUE))
                .when(remind(late))
                .then(manager);
        given(decider, drafted, added, manager)
                .when(remind(late.plus(Duration.ofDays(6))))
                .thenNothing();
    }

    @Test
    void nobody_is_told_of_what_is_settled_and_a_moved_date_begins_anew() {
        PostmortemEvent done = status(ActionStatus.OPEN, ActionStatus.DONE, null);
        given(decider, drafted, added, done).when(remind(DUE)).thenNothing();
        given(decider, drafted, added, done, status(ActionStatus.DONE, ActionStatus.OPEN, null))
                .when(remind(DUE))
                .then(new ActionItemBecameOverdue(ITEM, DUE, DUE));

        Instant later = DUE.plus(Duration.ofDays(20));
        PostmortemEvent[] moved = {
            drafted,
            added,
            submitted,
            accepted,
            published,
            new ActionItemBecameOverdue(ITEM, DUE, DUE),
            new ActionItemReplanned(ITEM, "alex", later, "the gateway comes later", "mei", DUE)
        };
        given(decider, moved).when(remind(DUE.plus(Duration.ofDays(7)))).thenNothing();
        given(decider, moved).when(remind(later)).then(new ActionItemBecameOverdue(ITEM, later, later));
    }

    /** However irregularly it is looked, and by however many: never twice within a week of lateness. */
    @Property
    void however_often_it_is_looked_nobody_is_told_more_than_once_in_a_week(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 2_000) Integer> hours) {
        Postmortem state = decider.fold(List.of(drafted, added));
        List<Instant> told = new ArrayList<>();
        for (int hour : hours) {
            Instant now = DUE.plus(Duration.ofHours(hour));
            for (PostmortemEvent event : decider.decide(remind(now), state)) {
                state = decider.evolve(state, event);
                told.add(now);
            }
        }
        assertThat(told).isNotEmpty();
        for (int i = 1; i < told.size(); i++) {
            assertThat(Duration.between(told.get(i - 1), told.get(i))).isGreaterThanOrEqualTo(Duration.ofDays(7));
        }
    }

    @Test
    void a_forgotten_postmortem_climbs_likewise_and_the_publication_counts_from_its_own_date() {
        List<PostmortemEvent> told = new ArrayList<>(List.of(drafted));
        for (int hour = 0; hour <= 24 * 30; hour++) {
            told.addAll(given(decider, told.toArray(PostmortemEvent[]::new))
                    .when(new MarkOverdue(ID, REMINDERS, T1.plus(Duration.ofHours(hour))))
                    .events());
        }
        Instant week = PUBLICATION_DUE.plus(Duration.ofDays(7));
        Instant twoWeeks = PUBLICATION_DUE.plus(Duration.ofDays(14));
        Instant threeWeeks = PUBLICATION_DUE.plus(Duration.ofDays(21));
        assertThat(told.subList(1, told.size()))
                .containsExactly(
                        new PostmortemBecameOverdue(Deadline.DRAFT, DRAFT_DUE, Status.DRAFT, DRAFT_DUE),
                        new PostmortemBecameOverdue(
                                Deadline.PUBLICATION, PUBLICATION_DUE, Status.DRAFT, PUBLICATION_DUE),
                        new PostmortemEscalated(
                                Deadline.PUBLICATION, PUBLICATION_DUE, Status.DRAFT, Escalation.LEAD, week),
                        new PostmortemEscalated(
                                Deadline.PUBLICATION, PUBLICATION_DUE, Status.DRAFT, Escalation.MANAGER, twoWeeks),
                        new PostmortemEscalated(
                                Deadline.PUBLICATION, PUBLICATION_DUE, Status.DRAFT, Escalation.MANAGER, threeWeeks));
    }

    // -- declining, and doing

    @Test
    void a_preventive_action_is_declined_by_a_senior_or_a_manager_who_does_not_own_it() {
        given(decider, drafted, added)
                .when(decline("mei", false))
                .thenRejected(PostmortemRule.PREVENTIVE_ACTION_NEEDS_APPROVER);
        given(decider, drafted, added)
                .when(decline("alex", true)) // its owner
                .thenRejected(PostmortemRule.PREVENTIVE_ACTION_NEEDS_APPROVER);
        given(decider, drafted, added)
                .when(decline("ken", true))
                .then(new ActionItemStatusChanged(
                        ITEM, ActionStatus.OPEN, ActionStatus.DECLINED, "it goes away", null, "ken", T1));
        given(decider, drafted, added(Kind.DETECT))
                .when(decline("alex", false))
                .then(new ActionItemStatusChanged(
                        ITEM, ActionStatus.OPEN, ActionStatus.DECLINED, "it goes away", null, "alex", T1));
    }

    @Test
    void what_is_done_says_how_that_was_seen_and_saying_it_again_changes_nothing() {
        ChangeActionItemStatus done = new ChangeActionItemStatus(
                ID, ITEM, ActionStatus.DONE, "it fired", "https://graphs.example/1", "alex", false, T1);
        PostmortemEvent happened = new ActionItemStatusChanged(
                ITEM, ActionStatus.OPEN, ActionStatus.DONE, "it fired", "https://graphs.example/1", "alex", T1);
        given(decider, drafted, added).when(done).then(happened);
        given(decider, drafted, added, happened).when(done).thenNothing();
    }

    // -- what was added by mistake

    @Test
    void an_action_item_is_removed_until_the_publication_and_a_review_of_it_lapses() {
        String without = new Content("Checkout down", SECTIONS, List.of()).hash();
        RemoveActionItem remove = new RemoveActionItem(ID, ITEM, "mei", T1);
        ActionItemRemoved removed = new ActionItemRemoved(ITEM, "mei", 3, without, T1);
        given(decider, drafted, added).when(remove).then(removed);
        given(decider, drafted, added, submitted)
                .when(remove)
                .then(removed, new ReviewLapsed(2, hash, Status.IN_REVIEW, LapseCause.CONTENT_CHANGED, T1));
        given(decider, drafted, added, submitted, accepted, published)
                .when(remove)
                .thenRejected(PostmortemRule.POSTMORTEM_PUBLISHED);
        given(decider, drafted, added, removed).when(remove).thenRefused(NotFound.class);
        given(decider, drafted, added, removed).when(remind(DUE)).thenNothing();
    }

    // -- after the publication

    @Test
    void owner_and_date_change_after_the_publication_and_what_was_reviewed_stays_what_it_was() {
        Instant later = DUE.plus(Duration.ofDays(20));
        ReplanActionItem replan = new ReplanActionItem(ID, ITEM, "sam", later, "the gateway comes later", "mei", T1);
        given(decider, drafted, added).when(replan).thenRejected(PostmortemRule.POSTMORTEM_NOT_PUBLISHED);
        Document after = (Document) given(decider, drafted, added, submitted, accepted, published)
                .when(replan)
                .state();
        ActionItem item = after.content().actionItem(ITEM).orElseThrow();
        assertThat(item.owner()).isEqualTo("sam");
        assertThat(item.dueAt()).isEqualTo(later);
        assertThat(item.task().owner()).isEqualTo("alex");
        assertThat(after.revision()).isEqualTo(2);
        assertThat(after.contentHash()).isEqualTo(hash);
        assertThat(after.content().hash()).isEqualTo(hash);
        given(
                        decider,
                        drafted,
                        added,
                        submitted,
                        accepted,
                        published,
                        new ActionItemReplanned(ITEM, "sam", later, "the gateway comes later", "mei", T1))
                .when(replan)
                .thenNothing();
    }

    private static PostmortemCommand remind(Instant now) {
        return new MarkActionItemOverdue(ID, ITEM, REMINDERS, now);
    }

    private static ChangeActionItemStatus decline(String by, boolean leads) {
        return new ChangeActionItemStatus(ID, ITEM, ActionStatus.DECLINED, "it goes away", null, by, leads, T1);
    }

    private static PostmortemEvent status(ActionStatus from, ActionStatus to, String reason) {
        return new ActionItemStatusChanged(ITEM, from, to, reason, null, "alex", T1);
    }

    private PostmortemEvent added(Kind kind) {
        String hash = new Content("Checkout down", SECTIONS, List.of(open(kind))).hash();
        return new ActionItemAdded(ITEM, task(kind), "mei", 2, hash, T1);
    }

    private static ActionItem open(Kind kind) {
        return new ActionItem(ITEM, task(kind), null, ActionStatus.OPEN, null, null, null);
    }

    private static Task task(Kind kind) {
        return new Task("Pushes go to one instance first", kind, Priority.P1, "alex", DUE, "Seen in a push", null);
    }
}
