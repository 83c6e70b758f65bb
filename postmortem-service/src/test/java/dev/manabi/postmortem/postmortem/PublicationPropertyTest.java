package dev.manabi.postmortem.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.eventsourcing.Decider;
import dev.manabi.eventsourcing.DomainException;
import dev.manabi.postmortem.postmortem.domain.ActionItem.ActionStatus;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Kind;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Priority;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Task;
import dev.manabi.postmortem.postmortem.domain.Content;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AddActionItem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AssignOwner;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeActionItem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeActionItemStatus;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeText;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeTitle;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.DraftPostmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.EditSection;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.MarkOverdue;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.PublishPostmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.RecordChangesRequested;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.RecordReviewAccepted;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.SubmitPostmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemDecider;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.OwnerAssigned;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemDrafted;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemPublished;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.ReviewLapsed;
import dev.manabi.postmortem.postmortem.domain.Reminders;
import dev.manabi.postmortem.postmortem.domain.Reviewer;
import dev.manabi.postmortem.postmortem.domain.Section;
import dev.manabi.postmortem.postmortem.domain.Status;
import dev.manabi.postmortem.text.ChangeSet;
import dev.manabi.postmortem.text.ChangeSet.Replacement;
import dev.manabi.postmortem.text.TextUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * No order of commands publishes anything but what an independent senior has accepted, to the letter (METHOD R1, R3).
 *
 * <p>Random people edit, submit, publish and change the owner, while reviews come that are right, late, forged, of other
 * revisions, or by people who wrote the text. An auditor who knows nothing of the decider's state watches the commands
 * and the events.
 */
class PublicationPropertyTest {

    private static final UUID ID = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final UUID ITEM = UUID.fromString("01980000-0000-7000-8000-000000000002");
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Reminders REMINDERS = new Reminders(Duration.ofDays(3), Duration.ofDays(7));
    private static final Instant DUE = NOW.plusSeconds(86_400);
    private static final List<String> PEOPLE = List.of("mei", "alex", "ken", "hana");
    private static final List<String> SENIORS = List.of("ken", "hana");
    private static final List<String> TEXTS = List.of("one", "two", "");

    private enum Kindness {
        EDIT,
        TYPE,
        RETITLE,
        OWN,
        ADD_ITEM,
        CHANGE_ITEM,
        PROGRESS_ITEM,
        SUBMIT,
        ACCEPT_LATEST,
        ACCEPT_EARLIER,
        ACCEPT_FORGED,
        REQUEST_CHANGES,
        PUBLISH,
        TIME_PASSES
    }

    /** What somebody does next; the numbers choose who and what. */
    private record Move(Kindness kind, int who, int what) {}

    private record Pin(int revision, String hash) {}

    private record Issued(Pin pin, List<Reviewer> by, Content content) {}

    @Property(tries = 10_000)
    void nothing_but_what_an_independent_senior_accepted_is_ever_published(@ForAll("moves") List<Move> moves) {
        assertThat(violation(new PostmortemDecider(), moves)).isEmpty();
    }

    @Example
    void the_property_is_not_empty_many_random_stories_end_in_a_publication() {
        long published = moves().sampleStream()
                .limit(10_000)
                .filter(moves -> new Story(new PostmortemDecider()).play(moves).published)
                .count();
        System.out.printf("Random stories that end in a publication: %d of 10000%n", published);
        assertThat(published).isGreaterThan(300);
    }

    @Example
    void the_property_sees_a_publication_without_a_guard() {
        assertCaught(() -> new Broken() {
            @Override
            public List<PostmortemEvent> decide(PostmortemCommand command, Postmortem state) {
                if (command instanceof PublishPostmortem
                        && state instanceof Document document
                        && !document.published()) {
                    return List.of(publication(document));
                }
                return super.decide(command, state);
            }
        });
    }

    @Example
    void the_property_sees_an_acceptance_that_outlives_an_edit() {
        assertCaught(() -> new Broken() {
            @Override
            public List<PostmortemEvent> decide(PostmortemCommand command, Postmortem state) {
                if (command instanceof PublishPostmortem
                        && state instanceof Document document
                        && document.status() == Status.APPROVED) {
                    return List.of(publication(document));
                }
                return super.decide(command, state).stream()
                        .filter(event -> !(event instanceof ReviewLapsed))
                        .toList();
            }
        });
    }

    @Example
    void the_property_sees_a_review_that_is_believed_whatever_revision_it_speaks_of() {
        assertCaught(() -> new Broken() {
            @Override
            public List<PostmortemEvent> decide(PostmortemCommand command, Postmortem state) {
                if (command instanceof RecordReviewAccepted c
                        && state instanceof Document document
                        && document.submission() != null) {
                    return super.decide(
                            new RecordReviewAccepted(
                                    ID,
                                    c.reviewId(),
                                    document.submission().revision(),
                                    document.submission().contentHash(),
                                    c.acceptedBy(),
                                    c.at()),
                            state);
                }
                return super.decide(command, state);
            }
        });
    }

    @Example
    void the_property_sees_authors_and_juniors_who_accept_their_own_work() {
        assertCaught(() -> new Broken() {
            @Override
            public List<PostmortemEvent> decide(PostmortemCommand command, Postmortem state) {
                if (command instanceof RecordReviewAccepted c) {
                    List<Reviewer> with = new ArrayList<>(c.acceptedBy());
                    with.add(new Reviewer("somebody-else", true));
                    return super.decide(
                            new RecordReviewAccepted(ID, c.reviewId(), c.revision(), c.contentHash(), with, c.at()),
                            state);
                }
                return super.decide(command, state);
            }
        });
    }

    @Example
    void the_property_sees_a_reviewer_who_becomes_the_owner_afterwards() {
        assertCaught(() -> new Broken() {
            @Override
            public List<PostmortemEvent> decide(PostmortemCommand command, Postmortem state) {
                if (command instanceof PublishPostmortem
                        && state instanceof Document document
                        && document.status() == Status.APPROVED) {
                    return List.of(publication(document));
                }
                List<PostmortemEvent> events = super.decide(command, state);
                return events.stream().anyMatch(OwnerAssigned.class::isInstance)
                        ? events.stream()
                                .filter(event -> !(event instanceof ReviewLapsed))
                                .toList()
                        : events;
            }
        });
    }

    private static void assertCaught(Supplier<Decider<PostmortemCommand, PostmortemEvent, Postmortem>> broken) {
        Optional<String> found = moves().sampleStream()
                .limit(20_000)
                .map(moves -> violation(broken.get(), moves))
                .flatMap(Optional::stream)
                .findFirst();
        assertThat(found).as("a broken decider goes unnoticed").isPresent();
    }

    private static Optional<String> violation(
            Decider<PostmortemCommand, PostmortemEvent, Postmortem> decider, List<Move> moves) {
        return new Story(decider).play(moves).violation;
    }

    @Provide
    static Arbitrary<List<Move>> moves() {
        Arbitrary<Kindness> kinds = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(3, Kindness.EDIT),
                net.jqwik.api.Tuple.of(1, Kindness.RETITLE),
                net.jqwik.api.Tuple.of(1, Kindness.OWN),
                net.jqwik.api.Tuple.of(1, Kindness.ADD_ITEM),
                net.jqwik.api.Tuple.of(1, Kindness.CHANGE_ITEM),
                net.jqwik.api.Tuple.of(2, Kindness.PROGRESS_ITEM),
                net.jqwik.api.Tuple.of(5, Kindness.SUBMIT),
                net.jqwik.api.Tuple.of(5, Kindness.ACCEPT_LATEST),
                net.jqwik.api.Tuple.of(2, Kindness.ACCEPT_EARLIER),
                net.jqwik.api.Tuple.of(2, Kindness.ACCEPT_FORGED),
                net.jqwik.api.Tuple.of(1, Kindness.REQUEST_CHANGES),
                net.jqwik.api.Tuple.of(5, Kindness.PUBLISH),
                net.jqwik.api.Tuple.of(1, Kindness.TIME_PASSES));
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(0, 99))
                .as(Move::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    /** One random story, and the auditor who watches it. */
    private static final class Story {
        private final Decider<PostmortemCommand, PostmortemEvent, Postmortem> decider;
        private final List<Pin> submissions = new ArrayList<>();
        private final Map<Pin, Content> submitted = new HashMap<>();
        private final List<Issued> acceptances = new ArrayList<>();
        private final Set<String> writers = new HashSet<>();
        private String owner = "mei";
        private Postmortem state;
        private boolean published;
        private Optional<String> violation = Optional.empty();

        Story(Decider<PostmortemCommand, PostmortemEvent, Postmortem> decider) {
            this.decider = decider;
            this.state = decider.fold(decider.decide(new DraftPostmortem(drafted()), decider.initial()));
        }

        Story play(List<Move> moves) {
            for (Move move : moves) {
                Document before = (Document) state;
                Optional<PostmortemCommand> command = command(move, before);
                if (command.isPresent() && violation.isEmpty()) {
                    issue(command.get(), before);
                }
            }
            return this;
        }

        private void issue(PostmortemCommand command, Document before) {
            List<PostmortemEvent> events;
            try {
                events = decider.decide(command, state);
            } catch (DomainException e) {
                return; // refused, and so nothing has happened
            }
            if (command instanceof RecordReviewAccepted c) {
                Pin pin = new Pin(c.revision(), c.contentHash());
                Content reviewed = submitted.get(pin);
                if (reviewed != null) {
                    acceptances.add(new Issued(pin, c.acceptedBy(), reviewed));
                }
            }
            for (PostmortemEvent event : events) {
                state = decider.evolve(state, event);
                watch(event);
            }
        }

        /** Puts something before what stands there, or takes its first half away. */
        private PostmortemCommand typed(String key, String text, String writer) {
            Document document = (Document) state;
            String before = document.content().section(key).orElseThrow().text();
            Replacement change =
                    text.isEmpty() ? new Replacement(0, before.length() / 2, "") : new Replacement(0, 0, text);
            ChangeSet changes = ChangeSet.of(before.length(), List.of(change));
            return new ChangeText(
                    ID, key, document.writing(key).version(), List.of(new TextUpdate("c", changes)), writer, NOW);
        }

        private void watch(PostmortemEvent event) {
            Document document = (Document) state;
            switch (event) {
                case PostmortemEvent.SectionEdited e -> writers.add(e.by());
                case PostmortemEvent.TextChanged e -> writers.add(e.by());
                case PostmortemEvent.TitleChanged e -> writers.add(e.by());
                case PostmortemEvent.ActionItemAdded e -> writers.add(e.by());
                case PostmortemEvent.ActionItemChanged e -> writers.add(e.by());
                case OwnerAssigned e -> owner = e.owner();
                case PostmortemEvent.PostmortemSubmitted _ -> {
                    Pin pin = new Pin(document.revision(), document.content().hash());
                    submissions.add(pin);
                    submitted.put(pin, document.content());
                }
                case PostmortemPublished e -> {
                    published = true;
                    audit(new Pin(e.revision(), e.contentHash()), document);
                }
                default -> {
                    // of no interest to the auditor
                }
            }
        }

        private void audit(Pin pin, Document document) {
            String hash = document.content().hash();
            boolean covered = acceptances.stream()
                    .anyMatch(one -> one.pin().equals(pin)
                            && one.pin().hash().equals(hash)
                            && sameText(one.content(), document.content())
                            && one.by().stream()
                                    .anyMatch(reviewer -> SENIORS.contains(reviewer.person())
                                            && !writers.contains(reviewer.person())
                                            && !owner.equals(reviewer.person())));
            if (!covered) {
                violation = Optional.of("published " + pin + " with only " + acceptances + " accepted");
            }
        }

        private static boolean sameText(Content one, Content other) {
            return one.title().equals(other.title())
                    && one.sections().equals(other.sections())
                    && one.actionItems().stream()
                            .map(item -> item.task())
                            .toList()
                            .equals(other.actionItems().stream()
                                    .map(item -> item.task())
                                    .toList());
        }

        private Optional<PostmortemCommand> command(Move move, Document document) {
            String person = PEOPLE.get(move.who() % PEOPLE.size());
            String text = TEXTS.get(move.what() % TEXTS.size());
            // Mostly somebody who is no senior writes; otherwise hardly any story could be published.
            String writer = move.who() == 7 ? person : PEOPLE.get(move.who() % 2);
            return switch (move.kind()) {
                case EDIT ->
                    Optional.of(new EditSection(ID, move.what() % 2 == 0 ? "summary" : "lucky", text, writer, NOW));
                case TYPE -> Optional.of(typed(move.what() % 2 == 0 ? "summary" : "lucky", text, writer));
                case RETITLE -> Optional.of(new ChangeTitle(ID, "Title " + move.what() % 3, writer, NOW));
                case OWN -> Optional.of(new AssignOwner(ID, person, "hana", NOW));
                case ADD_ITEM -> Optional.of(new AddActionItem(ID, ITEM, task(move.what()), writer, NOW));
                case CHANGE_ITEM -> Optional.of(new ChangeActionItem(ID, ITEM, task(move.what()), writer, NOW));
                case PROGRESS_ITEM ->
                    Optional.of(new ChangeActionItemStatus(
                            ID, ITEM, ActionStatus.values()[move.what() % 4], "because", null, person, true, NOW));
                case SUBMIT -> Optional.of(new SubmitPostmortem(ID, person, DUE, NOW));
                case ACCEPT_LATEST -> submissions.isEmpty() ? Optional.empty() : accept(move, submissions.getLast());
                case ACCEPT_EARLIER ->
                    submissions.isEmpty()
                            ? Optional.empty()
                            : accept(move, submissions.get(move.what() % submissions.size()));
                case ACCEPT_FORGED -> accept(move, forged(move, document));
                case REQUEST_CHANGES ->
                    submissions.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new RecordChangesRequested(
                                    ID,
                                    new UUID(7, move.what()),
                                    submissions.getLast().revision(),
                                    submissions.getLast().hash(),
                                    "ken",
                                    "thin",
                                    NOW));
                case PUBLISH -> Optional.of(new PublishPostmortem(ID, person, NOW));
                case TIME_PASSES -> Optional.of(new MarkOverdue(ID, REMINDERS, DUE.plusSeconds(move.what())));
            };
        }

        private static Pin forged(Move move, Document document) {
            return switch (move.what() % 3) {
                case 0 -> new Pin(document.revision(), "0".repeat(64));
                case 1 -> new Pin(document.revision() + 1, document.contentHash());
                default -> new Pin(document.revision(), document.contentHash()); // of what nobody submitted, perhaps
            };
        }

        private static Optional<PostmortemCommand> accept(Move move, Pin pin) {
            String first = PEOPLE.get(move.who() % PEOPLE.size());
            List<Reviewer> by = new ArrayList<>();
            by.add(new Reviewer(first, SENIORS.contains(first)));
            if (move.what() % 2 == 0) {
                String second = PEOPLE.get((move.who() + 1) % PEOPLE.size());
                by.add(new Reviewer(second, SENIORS.contains(second)));
            }
            return Optional.of(
                    new RecordReviewAccepted(ID, new UUID(7, move.what()), pin.revision(), pin.hash(), by, NOW));
        }

        private static Task task(int what) {
            return new Task(
                    "Task " + what % 3,
                    Kind.PREVENT,
                    what % 5 == 0 ? null : Priority.P1,
                    what % 7 == 0 ? null : "mei",
                    DUE,
                    null,
                    null);
        }

        private static PostmortemDrafted drafted() {
            List<Section> sections = List.of(
                    new Section("summary", "Summary", true, "Checkout was down."),
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

    /** The real rules, to be broken one at a time. */
    private static class Broken implements Decider<PostmortemCommand, PostmortemEvent, Postmortem> {
        private final PostmortemDecider real = new PostmortemDecider();

        static PostmortemEvent publication(Document document) {
            return new PostmortemPublished(new UUID(7, 7), document.revision(), document.contentHash(), "mei", NOW);
        }

        @Override
        public Postmortem initial() {
            return real.initial();
        }

        @Override
        public List<PostmortemEvent> decide(PostmortemCommand command, Postmortem state) {
            return real.decide(command, state);
        }

        @Override
        public Postmortem evolve(Postmortem state, PostmortemEvent event) {
            return real.evolve(state, event);
        }
    }
}
