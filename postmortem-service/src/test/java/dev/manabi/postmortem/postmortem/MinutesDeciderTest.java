package dev.manabi.postmortem.postmortem;

import static dev.manabi.testkit.DeciderSpec.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.postmortem.postmortem.domain.Minutes;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.RecordMinutes;
import dev.manabi.postmortem.postmortem.domain.PostmortemDecider;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.CommentAdded;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.CommentResolved;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.MinutesRecorded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MinutesDeciderTest {

    private static final UUID ID = UUID.fromString("0195a1c2-0000-7000-8000-0000000000b2");
    private static final UUID MEETING = UUID.fromString("0195a1c2-0000-7000-8000-0000000000f7");
    private static final UUID OPEN = UUID.fromString("0195a1c2-0000-7000-8000-0000000000c1");
    private static final UUID CLOSED = UUID.fromString("0195a1c2-0000-7000-8000-0000000000c2");
    private static final UUID REPLY = UUID.fromString("0195a1c2-0000-7000-8000-0000000000c3");
    private static final UUID UNKNOWN = UUID.fromString("0195a1c2-0000-7000-8000-0000000000c4");
    private static final Instant AT = Instant.parse("2026-03-05T13:44:00Z");

    private final PostmortemDecider decider = new PostmortemDecider();
    private final PostmortemEvent drafted = golden("postmortem-drafted.v1");
    private final PostmortemEvent submitted = golden("postmortem-submitted.v2");
    private final PostmortemEvent accepted = golden("review-accepted.v1");

    @Test
    void minutes_leave_the_reviewed_content_and_its_review_as_they_are() {
        Document before = (Document) decider.fold(List.of(drafted, submitted, accepted));
        Document after = (Document) given(decider, drafted, submitted, accepted)
                .when(new RecordMinutes(ID, minutes(List.of()), AT))
                .state();

        assertThat(after.minutes()).containsExactly(minutes(List.of()));
        assertThat(after.content().hash()).isEqualTo(before.content().hash());
        assertThat(after.contentHash()).isEqualTo(before.contentHash());
        assertThat(after.revision()).isEqualTo(before.revision());
        assertThat(after.status()).isEqualTo(before.status());
        assertThat(after.acceptance()).isEqualTo(before.acceptance());
        assertThat(after.editors()).isEqualTo(before.editors());
    }

    @Test
    void what_the_meeting_resolved_is_closed_and_what_it_deferred_stays_open() {
        List<Minutes.Settled> settled =
                List.of(settled(OPEN, true), settled(CLOSED, true), settled(REPLY, true), settled(UNKNOWN, true));
        given(decider, drafted, comment(OPEN, null), comment(CLOSED, null), resolved(CLOSED), comment(REPLY, OPEN))
                .when(new RecordMinutes(ID, minutes(settled), AT))
                .then(
                        new MinutesRecorded(minutes(settled), AT),
                        new CommentResolved(OPEN, "We add a case.", "alex", AT));

        List<Minutes.Settled> deferred = List.of(settled(OPEN, false));
        given(decider, drafted, comment(OPEN, null))
                .when(new RecordMinutes(ID, minutes(deferred), AT))
                .then(new MinutesRecorded(minutes(deferred), AT));
    }

    @Test
    void the_minutes_of_a_meeting_are_recorded_once_and_never_changed() {
        Minutes other = new Minutes(MEETING, AT, "Something else", "rin", List.of(), List.of(), List.of());
        given(decider, drafted, new MinutesRecorded(minutes(List.of()), AT))
                .when(new RecordMinutes(ID, other, AT))
                .thenNothing();
    }

    @Test
    void a_postmortem_that_is_not_there_has_no_minutes() {
        given(decider).when(new RecordMinutes(ID, minutes(List.of()), AT)).thenRefused(NotFound.class);
    }

    private static Minutes minutes(List<Minutes.Settled> settled) {
        return new Minutes(MEETING, AT, "We add a case.", "alex", List.of("alex", "rin"), List.of("Staging"), settled);
    }

    private static Minutes.Settled settled(UUID comment, boolean resolved) {
        return new Minutes.Settled(comment, null, resolved, "We add a case.");
    }

    private static CommentAdded comment(UUID id, UUID inReplyTo) {
        return new CommentAdded(id, inReplyTo, "summary", null, null, null, List.of(), "Why?", "ken", AT);
    }

    private static CommentResolved resolved(UUID id) {
        return new CommentResolved(id, null, "mei", AT);
    }

    private static PostmortemEvent golden(String name) {
        try {
            return PostmortemEventTypes.ALL.read(
                    name, Files.readString(Path.of("src/test/resources/stored-events/" + name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
