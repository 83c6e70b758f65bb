package dev.manabi.postmortem.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.contracts.EventContract;
import dev.manabi.contracts.PostmortemMessage;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.EventMetadata;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemDecider;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One story, told by the golden files of the stored events; what of it the world hears. */
class PostmortemPublisherTest {

    private static final UUID POSTMORTEM = UUID.fromString("0195a1c2-0000-7000-8000-0000000000b2");
    private static final UUID INCIDENT = UUID.fromString("0195a1c2-0000-7000-8000-0000000000a1");
    private static final UUID ITEM = UUID.fromString("0195a1c2-0000-7000-8000-0000000000e5");
    private static final Instant AT = Instant.parse("2026-03-02T11:30:00.123456Z");
    private static final String HASH = "0d1f2a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7";
    private static final List<String> STORY = List.of(
            "postmortem-imported.v1",
            "postmortem-drafted.v1",
            "section-edited.v2",
            "text-changed.v1",
            "title-changed.v1",
            "owner-assigned.v1",
            "action-item-added.v1",
            "action-item-changed.v1",
            "action-item-status-changed.v2",
            "action-item-became-overdue.v1",
            "postmortem-submitted.v3",
            "changes-requested.v1",
            "postmortem-became-overdue.v1",
            "review-outcome-ignored.v1",
            "review-accepted.v1",
            "review-lapsed.v1",
            "postmortem-published.v1",
            "action-item-replanned.v1",
            "action-item-reminded.v1",
            "action-item-escalated.v1",
            "postmortem-escalated.v1",
            "action-item-removed.v1",
            "comment-added.v2",
            "suggestion-accepted.v1",
            "comment-resolved.v1",
            "comment-reopened.v1",
            "minutes-recorded.v1",
            "finding-dismissed.v1",
            "dismissal-withdrawn.v1",
            "classified.v1",
            "incident-text-taken.v2",
            "incident-text-declined.v1",
            "audience-changed.v1",
            "deadlines-suspended.v1",
            "deadlines-resumed.v1");

    private final PostmortemDecider decider = new PostmortemDecider();
    private final PostmortemPublisher publisher = new PostmortemPublisher();

    @Test
    void the_world_hears_of_drafts_submissions_their_lapse_publications_and_lateness_and_of_nothing_else() {
        assertThat(PostmortemEventTypes.ALL.storedNames()).containsAll(STORY);
        assertThat(STORY).hasSameSizeAs(PostmortemEventTypes.ALL.shapes());
        assertThat(told())
                .extracting(event -> EventContract.of(event).type())
                .containsExactly(
                        "manabi.postmortem.drafted.v1",
                        "manabi.action-item.updated.v1",
                        "manabi.action-item.overdue.v1",
                        "manabi.postmortem.submitted.v1",
                        "manabi.postmortem.overdue.v1",
                        "manabi.postmortem.submission-lapsed.v1",
                        "manabi.postmortem.published.v1",
                        "manabi.action-item.updated.v1",
                        "manabi.action-item.reminded.v1",
                        "manabi.action-item.escalated.v1",
                        "manabi.postmortem.escalated.v1",
                        "manabi.comment.added.v1",
                        "manabi.comment.resolved.v1",
                        "manabi.comment.resolved.v1",
                        "manabi.comment.reopened.v1");
        assertThat(told()).extracting(PublicEvent::key).containsOnly(POSTMORTEM.toString());
    }

    @Test
    void a_draft_is_told_with_everybody_who_should_write() {
        assertThat(told(0))
                .isEqualTo(new PostmortemMessage.PostmortemDrafted(
                        POSTMORTEM,
                        "PM-7",
                        INCIDENT,
                        "INC-12",
                        "Card payments fail",
                        "SEV1",
                        "mei",
                        List.of("alex", "sam"),
                        "storefront",
                        List.of("checkout", "payments"),
                        "en",
                        Instant.parse("2026-03-09T11:30:00Z"),
                        false));
    }

    @Test
    void what_is_told_of_an_action_item_is_how_it_now_stands() {
        assertThat(told(2))
                .isEqualTo(new PostmortemMessage.ActionItemOverdue(
                        ITEM,
                        POSTMORTEM,
                        "PM-7",
                        "Alert on the error rate",
                        "alex",
                        "P1",
                        Instant.parse("2026-03-17T11:30:00Z"),
                        false));
    }

    @Test
    void a_submission_is_told_with_what_a_review_is_bound_to() {
        PostmortemMessage.PostmortemSubmitted submitted = (PostmortemMessage.PostmortemSubmitted) told(3);
        assertThat(submitted.parts())
                .extracting(PostmortemMessage.Part::key)
                .startsWith("TITLE")
                .contains("summary", "lucky")
                .endsWith("ACTION_ITEMS", "CLASSIFICATION")
                .doesNotHaveDuplicates();
        assertThat(submitted)
                .isEqualTo(new PostmortemMessage.PostmortemSubmitted(
                        POSTMORTEM,
                        "PM-7",
                        INCIDENT,
                        "Cards were declined for 47 minutes",
                        "SEV1",
                        "alex",
                        List.of("alex", "mei"),
                        "storefront",
                        List.of("checkout", "payments"),
                        5,
                        HASH,
                        AT,
                        Instant.parse("2026-03-04T11:30:00Z"),
                        false,
                        new PostmortemMessage.ReviewRule(2, 1, true),
                        submitted.parts(),
                        List.of(new PostmortemMessage.Hint(
                                "LANGUAGE", "l1-counterfactual", "root-cause", null, true))));
    }

    @Test
    void a_comment_is_told_with_its_text_and_whoever_is_named_in_it() {
        assertThat(told(11))
                .isEqualTo(new PostmortemMessage.CommentAdded(
                        UUID.fromString("0195a1c2-0000-7000-8000-0000000000c1"),
                        POSTMORTEM,
                        "PM-7",
                        null,
                        "summary",
                        "Say what it was, @mei?",
                        "ken",
                        List.of("mei"),
                        AT,
                        false));
    }

    @Test
    void lateness_is_told_to_whoever_owns_it_now() {
        assertThat(told(4))
                .isEqualTo(new PostmortemMessage.PostmortemOverdue(
                        POSTMORTEM,
                        "PM-7",
                        "Cards were declined for 47 minutes",
                        "alex",
                        "storefront",
                        "IN_REVIEW",
                        Instant.parse("2026-03-09T11:30:00Z"),
                        false));
    }

    @Test
    void an_escalation_names_the_owner_of_now_and_says_whose_help_is_wanted() {
        assertThat(told(9))
                .isEqualTo(new PostmortemMessage.ActionItemEscalated(
                        ITEM,
                        POSTMORTEM,
                        "PM-7",
                        "Alert on the error rate",
                        "sam",
                        "storefront",
                        "P1",
                        Instant.parse("2026-02-20T11:30:00Z"),
                        "LEAD",
                        false));
    }

    @Test
    void a_publication_is_told_with_its_summary() {
        assertThat(told(6))
                .isEqualTo(new PostmortemMessage.PostmortemPublished(
                        POSTMORTEM,
                        "PM-7",
                        INCIDENT,
                        "INC-12",
                        "Cards were declined for 47 minutes",
                        "SEV1",
                        "INC-12 was a SEV1 incident of checkout, payments.",
                        "alex",
                        "storefront",
                        5,
                        HASH,
                        1,
                        AT,
                        false));
    }

    private PublicEvent told(int nth) {
        return told().get(nth);
    }

    private List<PublicEvent> told() {
        List<PublicEvent> told = new ArrayList<>();
        Postmortem state = decider.initial();
        long version = 0;
        for (String name : STORY) {
            PostmortemEvent event = PostmortemEventTypes.ALL.read(name, golden(name));
            state = decider.evolve(state, event);
            EventMetadata metadata = new EventMetadata(UUID.randomUUID(), AT, "mei", UUID.randomUUID(), null, null);
            Optional<PublicEvent> message =
                    publisher.publish(new Recorded<>(POSTMORTEM, ++version, event, metadata), state);
            message.ifPresent(told::add);
        }
        return told;
    }

    private static String golden(String name) {
        try {
            return Files.readString(Path.of("src/test/resources/stored-events/" + name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
