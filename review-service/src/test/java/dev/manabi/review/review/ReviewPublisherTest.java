package dev.manabi.review.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.contracts.PublicEvent;
import dev.manabi.contracts.ReviewMessage;
import dev.manabi.eventsourcing.EventMetadata;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.review.review.domain.Criteria;
import dev.manabi.review.review.domain.Escalation;
import dev.manabi.review.review.domain.Requirement;
import dev.manabi.review.review.domain.Review;
import dev.manabi.review.review.domain.ReviewDecider;
import dev.manabi.review.review.domain.ReviewEvent;
import dev.manabi.review.review.domain.ReviewEvent.ChangesRequested;
import dev.manabi.review.review.domain.ReviewEvent.ReadersInvited;
import dev.manabi.review.review.domain.ReviewEvent.ReviewAccepted;
import dev.manabi.review.review.domain.ReviewEvent.ReviewBecameOverdue;
import dev.manabi.review.review.domain.ReviewEvent.ReviewEscalated;
import dev.manabi.review.review.domain.ReviewEvent.ReviewHandedOn;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerAccepted;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerReplaced;
import dev.manabi.review.review.domain.ReviewEvent.ReviewersAssigned;
import dev.manabi.review.review.domain.ReviewEvent.RoundOpened;
import dev.manabi.review.review.domain.ReviewEvent.VerdictGiven;
import dev.manabi.review.review.domain.Reviewer;
import dev.manabi.review.review.domain.Submission;
import dev.manabi.review.review.domain.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReviewPublisherTest {

    private static final UUID ID = UUID.fromString("019b2f00-0000-7000-8000-000000000001");
    private static final UUID POSTMORTEM = UUID.fromString("019b2f00-0000-7000-8000-0000000000aa");
    private static final Instant T0 = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant DUE = Instant.parse("2026-03-05T09:00:00Z");
    private static final Reviewer KEN = new Reviewer("ken", true, "storefront");
    private static final Reviewer ALEX = new Reviewer("alex", false, "storefront");
    private static final List<ReviewMessage.Reviewer> BOTH =
            List.of(new ReviewMessage.Reviewer("ken", true), new ReviewMessage.Reviewer("alex", false));
    private static final RoundOpened OPENED = new RoundOpened(
            1,
            new Submission(
                    POSTMORTEM,
                    "PM-7",
                    "Checkout returns errors",
                    "mei",
                    List.of("mei", "sam"),
                    "storefront",
                    3,
                    "abc",
                    T0,
                    DUE,
                    true,
                    Requirement.USUAL,
                    null,
                    List.of()),
            new Criteria("founding-document", 1, List.of("impact")),
            null,
            List.of(),
            T0);
    private static final ReviewersAssigned ASSIGNED =
            new ReviewersAssigned(List.of(KEN, ALEX), List.of("ken", "alex"), T0);

    @Test
    void opening_a_round_is_told_by_whom_is_asked() {
        assertThat(published(OPENED)).isEmpty();
        assertThat(published(OPENED, ASSIGNED))
                .contains(new ReviewMessage.ReviewAssigned(
                        ID,
                        POSTMORTEM,
                        "PM-7",
                        "Checkout returns errors",
                        "mei",
                        3,
                        "abc",
                        BOTH,
                        List.of("ken", "alex"),
                        DUE,
                        true));
    }

    @Test
    void a_replacement_tells_all_reviewers_and_who_is_new() {
        assertThat(published(
                        OPENED,
                        ASSIGNED,
                        new ReviewerReplaced("alex", new Reviewer("rin", true, "platform"), "Away", "ken", T0)))
                .contains(new ReviewMessage.ReviewAssigned(
                        ID,
                        POSTMORTEM,
                        "PM-7",
                        "Checkout returns errors",
                        "mei",
                        3,
                        "abc",
                        List.of(new ReviewMessage.Reviewer("ken", true), new ReviewMessage.Reviewer("rin", true)),
                        List.of("rin"),
                        DUE,
                        true));
    }

    @Test
    void an_escalation_names_the_managers() {
        assertThat(published(OPENED, new ReviewEscalated(List.of("hana"), Escalation.NOBODY_TO_ASK, "Nobody", T0)))
                .contains(new ReviewMessage.ReviewEscalated(
                        ID,
                        POSTMORTEM,
                        "PM-7",
                        "Checkout returns errors",
                        "mei",
                        List.of("hana"),
                        "Nobody",
                        T0,
                        true,
                        "NOBODY_TO_ASK"));
    }

    @Test
    void whoever_is_asked_because_it_is_late_hears_until_when() {
        Instant later = DUE.plusSeconds(60);
        assertThat(published(
                        OPENED,
                        ASSIGNED,
                        new ReviewHandedOn(
                                List.of("alex"),
                                List.of(KEN, new Reviewer("rin", true, "platform")),
                                List.of("rin"),
                                later,
                                DUE)))
                .contains(new ReviewMessage.ReviewAssigned(
                        ID,
                        POSTMORTEM,
                        "PM-7",
                        "Checkout returns errors",
                        "mei",
                        3,
                        "abc",
                        List.of(new ReviewMessage.Reviewer("ken", true), new ReviewMessage.Reviewer("rin", true)),
                        List.of("rin"),
                        later,
                        true));
    }

    @Test
    void an_invitation_names_those_who_are_asked_to_read() {
        assertThat(published(OPENED, ASSIGNED, new ReadersInvited(List.of("leo"), "You know it", "mei", T0)))
                .contains(new ReviewMessage.ReviewReadersInvited(
                        ID,
                        POSTMORTEM,
                        "PM-7",
                        "Checkout returns errors",
                        "mei",
                        3,
                        List.of("leo"),
                        "You know it",
                        "mei",
                        T0,
                        true));
    }

    @Test
    void verdicts_and_single_acceptances_stay_inside() {
        assertThat(published(OPENED, ASSIGNED, new VerdictGiven("impact", Verdict.PASS, null, "ken", T0)))
                .isEmpty();
        assertThat(published(OPENED, ASSIGNED, new ReviewerAccepted(ALEX, null, T0)))
                .isEmpty();
    }

    @Test
    void acceptance_names_the_content_its_authors_and_everybody_who_accepted() {
        assertThat(published(OPENED, ASSIGNED, new ReviewAccepted(List.of(KEN, ALEX), T0)))
                .contains(new ReviewMessage.ReviewAccepted(
                        ID, POSTMORTEM, "PM-7", 3, "abc", List.of("mei", "sam"), BOTH, T0));
    }

    @Test
    void requested_changes_name_the_reason_and_the_failed_criteria() {
        assertThat(published(OPENED, ASSIGNED, new ChangesRequested("ken", "Dig deeper", List.of("impact"), T0)))
                .contains(new ReviewMessage.ReviewChangesRequested(
                        ID,
                        POSTMORTEM,
                        "PM-7",
                        "Checkout returns errors",
                        "mei",
                        3,
                        "abc",
                        "ken",
                        "Dig deeper",
                        List.of("impact"),
                        T0,
                        true));
    }

    @Test
    void a_missed_deadline_names_those_who_are_waited_for() {
        assertThat(published(OPENED, ASSIGNED, new ReviewBecameOverdue(DUE, DUE)))
                .contains(new ReviewMessage.ReviewOverdue(
                        ID, POSTMORTEM, "PM-7", "Checkout returns errors", "mei", BOTH, DUE, true));
    }

    /** What is published for the last of these events. */
    private static Optional<PublicEvent> published(ReviewEvent... history) {
        Review after = new ReviewDecider().fold(List.of(history));
        List<ReviewEvent> events = new ArrayList<>(List.of(history));
        EventMetadata metadata = new EventMetadata(UUID.randomUUID(), T0, "ken", UUID.randomUUID(), null, null);
        return new ReviewPublisher().publish(new Recorded<>(ID, events.size(), events.getLast(), metadata), after);
    }
}
