package dev.manabi.notification.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.contracts.MeetingMessage;
import dev.manabi.contracts.MeetingMessage.Meeting;
import dev.manabi.contracts.MeetingMessage.MeetingCancelled;
import dev.manabi.contracts.MeetingMessage.MeetingChanged;
import dev.manabi.contracts.MeetingMessage.MeetingMinutesRecorded;
import dev.manabi.contracts.MeetingMessage.MeetingRescheduled;
import dev.manabi.contracts.MeetingMessage.MeetingScheduled;
import dev.manabi.contracts.MeetingMessage.Subject;
import dev.manabi.notification.announcement.Announcement.Kind;
import dev.manabi.notification.delivery.domain.Invitation;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeetingAnnouncementsTest {

    private static final UUID ID = UUID.fromString("019cd5a7-3b1e-7f40-8c2d-6e9a0b4d7f15");
    private static final Instant AT = Instant.parse("2026-03-05T13:00:00Z");

    private final Texts texts = new Texts(URI.create("https://manabi.example/"));

    @ParameterizedTest
    @EnumSource
    void every_announcement_is_written_in_every_language_with_words_that_it_knows(Language language) {
        Set<Kind> seen = new HashSet<>();
        all(false).stream()
                .flatMap(event -> MeetingAnnouncements.of(event).stream())
                .forEach(one -> {
                    seen.add(one.kind());
                    Texts.Text text = texts.text(language.code(), one.kind().template());
                    Set<String> known = new HashSet<>(one.facts().keySet());
                    assertThat(known).containsAll(text.subject().placeholders());
                    known.addAll(one.named().keySet());
                    known.addAll(Set.of("link", "home", "greeting"));
                    assertThat(known).containsAll(text.chat().placeholders());
                    assertThat(known).containsAll(text.mail().placeholders());
                    assertThat(text.subject().placeholders()).contains("number", "title");
                    assertThat(text.mail().placeholders()).contains("greeting", "number", "title", "link");
                });
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Kind.values())
                        .filter(kind -> kind.name().startsWith("MEETING_"))
                        .toList());
    }

    @Test
    void the_room_hears_of_each_event_once_and_of_a_private_meeting_never() {
        assertThat(all(false))
                .allSatisfy(event -> assertThat(MeetingAnnouncements.of(event))
                        .filteredOn(Announcement::room)
                        .hasSize(1));
        assertThat(all(true))
                .allSatisfy(event -> assertThat(MeetingAnnouncements.of(event))
                        .noneMatch(Announcement::room)
                        .allMatch(Announcement::confidential));
    }

    @Test
    void nobody_gets_two_mails_of_one_event() {
        assertThat(all(false))
                .allSatisfy(event -> assertThat(MeetingAnnouncements.of(event).stream()
                                .flatMap(one -> one.people().stream())
                                .toList())
                        .doesNotHaveDuplicates()
                        .isNotEmpty());
    }

    @Test
    void everything_but_the_minutes_brings_an_entry_for_the_calendar() {
        List<Invitation.Kind> kinds = all(false).stream()
                .flatMap(event -> MeetingAnnouncements.of(event).stream())
                .map(Announcement::invitation)
                .filter(Objects::nonNull)
                .map(Invitation::kind)
                .toList();
        assertThat(kinds).hasSize(6).filteredOn(Invitation.Kind.CANCEL::equals).hasSize(2);
    }

    @Test
    void a_zone_that_is_not_known_here_is_told_in_utc() {
        Announcement told = MeetingAnnouncements.of(new MeetingScheduled(ID, meeting("Europe/Atlantis", false), AT))
                .getFirst();
        assertThat(told.facts()).containsEntry("start", "2026-03-05 13:00 UTC");
    }

    private static List<MeetingMessage> all(boolean isPrivate) {
        Meeting meeting = meeting("Europe/Berlin", isPrivate);
        return List.of(
                new MeetingScheduled(ID, meeting, AT),
                new MeetingRescheduled(ID, meeting, AT, AT),
                new MeetingChanged(ID, meeting, List.of("ken"), List.of("sam"), AT),
                new MeetingCancelled(ID, meeting, "Settled", "mei", AT),
                new MeetingMinutesRecorded(
                        ID, meeting, AT, AT, List.of("mei"), "We add a case.", "alex", List.of(), List.of()));
    }

    private static Meeting meeting(String zone, boolean isPrivate) {
        return new Meeting(
                0,
                List.of(new Subject(UUID.randomUUID(), "PM-7", isPrivate ? "PM-7" : "Checkout returns errors")),
                AT,
                45,
                zone,
                "Room 3",
                "https://meet.example/pm-7",
                "rin",
                "alex",
                List.of("alex", "ken", "mei", "rin"),
                "en",
                "mei",
                isPrivate);
    }
}
