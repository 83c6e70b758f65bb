package dev.manabi.review.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.contracts.MeetingMessage;
import dev.manabi.contracts.MeetingMessage.MeetingCancelled;
import dev.manabi.contracts.MeetingMessage.MeetingChanged;
import dev.manabi.contracts.MeetingMessage.MeetingMinutesRecorded;
import dev.manabi.contracts.MeetingMessage.MeetingRescheduled;
import dev.manabi.contracts.MeetingMessage.MeetingScheduled;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.EventMetadata;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.review.meeting.domain.MeetingDecider;
import dev.manabi.review.meeting.domain.MeetingEvent;
import dev.manabi.review.meeting.domain.MeetingEvent.MeetingPlanned;
import dev.manabi.review.meeting.domain.Plan;
import dev.manabi.review.meeting.domain.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the world hears of the stories that the golden files of the stored events tell. */
class MeetingPublisherTest {

    private static final UUID ID = UUID.fromString("019b2f00-0000-7000-8000-000000000001");
    private static final UUID POSTMORTEM = UUID.fromString("019b2f00-0000-7000-8000-0000000000aa");
    private static final UUID COMMENT = UUID.fromString("019b2f00-0000-7000-8000-0000000000c1");
    private static final Instant AT = Instant.parse("2026-03-03T12:00:00Z");

    @Test
    void a_plan_is_told_whole() {
        MeetingScheduled told =
                (MeetingScheduled) published("meeting-planned.v1").orElseThrow();
        assertThat(told)
                .isEqualTo(new MeetingScheduled(
                        ID,
                        new MeetingMessage.Meeting(
                                0,
                                List.of(new MeetingMessage.Subject(POSTMORTEM, "PM-7", "Checkout returns errors")),
                                Instant.parse("2026-03-05T13:00:00Z"),
                                45,
                                "Europe/Berlin",
                                "Room 3",
                                "https://meet.example/pm-7",
                                "rin",
                                "alex",
                                List.of("alex", "ken", "mei", "rin", "sam"),
                                "en",
                                "mei",
                                false),
                        AT));
    }

    @Test
    void each_change_is_told_with_the_whole_meeting_and_the_next_number() {
        MeetingRescheduled rescheduled = (MeetingRescheduled)
                published("meeting-planned.v1", "meeting-rescheduled.v1").orElseThrow();
        assertThat(rescheduled.previously()).isEqualTo(Instant.parse("2026-03-05T13:00:00Z"));
        assertThat(rescheduled.meeting().startsAt()).isEqualTo(Instant.parse("2026-03-06T13:00:00Z"));
        assertThat(rescheduled.meeting().sequence()).isEqualTo(1);

        MeetingChanged changed =
                (MeetingChanged) published("meeting-planned.v1", "meeting-rescheduled.v1", "meeting-changed.v1")
                        .orElseThrow();
        assertThat(changed.added()).containsExactly("hana");
        assertThat(changed.removed()).containsExactly("sam");
        assertThat(changed.meeting().place()).isNull();
        assertThat(changed.meeting().sequence()).isEqualTo(2);

        MeetingCancelled cancelled = (MeetingCancelled)
                published("meeting-planned.v1", "meeting-cancelled.v1").orElseThrow();
        assertThat(cancelled.reason()).isEqualTo("Everything was settled in the comments.");
        assertThat(cancelled.meeting().sequence()).isEqualTo(1);
    }

    @Test
    void what_happens_while_people_meet_is_told_together_with_the_minutes() {
        String[] held = {
            "meeting-planned.v1",
            "meeting-started.v1",
            "attendance-recorded.v1",
            "point-settled.v1",
            "decision-taken.v1"
        };
        for (int count = 2; count <= held.length; count++) {
            assertThat(published(Arrays.copyOf(held, count))).isEmpty();
        }
        String[] ended = Arrays.copyOf(held, held.length + 1);
        ended[held.length] = "meeting-ended.v1";
        MeetingMinutesRecorded told = (MeetingMinutesRecorded) published(ended).orElseThrow();
        assertThat(told.heldAt()).isEqualTo(Instant.parse("2026-03-05T13:01:00Z"));
        assertThat(told.present()).containsExactly("mei");
        assertThat(told.recordedBy()).isEqualTo("alex");
        assertThat(told.outcomes())
                .containsExactly(new MeetingMessage.Outcome(
                        POSTMORTEM, COMMENT, null, "RESOLVED", "The check gets a case for empty values."));
        assertThat(told.decisions()).containsExactly("Deployments of the configuration go through staging.");
    }

    @Test
    void of_a_private_postmortem_the_number_leaves_and_no_title() {
        MeetingPlanned open = (MeetingPlanned) golden("meeting-planned.v1");
        Plan plan = open.plan();
        Plan secret = new Plan(
                List.of(new Subject(POSTMORTEM, "PM-7", "Checkout returns errors", true)),
                plan.slot(),
                plan.place(),
                plan.link(),
                plan.roster(),
                plan.language(),
                plan.organizer(),
                null);

        MeetingScheduled told = (MeetingScheduled)
                publish(List.of(new MeetingPlanned(secret, null, AT))).orElseThrow();
        assertThat(told.meeting().isPrivate()).isTrue();
        assertThat(told.meeting().postmortems().getFirst().title()).isEqualTo("PM-7");
    }

    private static Optional<PublicEvent> published(String... history) {
        return publish(Arrays.stream(history).map(MeetingPublisherTest::golden).toList());
    }

    /** What is published for the last of these events. */
    private static Optional<PublicEvent> publish(List<MeetingEvent> history) {
        EventMetadata metadata = new EventMetadata(UUID.randomUUID(), AT, "mei", UUID.randomUUID(), null, null);
        return new MeetingPublisher()
                .publish(
                        new Recorded<>(ID, history.size(), history.getLast(), metadata),
                        new MeetingDecider().fold(history));
    }

    private static MeetingEvent golden(String name) {
        try {
            return MeetingEventTypes.ALL.read(
                    name, Files.readString(Path.of("src/test/resources/stored-events/" + name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
