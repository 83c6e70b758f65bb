package dev.manabi.postmortem.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.eventsourcing.DomainException;
import dev.manabi.postmortem.postmortem.domain.ActionItem.ActionStatus;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Kind;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Priority;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Task;
import dev.manabi.postmortem.postmortem.domain.Blocker;
import dev.manabi.postmortem.postmortem.domain.Classification;
import dev.manabi.postmortem.postmortem.domain.Content;
import dev.manabi.postmortem.postmortem.domain.Known;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AddActionItem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AddComment;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AssignOwner;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeActionItemStatus;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeAudience;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.Classify;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.DismissFinding;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.EditSection;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.PublishPostmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.RecordChangesRequested;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.RecordReviewAccepted;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ReopenComment;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ResolveComment;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.SubmitPostmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.WithdrawDismissal;
import dev.manabi.postmortem.postmortem.domain.PostmortemDecider;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemDrafted;
import dev.manabi.postmortem.postmortem.domain.PostmortemRule;
import dev.manabi.postmortem.postmortem.domain.Reviewer;
import dev.manabi.postmortem.postmortem.domain.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * What is listed as standing in the way is exactly what stands in the way (METHOD C4): after any commands, the list is
 * empty exactly when publishing succeeds, and nothing on it that concerns the review is there exactly when submitting
 * succeeds.
 */
class BlockersPropertyTest {

    private static final UUID ID = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant DUE = NOW.plusSeconds(86_400);
    private static final List<String> SECTIONS = List.of("summary", "impact", "root-cause", "trigger", "lucky");
    private static final List<String> TEXTS =
            List.of("", "Checkout was down for 47 minutes.", "Mail taro@softbank.jp.", "Everybody saw it.");
    private static final List<String> PEOPLE = List.of("mei", "alex", "ken");

    private final PostmortemDecider decider = new PostmortemDecider();

    enum Kindness {
        EDIT,
        OWN,
        ADD_ITEM,
        PROGRESS_ITEM,
        CLASSIFY,
        DISMISS,
        WITHDRAW,
        COMMENT,
        RESOLVE,
        REOPEN,
        RESTRICT,
        SUBMIT,
        ACCEPT,
        REQUEST_CHANGES,
        PUBLISH,
        /** Does whatever the list asks for, so that many stories come to an end. */
        OBEY
    }

    record Move(Kindness kind, int what, int who) {}

    @Property(tries = 5_000)
    void nothing_is_listed_exactly_when_publishing_succeeds(@ForAll("moves") List<Move> moves) {
        Postmortem state = begun();
        for (Move move : moves) {
            state = play(state, move);
            assertListIsTrue((Document) state);
        }
    }

    @Example
    void the_stories_meet_every_blocker_and_many_end_published() {
        Set<String> met = new TreeSet<>();
        long published = moves().sampleStream()
                .limit(3_000)
                .filter(moves -> {
                    Postmortem state = begun();
                    for (Move move : moves) {
                        state = play(state, move);
                        blockers(state)
                                .forEach(blocker -> met.add(blocker.reason().code()));
                    }
                    return ((Document) state).published();
                })
                .count();
        System.out.printf("Random stories that end in a publication: %d of 3000; met: %s%n", published, met);
        assertThat(published).isGreaterThan(150);
        assertThat(met)
                .contains(
                        "section-empty",
                        "action-item-without-owner",
                        "action-item-without-priority",
                        "impact-without-figures",
                        "trigger-not-coded",
                        "cause-not-coded",
                        "nothing-prevents",
                        "personal-data",
                        "comment-open",
                        "not-submitted",
                        "review-pending",
                        "changes-requested");
    }

    private void assertListIsTrue(Document document) {
        List<Blocker> blockers = blockers(document);
        assertThat(succeeds(new PublishPostmortem(ID, "mei", NOW), document, PostmortemRule.NOT_READY_FOR_PUBLICATION))
                .as("publishing, with %s", blockers)
                .isEqualTo(blockers.isEmpty());
        List<Blocker> ofSubmission = decider.submissionBlockers(document, Known.NOBODY);
        if (!document.published() && document.submission() == null) {
            assertThat(succeeds(
                            new SubmitPostmortem(ID, "mei", DUE, NOW), document, PostmortemRule.NOT_READY_FOR_REVIEW))
                    .as("submitting, with %s", ofSubmission)
                    .isEqualTo(ofSubmission.isEmpty());
        }
    }

    private boolean succeeds(PostmortemCommand command, Document document, PostmortemRule refusal) {
        try {
            decider.decide(command, document);
            return true;
        } catch (DomainException.RuleBroken e) {
            assertThat(e.rule()).isEqualTo(refusal);
            return false;
        }
    }

    private List<Blocker> blockers(Postmortem state) {
        return decider.blockers((Document) state, Known.NOBODY);
    }

    private Postmortem play(Postmortem state, Move move) {
        Postmortem now = state;
        for (PostmortemCommand command : commands((Document) state, move)) {
            try {
                for (PostmortemEvent event : decider.decide(command, now)) {
                    now = decider.evolve(now, event);
                }
            } catch (DomainException e) {
                // refused, and so nothing has happened
            }
        }
        return now;
    }

    List<PostmortemCommand> commands(Document document, Move move) {
        String person = PEOPLE.get(move.who());
        String section = SECTIONS.get(move.what() % SECTIONS.size());
        UUID item = new UUID(1, move.what() % 2);
        UUID comment = new UUID(2, move.what() % 3);
        return switch (move.kind()) {
            case EDIT -> List.of(edit(section, TEXTS.get(move.what() % TEXTS.size()), "mei"));
            case OWN -> List.of(new AssignOwner(ID, person, "hana", NOW));
            case ADD_ITEM -> List.of(new AddActionItem(ID, item, task(move.what()), "mei", NOW));
            case PROGRESS_ITEM ->
                List.of(new ChangeActionItemStatus(
                        ID, item, ActionStatus.values()[move.what() % 4], "because", null, person, true, NOW));
            case CLASSIFY -> List.of(classify(move.what()));
            case DISMISS -> dismissals(document);
            case WITHDRAW ->
                document.dismissals().stream()
                        .limit(1)
                        .<PostmortemCommand>map(one -> new WithdrawDismissal(ID, one.finding(), "mei", NOW))
                        .toList();
            case COMMENT ->
                List.of(new AddComment(ID, comment, null, section, null, null, null, List.of(), "Why?", person, NOW));
            case RESOLVE -> List.of(new ResolveComment(ID, comment, null, person, NOW));
            case REOPEN -> List.of(new ReopenComment(ID, comment, person, NOW));
            case RESTRICT -> List.of(new ChangeAudience(ID, move.what() % 2 == 0, List.of(), "mei", NOW));
            case SUBMIT -> List.of(new SubmitPostmortem(ID, "mei", DUE, NOW));
            case ACCEPT -> List.of(accept(document, person));
            case REQUEST_CHANGES ->
                List.of(new RecordChangesRequested(
                        ID, new UUID(7, 7), document.revision(), document.contentHash(), "ken", "thin", NOW));
            case PUBLISH -> List.of(new PublishPostmortem(ID, "mei", NOW));
            case OBEY -> obey(document);
        };
    }

    private List<PostmortemCommand> obey(Document document) {
        List<PostmortemCommand> commands = new ArrayList<>();
        for (Blocker blocker : blockers(document)) {
            PostmortemCommand command = answerTo(blocker, document);
            if (command != null) {
                commands.add(command);
            }
        }
        return commands;
    }

    private static @Nullable PostmortemCommand answerTo(Blocker blocker, Document document) {
        return switch (blocker.reason()) {
            case OWNER_MISSING -> new AssignOwner(ID, "mei", "hana", NOW);
            case SECTION_EMPTY -> edit(String.valueOf(blocker.section()), TEXTS.get(1), "mei");
            case ACTION_ITEM_WITHOUT_OWNER, ACTION_ITEM_WITHOUT_PRIORITY ->
                new ChangeActionItemStatus(
                        ID,
                        java.util.Objects.requireNonNull(blocker.actionItemId()),
                        ActionStatus.DECLINED,
                        "not now",
                        null,
                        "mei",
                        true,
                        NOW);
            case TRIGGER_NOT_CODED, CAUSE_NOT_CODED -> classify(0);
            case IMPACT_WITHOUT_FIGURES, NOTHING_PREVENTS, PERSONAL_DATA, BLAMING_LANGUAGE ->
                new DismissFinding(
                        ID,
                        java.util.Objects.requireNonNull(blocker.finding()),
                        "it is fine",
                        "mei",
                        Known.NOBODY,
                        NOW);
            case COMMENT_OPEN ->
                document.comments().entrySet().stream()
                        .filter(entry -> !entry.getValue().resolved())
                        .findFirst()
                        .map(entry -> new ResolveComment(ID, entry.getKey(), null, "mei", NOW))
                        .orElse(null);
            case NOT_SUBMITTED, CHANGES_REQUESTED -> new SubmitPostmortem(ID, "mei", DUE, NOW);
            case REVIEW_PENDING, REVIEW_OF_OTHER_CONTENT, NO_INDEPENDENT_SENIOR -> accept(document, "ken");
        };
    }

    private List<PostmortemCommand> dismissals(Document document) {
        return blockers(document).stream()
                .map(Blocker::finding)
                .filter(java.util.Objects::nonNull)
                .limit(1)
                .<PostmortemCommand>map(
                        finding -> new DismissFinding(ID, finding, "it is fine", "mei", Known.NOBODY, NOW))
                .toList();
    }

    private static EditSection edit(String section, String text, String by) {
        return new EditSection(ID, section, text, by, NOW);
    }

    private static Classify classify(int what) {
        return new Classify(
                ID, new Classification(what % 2 == 0 ? "binary-push" : "hardware", List.of("software")), "mei", NOW);
    }

    private static RecordReviewAccepted accept(Document document, String person) {
        return new RecordReviewAccepted(
                ID,
                new UUID(7, 7),
                document.revision(),
                document.contentHash(),
                List.of(new Reviewer(person, person.equals("ken"))),
                NOW);
    }

    private static Task task(int what) {
        return new Task(
                "Task " + what % 3,
                what % 2 == 0 ? Kind.PREVENT : Kind.DETECT,
                what % 5 == 0 ? null : Priority.P1,
                what % 7 == 0 ? null : "mei",
                DUE,
                null,
                null);
    }

    @Provide
    static Arbitrary<List<Move>> moves() {
        Arbitrary<Kindness> kinds = Arbitraries.of(Kindness.class);
        Arbitrary<Kindness> obedient =
                Arbitraries.of(Kindness.OBEY, Kindness.SUBMIT, Kindness.ACCEPT, Kindness.PUBLISH);
        return Combinators.combine(
                        Arbitraries.oneOf(kinds, obedient),
                        Arbitraries.integers().between(0, 69),
                        Arbitraries.integers().between(0, PEOPLE.size() - 1))
                .as(Move::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    private Postmortem begun() {
        return decider.fold(List.of(drafted()));
    }

    static PostmortemDrafted drafted() {
        List<Section> sections = List.of(
                new Section("summary", "Summary", true, "Checkout was down."),
                new Section("impact", "Impact", true, "Nobody could pay."),
                new Section("root-cause", "Root cause", true, ""),
                new Section("trigger", "Trigger", true, "A deployment."),
                new Section("lucky", "Lucky", false, ""));
        return new PostmortemDrafted(
                ID,
                "PM-1",
                UUID.fromString("01980000-0000-7000-8000-000000000003"),
                "INC-1",
                "Checkout down",
                "SEV1",
                null,
                List.of(),
                "mei",
                List.of(),
                "en",
                "default",
                1,
                1,
                sections,
                1,
                new Content("Checkout down", sections, List.of()).hash(),
                DUE,
                DUE,
                false,
                NOW);
    }
}
