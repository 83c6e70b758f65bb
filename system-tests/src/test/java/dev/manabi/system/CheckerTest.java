package dev.manabi.system;

import static dev.manabi.system.Violation.Rule.ACKNOWLEDGED_ONCE;
import static dev.manabi.system.Violation.Rule.ANNOUNCED_ONCE;
import static dev.manabi.system.Violation.Rule.DECIDED_ONCE;
import static dev.manabi.system.Violation.Rule.HEARD_ONCE;
import static dev.manabi.system.Violation.Rule.ORDER;
import static dev.manabi.system.Violation.Rule.REBUILT;
import static dev.manabi.system.Violation.Rule.REVIEWED;
import static dev.manabi.system.Violation.Rule.TOLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.launcher.LocalInbox.Hook;
import dev.manabi.launcher.LocalInbox.Mail;
import dev.manabi.launcher.Service;
import dev.manabi.system.Evidence.Told;
import dev.manabi.system.Journal.Command;
import dev.manabi.system.Journal.Effect;
import dev.manabi.system.Journal.Entry;
import dev.manabi.system.Journal.Outcome;
import dev.manabi.system.Violation.Rule;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The checker says nothing of a sound run, and turns red for each thing that is broken in it. What is broken in a
 * database is broken by a superuser in a transaction that is read by the same code and then rolled back.
 */
@ExtendWith(TestedSystem.Given.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckerTest {

    private static final String LAST_EVENT_OF =
            "(select e.* from event e where e.stream_id = '%s' order by e.version desc limit 1)";

    private TestedSystem system;
    private MainStory story;
    private Evidence sound;

    @BeforeAll
    void play(TestedSystem given) {
        system = given;
        story = system.newStory().playToTheEnd();
        sound = system.evidence();
    }

    @Test
    void a_sound_run_violates_nothing() {
        assertThat(Checker.check(sound)).isEmpty();
    }

    // --- the client's journal

    @Test
    void an_acknowledged_command_without_an_event() {
        Command lost = new Command(UUID.randomUUID(), "mei", "POST", "/api/v1/incidents/1/close", Effect.SOME);
        Entry entry = new Entry(Instant.now(), Outcome.OK, lost, 1, 200, "\"9\"", "{}");

        assertRed(sound.withJournal(plus(sound.journal(), entry)), ACKNOWLEDGED_ONCE, "has left no event");
    }

    @Test
    void a_command_carried_out_twice() {
        assertRed(
                withEventTwice(Service.INCIDENT, story.incident()),
                ACKNOWLEDGED_ONCE,
                "/close",
                "was carried out 2 times");
    }

    @Test
    void a_refused_command_with_an_event() {
        List<Entry> refused = sound.journal().stream()
                .map(entry -> entry.command().path().endsWith("/submit") && entry.outcome() == Outcome.OK
                        ? new Entry(entry.at(), Outcome.FAIL, entry.command(), entry.attempt(), 409, "", "{}")
                        : entry)
                .toList();

        assertRed(sound.withJournal(refused), ACKNOWLEDGED_ONCE, "/submit", "was refused and has left 1 events");
    }

    @Test
    void an_event_that_nobody_has_asked_for() {
        List<Entry> silent =
                without(sound.journal(), entry -> entry.command().path().endsWith("/publish"));

        assertRed(
                sound.withJournal(silent),
                ACKNOWLEDGED_ONCE,
                "postmortem-published.v1",
                "for which there was no command");
    }

    @Test
    void a_repeated_command_answered_differently() {
        Entry first = sound.journal().stream()
                .filter(entry ->
                        entry.outcome() == Outcome.OK && entry.command().hasKey())
                .findFirst()
                .orElseThrow();
        Entry other = new Entry(
                Instant.now(), Outcome.OK, first.command(), 2, first.status(), first.etag(), "{\"other\":true}");

        assertRed(sound.withJournal(plus(sound.journal(), other)), ACKNOWLEDGED_ONCE, "was answered with");
    }

    @Test
    void an_answer_that_was_forgotten() {
        assertRed(
                withDatabase(Service.REVIEW, "delete from idempotency_key"),
                ACKNOWLEDGED_ONCE,
                "/accept",
                "its answer is not kept");
    }

    // --- order

    @Test
    void a_gap_in_a_stream() {
        assertRed(
                withDatabase(
                        Service.INCIDENT,
                        "delete from event where stream_id = '%s' and version = 3".formatted(story.incident())),
                ORDER,
                story.incident(),
                "has the versions [1, 2, 4,");
    }

    @Test
    void a_head_that_has_lost_its_stream() {
        assertRed(
                withDatabase(
                        Service.POSTMORTEM,
                        "update stream set version = version + 1 where id = '%s'".formatted(story.postmortem())),
                ORDER,
                story.postmortem(),
                "its head says");
    }

    @Test
    void records_of_one_key_in_the_wrong_order() {
        List<Told> swapped = new ArrayList<>(sound.told());
        List<Integer> places = java.util.stream.IntStream.range(0, swapped.size())
                .filter(i -> swapped.get(i).key().equals(story.incident()))
                .boxed()
                .toList();
        java.util.Collections.swap(swapped, places.get(0), places.get(1));

        assertRed(sound.withTold(swapped), ORDER, story.incident(), "comes after");
    }

    // --- topics

    @Test
    void a_record_that_never_came() {
        assertRed(
                sound.withTold(without(sound.told(), this::isClosing)),
                TOLD,
                "manabi.incident.closed.v1",
                "never told");
    }

    @Test
    void a_record_that_nobody_has_stored() {
        Told foreign = copy(first(this::isClosing), UUID.randomUUID(), data -> data);

        assertRed(
                sound.withTold(plus(sound.told(), foreign)), TOLD, foreign.id().toString(), "is stored nowhere");
    }

    @Test
    void a_record_that_says_something_else_than_the_store() {
        List<Told> changed = sound.told().stream()
                .map(told -> isClosing(told)
                        ? copy(told, told.id(), data -> data.replace("CheckoutHighErrorRate", "SearchHighErrorRate"))
                        : told)
                .toList();

        assertRed(sound.withTold(changed), TOLD, "is told in other words");
    }

    @Test
    void a_message_left_in_the_outbox() {
        assertRed(
                withDatabase(
                        Service.REVIEW,
                        "insert into outbox (message_id, topic, key, headers, payload) values"
                                + " (gen_random_uuid(), 'reviews', 'k', '{}', '{}')"),
                TOLD,
                "1 messages of review are not in Kafka");
    }

    @Test
    void a_person_of_whom_the_newest_version_was_never_told() {
        assertRed(
                withDatabase(Service.INCIDENT, "update person set version = version + 1 where id = 'ken'"),
                TOLD,
                "of person:ken was never told");
    }

    // --- consumers

    @Test
    void a_message_that_was_not_acted_upon() {
        assertRed(
                withDatabase(
                        Service.NOTIFICATION,
                        "delete from inbox where message_id = '%s'"
                                .formatted(first(this::isDraft).id())),
                HEARD_ONCE,
                "notification-service has not acted upon",
                "manabi.postmortem.drafted.v1");
    }

    @Test
    void a_message_that_was_acted_upon_twice() {
        assertRed(withEventTwice(Service.POSTMORTEM, story.incident()), HEARD_ONCE, "has acted 2 times upon");
    }

    @Test
    void a_message_acted_upon_that_nobody_told() {
        assertRed(
                withDatabase(
                        Service.REVIEW,
                        "insert into inbox (consumer, message_id) values ('review-service', gen_random_uuid())"),
                HEARD_ONCE,
                "which nobody told");
    }

    @Test
    void a_message_that_was_given_up() {
        assertRed(sound.withDeadLetters(List.of("incidents.postmortem-service.dlq: a reason")), HEARD_ONCE, "given up");
    }

    // --- read models

    @Test
    void a_changed_row_of_a_projection() {
        assertRed(
                withDatabase(
                        Service.INCIDENT,
                        "update incident_view set title = 'something else' where id = '%s'"
                                .formatted(story.incident())),
                REBUILT,
                "incident.incident_view",
                "something else");
    }

    @Test
    void a_missing_row_of_a_projection() {
        assertRed(
                withDatabase(
                        Service.POSTMORTEM,
                        "delete from postmortem_view where id = '%s'".formatted(story.postmortem())),
                REBUILT,
                "postmortem.postmortem_view is missing");
    }

    // --- the domain

    @Test
    void a_second_decision_on_one_closing() {
        Told second = copy(first(this::isDecision), UUID.randomUUID(), data -> data);

        assertRed(sound.withTold(plus(sound.told(), second)), DECIDED_ONCE, "has 2 decisions");
    }

    @Test
    void a_closing_without_a_decision() {
        assertRed(sound.withTold(without(sound.told(), this::isDecision)), DECIDED_ONCE, "has 0 decisions");
    }

    @Test
    void a_second_draft_of_one_incident() {
        Told second = copy(
                first(this::isDraft),
                UUID.randomUUID(),
                data -> data.replace(story.postmortem(), UUID.randomUUID().toString()));

        assertRed(sound.withTold(plus(sound.told(), second)), DECIDED_ONCE, "has 2 drafts instead of 1");
    }

    @Test
    void a_due_postmortem_without_a_draft() {
        assertRed(sound.withTold(without(sound.told(), this::isDraft)), DECIDED_ONCE, "has 0 drafts instead of 1");
    }

    @Test
    void a_publication_without_a_review() {
        assertRed(sound.withTold(without(sound.told(), this::isAcceptance)), REVIEWED, "without an accepted review");
    }

    @Test
    void a_publication_of_other_content_than_the_reviewed() {
        assertRed(
                withAcceptance(data -> data.replaceAll("\"contentHash\":\"[0-9a-f]+\"", "\"contentHash\":\"00\"")),
                REVIEWED,
                "without an accepted review");
    }

    @Test
    void a_publication_accepted_by_its_author_alone() {
        assertRed(
                withAcceptance(data -> data.replaceAll("\"person\":\"[a-z]+\"", "\"person\":\"mei\"")),
                REVIEWED,
                "without an accepted review");
    }

    @Test
    void a_second_review_of_one_postmortem() {
        Told other = copy(
                first(this::isAcceptance),
                UUID.randomUUID(),
                data -> data.replace(story.review(), UUID.randomUUID().toString()));

        assertRed(sound.withTold(plus(sound.told(), other)), REVIEWED, "has 2 reviews");
    }

    // --- announcements

    @Test
    void a_mail_under_two_message_ids() {
        Mail mail = sound.mails().getLast();
        Mail again = new Mail(
                "<other@manabi>",
                mail.from(),
                mail.recipient(),
                mail.to(),
                mail.subject(),
                mail.text(),
                mail.html(),
                mail.calendar(),
                mail.headers(),
                mail.receivedAt());

        assertRed(sound.withMails(plus(sound.mails(), again)), ANNOUNCED_ONCE, mail.subject(), "under 2 ids");
        assertRed(sound.withMails(plus(sound.mails(), again)), ANNOUNCED_ONCE, "belongs to no delivery");
    }

    @Test
    void a_mail_that_arrived_twice_under_one_id_is_a_crash_and_no_fault() {
        assertThat(Checker.check(
                        sound.withMails(plus(sound.mails(), sound.mails().getLast()))))
                .isEmpty();
    }

    @Test
    void a_mail_that_never_arrived() {
        Mail lost = sound.mails().getLast();

        assertRed(
                sound.withMails(without(sound.mails(), mail -> mail.messageId().equals(lost.messageId()))),
                ANNOUNCED_ONCE,
                "arrived at []",
                lost.recipient());
    }

    @Test
    void a_webhook_call_that_never_arrived() {
        assertRed(sound.withHooks(without(sound.hooks(), hook -> true)), ANNOUNCED_ONCE, "CHAT", "arrived at []");
    }

    @Test
    void a_webhook_call_under_two_ids() {
        Hook hook = sound.hooks().getLast();
        Hook again = new Hook(
                hook.name(),
                hook.receivedAt(),
                java.util.Map.of("webhook-id", UUID.randomUUID().toString()),
                hook.body());

        assertRed(sound.withHooks(plus(sound.hooks(), again)), ANNOUNCED_ONCE, "under 2 ids");
    }

    @Test
    void an_announcement_for_which_nothing_was_sent() {
        assertRed(
                withDatabase(
                        Service.NOTIFICATION,
                        "delete from delivery where source_event_id = '%s'"
                                .formatted(first(this::isDraft).id())),
                ANNOUNCED_ONCE,
                "has 0 deliveries");
    }

    // --- breaking

    private static void assertRed(Evidence broken, Rule rule, String... words) {
        assertThat(Checker.check(broken))
                .filteredOn(violation -> violation.rule() == rule)
                .extracting(Violation::toString)
                .as("violations of " + rule)
                .anySatisfy(line -> assertThat(line).contains(words).doesNotContain("\n"));
    }

    private Evidence withDatabase(Service service, String... statements) {
        try (Connection connection = system.superuser(service);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Triggers rest, above all the one that refuses to change events.
            statement.execute("set local session_replication_role = replica");
            for (String sql : statements) {
                assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
            }
            Evidence broken = sound.withStore(service, Databases.read(connection));
            connection.rollback();
            return broken;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last event of that stream once more, as a second transaction would have written it. */
    private Evidence withEventTwice(Service service, String stream) {
        return withDatabase(
                service,
                ("insert into event (stream_id, version, id, kind, type, data, at, actor, correlation_id, causation_id)"
                                + " select stream_id, version + 1, gen_random_uuid(), kind, type, data, at, actor,"
                                + " correlation_id, causation_id from " + LAST_EVENT_OF + " as last")
                        .formatted(stream),
                "update stream set version = version + 1 where id = '%s'".formatted(stream));
    }

    private Evidence withAcceptance(UnaryOperator<String> change) {
        return sound.withTold(sound.told().stream()
                .map(told -> isAcceptance(told) ? copy(told, told.id(), change) : told)
                .toList());
    }

    private static Told copy(Told told, UUID id, UnaryOperator<String> change) {
        return new Told(
                told.topic(),
                told.partition(),
                told.offset(),
                told.key(),
                id,
                told.type(),
                told.source(),
                told.sequence(),
                told.causation(),
                change.apply(told.data()));
    }

    private boolean isClosing(Told told) {
        return is(told, "manabi.incident.closed.v1");
    }

    private boolean isDecision(Told told) {
        return is(told, "manabi.decision.made.v1");
    }

    private boolean isDraft(Told told) {
        return is(told, "manabi.postmortem.drafted.v1");
    }

    private boolean isAcceptance(Told told) {
        return is(told, "manabi.review.accepted.v1");
    }

    /** Of this story: there may be others in the same system. */
    private boolean is(Told told, String type) {
        return told.type().equals(type)
                && (told.data().contains(story.incident()) || told.data().contains(story.postmortem()));
    }

    private Told first(Predicate<Told> which) {
        return sound.told().stream().filter(which).findFirst().orElseThrow();
    }

    private static <T> List<T> plus(List<T> some, T more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    private static <T> List<T> without(List<T> all, Predicate<T> some) {
        return all.stream().filter(some.negate()).toList();
    }
}
