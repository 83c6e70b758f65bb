package dev.manabi.notification.announcement;

import static dev.manabi.notification.announcement.Announcement.Kind.ACTION_ITEM_ESCALATED;
import static dev.manabi.notification.announcement.Announcement.Kind.ACTION_ITEM_OVERDUE;
import static dev.manabi.notification.announcement.Announcement.Kind.ACTION_ITEM_REMINDED;
import static dev.manabi.notification.announcement.Announcement.Kind.DECISION_MISSING;
import static dev.manabi.notification.announcement.Announcement.Kind.POSTMORTEM_DRAFTED;
import static dev.manabi.notification.announcement.Announcement.Kind.POSTMORTEM_ESCALATED;
import static dev.manabi.notification.announcement.Announcement.Kind.POSTMORTEM_OVERDUE;
import static dev.manabi.notification.announcement.Announcement.Kind.POSTMORTEM_PUBLISHED;
import static dev.manabi.notification.announcement.Announcement.Kind.RECURRENCE_SUSPECTED;
import static dev.manabi.notification.announcement.Announcement.Kind.REVIEW_ASSIGNED;
import static dev.manabi.notification.announcement.Announcement.Kind.REVIEW_CHANGES_REQUESTED;
import static dev.manabi.notification.announcement.Announcement.Kind.REVIEW_ESCALATED;
import static dev.manabi.notification.announcement.Announcement.Kind.REVIEW_LATE;
import static dev.manabi.notification.announcement.Announcement.Kind.REVIEW_MISSING;
import static dev.manabi.notification.announcement.Announcement.Kind.REVIEW_OVERDUE;
import static dev.manabi.notification.announcement.Announcement.Kind.REVIEW_RESUMED;
import static dev.manabi.notification.announcement.Announcement.Kind.REVIEW_SHORT_OF_REVIEWERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.contracts.IncidentMessage;
import dev.manabi.contracts.IncidentMessage.IncidentDecisionMissed;
import dev.manabi.contracts.PostmortemMessage;
import dev.manabi.contracts.PostmortemMessage.PostmortemOverdue;
import dev.manabi.contracts.PostmortemMessage.PostmortemReviewMissed;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.contracts.ReviewMessage;
import dev.manabi.notification.announcement.Announcement.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnnouncementsTest {

    private static final Directory DIRECTORY = new Responsible("hana", "rika", "ren", "lea");

    private final Events events = Events.open();

    static Stream<Arguments> whoIsTold() {
        Events events = Events.open();
        return Stream.of(
                Arguments.of(events.drafted("mei"), POSTMORTEM_DRAFTED, List.of("mei"), false),
                Arguments.of(events.published("Errors."), POSTMORTEM_PUBLISHED, List.of(), true),
                Arguments.of(events.overdue(), POSTMORTEM_OVERDUE, List.of("mei"), false),
                Arguments.of(events.postmortemEscalated("LEAD"), POSTMORTEM_ESCALATED, List.of("mei", "ren"), false),
                Arguments.of(
                        events.postmortemEscalated("MANAGER"), POSTMORTEM_ESCALATED, List.of("mei", "hana"), false),
                Arguments.of(events.actionItemReminded(), ACTION_ITEM_REMINDED, List.of("sam"), false),
                Arguments.of(events.actionItemOverdue(), ACTION_ITEM_OVERDUE, List.of("sam"), false),
                Arguments.of(events.actionItemEscalated("LEAD"), ACTION_ITEM_ESCALATED, List.of("sam", "lea"), false),
                Arguments.of(
                        events.actionItemEscalated("MANAGER"), ACTION_ITEM_ESCALATED, List.of("sam", "rika"), false),
                Arguments.of(events.recurrence("alex"), RECURRENCE_SUSPECTED, List.of("mei", "alex"), false),
                Arguments.of(events.recurrence(null), RECURRENCE_SUSPECTED, List.of("mei", "ren"), false),
                Arguments.of(events.assigned(List.of("alex")), REVIEW_ASSIGNED, List.of("alex"), false),
                Arguments.of(events.assigned(List.of()), REVIEW_RESUMED, List.of("ken", "alex"), false),
                Arguments.of(events.changesRequested("Why?"), REVIEW_CHANGES_REQUESTED, List.of("mei"), false),
                Arguments.of(events.reviewOverdue(), REVIEW_OVERDUE, List.of("ken", "alex"), false),
                Arguments.of(events.escalated("TOO_FEW_TO_ASK"), REVIEW_SHORT_OF_REVIEWERS, List.of("hana"), false),
                Arguments.of(events.escalated("LATE_FOR_LEAD"), REVIEW_LATE, List.of("hana"), false),
                Arguments.of(events.escalated("LATE_FOR_MANAGERS"), REVIEW_LATE, List.of("hana"), false),
                Arguments.of(events.escalated(null), REVIEW_ESCALATED, List.of("hana"), false),
                Arguments.of(events.escalated(), REVIEW_ESCALATED, List.of("hana"), false));
    }

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource("whoIsTold")
    void each_event_is_told_to_those_whom_it_concerns_and_once_in_the_room(
            PublicEvent event, Kind kind, List<String> people, boolean audience) {
        Announcement announcement = of(event).orElseThrow();
        assertThat(announcement.kind()).isEqualTo(kind);
        assertThat(announcement.people()).isEqualTo(people);
        assertThat(announcement.audience()).isEqualTo(audience);
        assertThat(announcement.room()).isTrue();
        assertThat(announcement.confidential()).isFalse();
    }

    @Test
    void steps_on_the_way_are_not_announced() {
        assertThat(of(events.decided())).isEmpty();
        assertThat(of(events.submitted())).isEmpty();
        assertThat(of(events.accepted())).isEmpty();
    }

    @Test
    void a_private_postmortem_reaches_neither_the_room_nor_the_list_nor_managers_who_are_not_named() {
        for (PublicEvent event : Events.confidential().all()) {
            if (event instanceof IncidentMessage) {
                continue; // no incident is private
            }
            of(event).ifPresent(announcement -> {
                assertThat(announcement.room()).as(announcement.kind().name()).isFalse();
                assertThat(announcement.audience()).isFalse();
                assertThat(announcement.confidential()).isTrue();
                if (!Set.of(REVIEW_ESCALATED, REVIEW_SHORT_OF_REVIEWERS, REVIEW_LATE, REVIEW_MISSING, DECISION_MISSING)
                        .contains(announcement.kind())) {
                    assertThat(announcement.people()).doesNotContain("hana", "rika", "ren", "lea");
                }
            });
        }
    }

    @Test
    void whoever_is_invited_to_read_hears_of_it_alone() {
        Announcement announcement = of(events.invited("You know it.")).orElseThrow();
        assertThat(announcement.people()).containsExactly("sam");
        assertThat(announcement.room()).isFalse();
        assertThat(announcement.audience()).isFalse();
        assertThat(announcement.facts()).containsEntry("reason", "You know it.");
    }

    @Test
    void what_was_asked_for_in_vain_is_told_to_the_managers_once() {
        IncidentDecisionMissed decision = new IncidentDecisionMissed(
                UUID.randomUUID(), "INC-3", "Errors", "storefront", UUID.randomUUID(), Instant.EPOCH, 1, null);
        PostmortemReviewMissed review = new PostmortemReviewMissed(
                UUID.randomUUID(),
                "PM-7",
                "PM-7",
                "storefront",
                1,
                "abc",
                UUID.randomUUID(),
                Instant.EPOCH,
                1,
                null,
                true);
        for (int asked : List.of(1, 2, 4)) {
            assertThat(of(decision.asked(asked))).isEmpty();
            assertThat(of(review.asked(asked))).isEmpty();
        }
        assertThat(of(decision.asked(3).answered(Instant.EPOCH))).isEmpty();
        Announcement undecided = of(decision.asked(3)).orElseThrow();
        assertThat(undecided.kind()).isEqualTo(DECISION_MISSING);
        assertThat(undecided.people()).containsExactly("hana");
        assertThat(undecided.room()).isTrue();
        Announcement unreviewed = of(review.asked(3)).orElseThrow();
        assertThat(unreviewed.kind()).isEqualTo(REVIEW_MISSING);
        assertThat(unreviewed.people()).containsExactly("hana");
        assertThat(unreviewed.room()).isFalse();
    }

    @Test
    void without_an_owner_the_room_still_hears_of_a_draft() {
        Announcement announcement = of(events.drafted(null)).orElseThrow();
        assertThat(announcement.people()).isEmpty();
        assertThat(announcement.room()).isTrue();
    }

    @Test
    void nobody_is_told_the_same_twice() {
        Directory theOwnerHerself = new Responsible("mei", "mei", "mei", "mei");
        assertThat(Announcements.of(events.postmortemEscalated("LEAD"), theOwnerHerself)
                        .orElseThrow()
                        .people())
                .containsExactly("mei");
    }

    @Test
    void what_nobody_owns_is_told_to_a_manager_at_once() {
        PostmortemOverdue nobodys = new PostmortemOverdue(
                UUID.randomUUID(), "PM-7", "Errors", null, "storefront", "DRAFT", Instant.EPOCH, false);
        assertThat(of(nobodys).orElseThrow().people()).containsExactly("hana");
    }

    @Test
    void words_of_others_stay_in_their_line() {
        Events hostile = new Events("PM-7", "Errors\r\nBcc: everybody@example.com\u0000\u2028now\u202e", false);
        for (PublicEvent event : hostile.all()) {
            of(event)
                    .ifPresent(announcement -> assertThat(announcement.facts().get("title"))
                            .isEqualTo("Errors Bcc: everybody@example.com now"));
        }
        assertThat(of(events.published("One\r\nTwo\u0007")).orElseThrow().facts())
                .containsEntry("summary", "One\nTwo");
    }

    @Test
    void what_is_too_long_is_cut_between_characters() {
        Events endless = new Events("PM-7", "障害🔥".repeat(200), false);
        String title = of(endless.drafted("mei")).orElseThrow().facts().get("title");
        assertThat(title.codePointCount(0, title.length())).isEqualTo(200);
        assertThat(title).endsWith("…");
        assertThat(Character.isHighSurrogate(title.charAt(title.length() - 2))).isFalse();
    }

    private static Optional<Announcement> of(PublicEvent event) {
        return switch (event) {
            case PostmortemMessage postmortem -> Announcements.of(postmortem, DIRECTORY);
            case IncidentMessage incident -> Announcements.of(incident, DIRECTORY);
            default -> Announcements.of((ReviewMessage) event, DIRECTORY);
        };
    }
}
