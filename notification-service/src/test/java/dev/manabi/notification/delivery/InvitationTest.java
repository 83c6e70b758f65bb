package dev.manabi.notification.delivery;

import static dev.manabi.notification.delivery.Scene.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import biweekly.property.Attendee;
import dev.manabi.contracts.MeetingMessage.Meeting;
import dev.manabi.contracts.MeetingMessage.MeetingCancelled;
import dev.manabi.contracts.MeetingMessage.MeetingChanged;
import dev.manabi.contracts.MeetingMessage.MeetingMinutesRecorded;
import dev.manabi.contracts.MeetingMessage.MeetingRescheduled;
import dev.manabi.contracts.MeetingMessage.MeetingScheduled;
import dev.manabi.contracts.MeetingMessage.Subject;
import dev.manabi.launcher.LocalInbox.Mail;
import dev.manabi.notification.Sinks;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invitations as a mail server gets them and as another program reads them. */
@QuarkusTest
class InvitationTest {

    private static final AtomicInteger NUMBERS = new AtomicInteger(700);
    private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");

    private final UUID id = UUID.randomUUID();
    private final String number = "PM-" + NUMBERS.incrementAndGet();

    @BeforeEach
    void people() {
        Sinks.chat().forget();
        Scene.demoPeople();
    }

    /** Planned before a day on which clocks change, and put to after it. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-27T14:00, 2026-03-30T14:00",
        "Europe/Berlin, 2026-10-23T09:00, 2026-10-26T09:00",
        "America/New_York, 2026-03-06T10:30, 2026-03-09T10:30",
        "America/New_York, 2026-10-30T10:30, 2026-11-02T10:30",
        "Asia/Tokyo, 2026-03-27T11:00, 2026-03-30T11:00"
    })
    void an_invitation_is_put_at_another_time_and_cancelled_under_the_same_id(
            String zone, LocalDateTime planned, LocalDateTime moved) {
        Instant before = planned.atZone(ZoneId.of(zone)).toInstant();
        Instant after = moved.atZone(ZoneId.of(zone)).toInstant();
        TestTopics.publish(new MeetingScheduled(id, meeting(0, before, zone, "en", false), NOW));
        TestTopics.publish(new MeetingRescheduled(id, meeting(1, after, zone, "en", false), before, NOW));
        TestTopics.publish(new MeetingCancelled(id, meeting(2, after, zone, "en", false), "Settled", "mei", NOW));

        for (String person : List.of("mei", "ken", "alex")) {
            patiently().untilAsserted(() -> assertThat(mails(person)).hasSize(3));
            VEvent first = entry(person, "Review meeting on", "REQUEST");
            VEvent second = entry(person, "moved to", "REQUEST");
            VEvent third = entry(person, "cancelled", "CANCEL");
            assertThat(List.of(first, second, third))
                    .allSatisfy(entry -> assertThat(entry.getUid().getValue()).isEqualTo(id + "@manabi"))
                    .extracting(entry -> entry.getSequence().getValue())
                    .containsExactly(0, 1, 2);
            assertThat(local(first, zone)).isEqualTo(planned);
            assertThat(local(second, zone)).isEqualTo(moved);
            assertThat(local(third, zone)).isEqualTo(moved);
            assertThat(third.getStatus().getValue()).isEqualTo("CANCELLED");
            assertThat(Duration.between(
                            second.getDateStart().getValue().toInstant(),
                            second.getDateEnd().getValue().toInstant()))
                    .isEqualTo(Duration.ofMinutes(45));
            assertThat(second.getAttendees())
                    .extracting(Attendee::getEmail)
                    .containsExactly("alex@manabi.example", "ken@manabi.example", "mei@manabi.example");
            assertThat(second.getOrganizer().getEmail()).isEqualTo("manabi@manabi.example");
        }
        assertThat(mails("mei"))
                .extracting(Mail::subject)
                .contains("[" + number + "] Review meeting on "
                        + planned.toString().replace('T', ' ') + " " + zone + ": Checkout returns errors");
        patiently().untilAsserted(() -> assertThat(Sinks.calls(number)).hasSize(3));
    }

    @Test
    void whoever_need_not_come_any_more_loses_the_entry_and_whoever_is_new_gets_it() {
        TestTopics.publish(new MeetingScheduled(id, meeting(0, NOW, "Asia/Tokyo", "en", false), NOW));
        patiently().untilAsserted(() -> assertThat(mails("ken")).hasSize(1));
        Meeting changed = with(meeting(1, NOW, "Asia/Tokyo", "en", false), List.of("alex", "hana", "mei"));
        TestTopics.publish(new MeetingChanged(id, changed, List.of("hana"), List.of("ken"), NOW));

        patiently().untilAsserted(() -> {
            assertThat(mails("hana")).hasSize(1);
            assertThat(mails("ken")).hasSize(2);
            assertThat(mails("mei")).hasSize(2);
        });
        assertThat(entry("hana", "Review meeting on", "REQUEST").getSequence().getValue())
                .isEqualTo(1);
        assertThat(entry("mei", "changed", "REQUEST").getSequence().getValue()).isEqualTo(1);
        VEvent gone = entry("ken", "need not come", "CANCEL");
        assertThat(gone.getAttendees()).extracting(Attendee::getEmail).containsExactly("ken@manabi.example");
        assertThat(gone.getSequence().getValue()).isEqualTo(1);
    }

    @Test
    void a_japanese_meeting_speaks_japanese_and_no_line_of_its_entry_is_too_long() {
        TestTopics.publish(new MeetingScheduled(id, meeting(0, NOW, "Asia/Tokyo", "ja", false), NOW));
        patiently().untilAsserted(() -> assertThat(mails("mei")).hasSize(1));

        Mail mail = mails("mei").getFirst();
        assertThat(mail.subject()).startsWith("[" + number + "] レビュー会議 2026-03-20 21:00 Asia/Tokyo");
        assertThat(mail.text()).contains("レビュー会議にご招待します。");
        assertThat(mail.calendar().split("\r\n"))
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
        assertThat(entry("mei", "レビュー会議", "REQUEST").getSummary().getValue())
                .isEqualTo("レビュー会議: " + number + " Checkout returns errors");
    }

    @Test
    void of_a_private_meeting_the_room_hears_nothing_and_no_title_leaves() {
        Meeting meeting = meeting(0, NOW, "Asia/Tokyo", "en", true);
        TestTopics.publish(new MeetingScheduled(id, meeting, NOW));
        TestTopics.publish(new MeetingMinutesRecorded(
                id, meeting, NOW, NOW, List.of("mei"), "Secret words", "alex", List.of(), List.of()));
        patiently().untilAsserted(() -> assertThat(mails("mei")).hasSize(2));

        assertThat(Sinks.calls(number)).isEmpty();
        assertThat(mails("mei"))
                .allSatisfy(mail -> assertThat(mail.text() + mail.subject() + mail.calendar())
                        .doesNotContain("Checkout returns errors", "Secret words"));
    }

    @Test
    void the_minutes_are_told_without_an_entry_for_the_calendar() {
        Meeting meeting = meeting(0, NOW, "Asia/Tokyo", "en", false);
        TestTopics.publish(new MeetingMinutesRecorded(
                id, meeting, NOW, NOW, List.of("mei", "alex"), "We add a case.", "alex", List.of(), List.of()));
        patiently().untilAsserted(() -> assertThat(mails("ken")).hasSize(1));

        Mail mail = mails("ken").getFirst();
        assertThat(mail.calendar()).isNull();
        assertThat(mail.text()).contains("/meetings/" + id, "Present: Mei Tanaka, Alex Rivera");
    }

    @Test
    void an_invitation_that_is_told_again_is_sent_once() {
        UUID message = UUID.randomUUID();
        MeetingScheduled scheduled = new MeetingScheduled(id, meeting(0, NOW, "Asia/Tokyo", "en", false), NOW);
        TestTopics.publish(message, scheduled);
        TestTopics.publish(message, scheduled);
        TestTopics.publish(new MeetingCancelled(id, meeting(1, NOW, "Asia/Tokyo", "en", false), "Settled", "mei", NOW));
        patiently()
                .untilAsserted(() -> assertThat(Scene.deliveries(number))
                        .hasSize(8)
                        .allSatisfy(one -> assertThat(one).containsEntry("status", "SENT")));
        assertThat(mails("mei")).hasSize(2);
    }

    private Meeting meeting(int sequence, Instant startsAt, String zone, String language, boolean isPrivate) {
        return new Meeting(
                sequence,
                List.of(new Subject(UUID.randomUUID(), number, isPrivate ? number : "Checkout returns errors")),
                startsAt,
                45,
                zone,
                "Room 3",
                null,
                "ken",
                "alex",
                List.of("alex", "ken", "mei"),
                language,
                "mei",
                isPrivate);
    }

    private static Meeting with(Meeting meeting, List<String> attendees) {
        return new Meeting(
                meeting.sequence(),
                meeting.postmortems(),
                meeting.startsAt(),
                meeting.durationMinutes(),
                meeting.timeZone(),
                meeting.place(),
                meeting.link(),
                "hana",
                meeting.noteTaker(),
                attendees,
                meeting.language(),
                meeting.organizer(),
                meeting.isPrivate());
    }

    private List<Mail> mails(String person) {
        return Sinks.mails("[" + number + "]").stream()
                .filter(mail -> mail.recipient().startsWith(person + "@"))
                .toList();
    }

    private VEvent entry(String person, String subject, String method) {
        // Whatever the order in which they arrive: a calendar goes by the sequence.
        return mails(person).stream()
                .filter(one -> one.subject().contains(subject))
                .map(mail -> Biweekly.parse(mail.calendar()).first())
                .filter(calendar -> calendar.getMethod().getValue().equals(method))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + method + " for " + person + ": " + subject))
                .getEvents()
                .getFirst();
    }

    private static LocalDateTime local(VEvent entry, String zone) {
        return LocalDateTime.ofInstant(entry.getDateStart().getValue().toInstant(), ZoneId.of(zone));
    }
}
