package dev.manabi.review.review.domain;

import static dev.manabi.review.review.domain.ReviewRule.CONTENT_CHANGED;
import static dev.manabi.review.review.domain.ReviewRule.CRITERION_FAILED;
import static dev.manabi.review.review.domain.ReviewRule.REVIEWER_ALREADY_ASSIGNED;
import static dev.manabi.review.review.domain.ReviewRule.REVIEWER_AWAY;
import static dev.manabi.review.review.domain.ReviewRule.REVIEWER_IS_AUTHOR;
import static dev.manabi.review.review.domain.ReviewRule.REVIEWER_NOT_ASSIGNED;
import static dev.manabi.review.review.domain.ReviewRule.REVIEW_NOT_WAITING;
import static dev.manabi.review.review.domain.ReviewRule.SENIOR_REQUIRED;
import static dev.manabi.review.review.domain.ReviewRule.VERDICT_MISSING;
import static dev.manabi.review.review.domain.Reviews.ALEX;
import static dev.manabi.review.review.domain.Reviews.CRITERIA;
import static dev.manabi.review.review.domain.Reviews.DUE;
import static dev.manabi.review.review.domain.Reviews.FIRST;
import static dev.manabi.review.review.domain.Reviews.ID;
import static dev.manabi.review.review.domain.Reviews.KEN;
import static dev.manabi.review.review.domain.Reviews.MEI;
import static dev.manabi.review.review.domain.Reviews.RIN;
import static dev.manabi.review.review.domain.Reviews.SAM;
import static dev.manabi.review.review.domain.Reviews.SECOND;
import static dev.manabi.review.review.domain.Reviews.T0;
import static dev.manabi.review.review.domain.Reviews.T1;
import static dev.manabi.review.review.domain.Reviews.pool;
import static dev.manabi.review.review.domain.Reviews.submission;
import static dev.manabi.review.review.domain.Verdict.FAIL;
import static dev.manabi.review.review.domain.Verdict.NOT_APPLICABLE;
import static dev.manabi.review.review.domain.Verdict.PASS;
import static dev.manabi.testkit.DeciderSpec.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manabi.eventsourcing.DomainException;
import dev.manabi.eventsourcing.DomainException.NotAllowed;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.review.review.domain.ReviewCommand.AcceptReview;
import dev.manabi.review.review.domain.ReviewCommand.AssignReviewers;
import dev.manabi.review.review.domain.ReviewCommand.ChangeRequirement;
import dev.manabi.review.review.domain.ReviewCommand.DeclineReview;
import dev.manabi.review.review.domain.ReviewCommand.GiveVerdict;
import dev.manabi.review.review.domain.ReviewCommand.InviteReaders;
import dev.manabi.review.review.domain.ReviewCommand.LapseRevision;
import dev.manabi.review.review.domain.ReviewCommand.NoticeOverdue;
import dev.manabi.review.review.domain.ReviewCommand.Reassign;
import dev.manabi.review.review.domain.ReviewCommand.RequestChanges;
import dev.manabi.review.review.domain.ReviewCommand.ReviewRevision;
import dev.manabi.review.review.domain.ReviewEvent.ChangesRequested;
import dev.manabi.review.review.domain.ReviewEvent.ReadersInvited;
import dev.manabi.review.review.domain.ReviewEvent.RequirementChanged;
import dev.manabi.review.review.domain.ReviewEvent.ReviewAccepted;
import dev.manabi.review.review.domain.ReviewEvent.ReviewBecameOverdue;
import dev.manabi.review.review.domain.ReviewEvent.ReviewEscalated;
import dev.manabi.review.review.domain.ReviewEvent.ReviewHandedOn;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerAccepted;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerDeclined;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerReplaced;
import dev.manabi.review.review.domain.ReviewEvent.ReviewersAssigned;
import dev.manabi.review.review.domain.ReviewEvent.RoundLapsed;
import dev.manabi.review.review.domain.ReviewEvent.RoundOpened;
import dev.manabi.review.review.domain.ReviewEvent.VerdictGiven;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewDeciderTest {

    private static final Reviewer SENIOR = new Reviewer("ken", true, "storefront");
    private static final Reviewer JUNIOR = new Reviewer("alex", false, "storefront");
    private static final RoundOpened OPENED = opened(1, FIRST, T0);
    private static final ReviewersAssigned ASSIGNED =
            new ReviewersAssigned(List.of(SENIOR, JUNIOR), List.of("ken", "alex"), T0);
    private static final ReviewEscalated ESCALATED =
            new ReviewEscalated(List.of("hana"), Escalation.NOBODY_TO_ASK, ReviewerRules.NOBODY_ELIGIBLE, T0);

    private static final Duration DAY = Duration.ofDays(1);
    private static final Map<String, List<String>> ABOUT = Map.of("impact", List.of("impact"));

    private final ReviewDecider decider = new ReviewDecider();

    @Nested
    class A_submission {

        @Test
        void opens_the_first_round_and_asks_a_senior_first() {
            given(decider).when(submitted(FIRST, KEN, ALEX, MEI, SAM)).then(OPENED, ASSIGNED);
        }

        @Test
        void escalates_where_nobody_senior_may_be_asked() {
            given(decider).when(submitted(FIRST, MEI, ALEX)).then(OPENED, ESCALATED);
        }

        @Test
        void told_twice_changes_nothing() {
            given(decider, OPENED, ASSIGNED)
                    .when(submitted(FIRST, KEN, ALEX, RIN))
                    .thenNothing();
        }

        @Test
        void told_after_a_later_one_changes_nothing() {
            given(decider, opened(1, SECOND, T0), ASSIGNED)
                    .when(submitted(FIRST, KEN, ALEX))
                    .thenNothing();
        }

        @Test
        void of_the_next_revision_opens_a_round_for_the_same_reviewers() {
            given(decider, OPENED, ASSIGNED, new ChangesRequested("ken", "Dig deeper", List.of("cause"), T1))
                    .when(submitted(SECOND, KEN, ALEX, RIN))
                    .then(opened(2, SECOND, T0), new ReviewersAssigned(List.of(SENIOR, JUNIOR), List.of(), T0));
        }

        @Test
        void of_another_content_after_acceptance_opens_a_round() {
            given(decider, accepted())
                    .when(submitted(SECOND, KEN, ALEX))
                    .then(opened(2, SECOND, T0), new ReviewersAssigned(List.of(SENIOR, JUNIOR), List.of(), T0));
        }

        @Test
        void replaces_a_reviewer_who_has_become_an_author() {
            Submission writtenByAlex = withAuthors(SECOND, "mei", "alex");
            given(decider, OPENED, ASSIGNED)
                    .when(submitted(writtenByAlex, KEN, ALEX, SAM))
                    .then(
                            opened(2, writtenByAlex, T0),
                            new ReviewersAssigned(
                                    List.of(SENIOR, new Reviewer("sam", false, "storefront")), List.of("sam"), T0));
        }

        @Test
        void starts_with_empty_verdicts_and_without_acceptances() {
            Review review = decider.fold(Stream.concat(
                            Stream.of(passed(OPENED, ASSIGNED)),
                            Stream.of(new ReviewerAccepted(JUNIOR, null, T1), opened(2, SECOND, T1)))
                    .toList());
            assertThat(review).isInstanceOfSatisfying(Review.Waiting.class, waiting -> {
                assertThat(waiting.submission()).isEqualTo(SECOND);
                assertThat(waiting.round().panel()).isEqualTo(Panel.EMPTY);
                assertThat(waiting.verdicts()).isEmpty();
                assertThat(waiting.acceptedBy()).isEmpty();
            });
        }

        private Submission withAuthors(Submission s, String... authors) {
            return new Submission(
                    s.postmortemId(),
                    s.number(),
                    s.title(),
                    s.owner(),
                    List.of(authors),
                    s.team(),
                    s.revision(),
                    s.contentHash(),
                    s.submittedAt(),
                    s.dueAt(),
                    s.confidential(),
                    s.requirement(),
                    s.parts(),
                    s.hints());
        }
    }

    @Nested
    class A_round_without_reviewers {

        @Test
        void gets_them_when_a_senior_appears() {
            given(decider, OPENED, ESCALATED).when(assign(MEI, ALEX, KEN)).then(ASSIGNED);
        }

        @Test
        void is_not_escalated_again() {
            given(decider, OPENED, ESCALATED).when(assign(MEI, ALEX)).thenNothing();
        }

        @Test
        void that_has_got_them_meanwhile_keeps_them() {
            given(decider, OPENED, ASSIGNED).when(assign(RIN)).thenNothing();
        }

        @Test
        void accepts_a_senior_whom_a_manager_names() {
            given(decider, OPENED, ESCALATED)
                    .when(new Reassign(ID, null, RIN, "Knows payments", manager(), T1))
                    .then(new ReviewerReplaced(
                            null, new Reviewer("rin", true, "platform"), "Knows payments", "hana", T1));
        }

        @Test
        void refuses_a_junior_whom_a_manager_names() {
            given(decider, OPENED, ESCALATED)
                    .when(new Reassign(ID, null, ALEX, "Has time", manager(), T1))
                    .thenRejected(SENIOR_REQUIRED);
        }
    }

    @Nested
    class A_verdict {

        @Test
        void is_given_by_a_reviewer() {
            given(decider, OPENED, ASSIGNED)
                    .when(verdict("impact", PASS, "alex"))
                    .then(new VerdictGiven("impact", PASS, null, "alex", T1));
        }

        @Test
        void given_twice_changes_nothing() {
            given(decider, OPENED, ASSIGNED, new VerdictGiven("impact", PASS, null, "alex", T0))
                    .when(verdict("impact", PASS, "alex"))
                    .thenNothing();
        }

        @Test
        void of_another_reviewer_stands_beside_it() {
            given(decider, OPENED, ASSIGNED, new VerdictGiven("impact", PASS, null, "alex", T0))
                    .when(verdict("impact", FAIL, "ken"))
                    .then(new VerdictGiven("impact", FAIL, null, "ken", T1));
        }

        @Test
        void on_an_unknown_criterion_has_no_place() {
            refused(NotFound.class, verdict("style", PASS, "ken"), OPENED, ASSIGNED);
        }

        @Test
        void is_not_for_people_who_were_not_asked() {
            refused(NotAllowed.class, verdict("impact", PASS, "sam"), OPENED, ASSIGNED);
        }

        @Test
        void comes_too_late_after_acceptance() {
            given(decider, accepted()).when(verdict("impact", FAIL, "ken")).thenRejected(REVIEW_NOT_WAITING);
        }

        @Test
        void stands_in_the_order_of_the_checklist() {
            Review review = decider.fold(List.of(
                    OPENED,
                    ASSIGNED,
                    new VerdictGiven("cause", PASS, null, "ken", T1),
                    new VerdictGiven("no-blame", FAIL, "Names a person", "alex", T1),
                    new VerdictGiven("no-blame", PASS, "Reworded", "ken", T1)));
            assertThat(((Review.Waiting) review).verdicts())
                    .containsExactly(
                            new GivenVerdict("no-blame", FAIL, "Names a person", "alex"),
                            new GivenVerdict("no-blame", PASS, "Reworded", "ken"),
                            new GivenVerdict("cause", PASS, null, "ken"));
        }

        @Test
        void is_set_aside_by_nobody_but_whoever_gave_it() {
            VerdictGiven failed = new VerdictGiven("cause", FAIL, "Why?", "alex", T0);
            given(decider, passed(OPENED, ASSIGNED, failed, new VerdictGiven("cause", PASS, "Look", "ken", T0)))
                    .when(accept("ken"))
                    .thenRejected(CRITERION_FAILED);
            given(decider, passed(OPENED, ASSIGNED, failed, new VerdictGiven("cause", PASS, "Now", "alex", T0)))
                    .when(accept("ken"))
                    .then(new ReviewerAccepted(SENIOR, null, T1), new ReviewAccepted(List.of(SENIOR), T1));
        }

        @Test
        void leaves_with_the_reviewer_who_gave_it() {
            Review review = decider.fold(List.of(
                    OPENED,
                    ASSIGNED,
                    new VerdictGiven("cause", FAIL, "Why?", "alex", T0),
                    new ReviewerReplaced("alex", new Reviewer("rin", true, "platform"), "Alex is away", "ken", T1)));
            assertThat(((Review.Waiting) review).verdicts()).isEmpty();
        }
    }

    @Nested
    class Acceptance {

        @Test
        void by_a_senior_accepts_the_review() {
            given(decider, passed(OPENED, ASSIGNED))
                    .when(accept("ken"))
                    .then(new ReviewerAccepted(SENIOR, null, T1), new ReviewAccepted(List.of(SENIOR), T1));
        }

        @Test
        void by_others_is_recorded_and_waits_for_a_senior() {
            given(decider, passed(OPENED, ASSIGNED)).when(accept("alex")).then(new ReviewerAccepted(JUNIOR, null, T1));
        }

        @Test
        void by_a_senior_names_everybody_who_accepted() {
            given(decider, passed(OPENED, ASSIGNED, new ReviewerAccepted(JUNIOR, null, T0)))
                    .when(accept("ken"))
                    .then(new ReviewerAccepted(SENIOR, null, T1), new ReviewAccepted(List.of(JUNIOR, SENIOR), T1));
        }

        @Test
        void twice_by_the_same_person_changes_nothing() {
            given(decider, passed(OPENED, ASSIGNED, new ReviewerAccepted(JUNIOR, null, T0)))
                    .when(accept("alex"))
                    .thenNothing();
            given(decider, accepted()).when(accept("ken")).thenNothing();
        }

        @Test
        void after_the_senior_one_comes_too_late() {
            given(decider, accepted()).when(accept("alex")).thenRejected(REVIEW_NOT_WAITING);
        }

        @Test
        void needs_a_verdict_on_every_criterion_and_says_which_are_missing() {
            assertThatThrownBy(() -> decider.decide(
                            accept("ken"),
                            decider.fold(List.of(OPENED, ASSIGNED, new VerdictGiven("impact", PASS, null, "ken", T0)))))
                    .isInstanceOfSatisfying(
                            DomainException.RuleBroken.class,
                            e -> assertThat(e.rule()).isEqualTo(VERDICT_MISSING))
                    .hasMessage("No verdict yet on: no-blame, cause.");
        }

        @Test
        void is_refused_while_a_criterion_fails() {
            given(decider, passed(OPENED, ASSIGNED, new VerdictGiven("cause", FAIL, "Why?", "alex", T0)))
                    .when(accept("ken"))
                    .thenRejected(CRITERION_FAILED);
        }

        @Test
        void of_another_content_than_the_one_under_review_is_refused() {
            given(decider, passed(OPENED, ASSIGNED))
                    .when(new AcceptReview(ID, "ken", null, "hash-0", T1))
                    .thenRejected(CONTENT_CHANGED);
            given(decider, accepted())
                    .when(new AcceptReview(ID, "ken", null, "hash-0", T1))
                    .thenRejected(CONTENT_CHANGED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"sam", "mei", "hana"})
        void is_not_for_authors_and_people_who_were_not_asked(String person) {
            refused(NotAllowed.class, accept(person), passed(OPENED, ASSIGNED));
        }

        @Test
        void is_not_for_an_author_even_if_he_was_asked() {
            ReviewersAssigned owner =
                    new ReviewersAssigned(List.of(new Reviewer("mei", true, "storefront")), List.of("mei"), T0);
            refused(NotAllowed.class, accept("mei"), passed(OPENED, owner));
        }

        @Test
        void of_nothing_is_impossible() {
            refused(NotFound.class, accept("ken"));
        }
    }

    @Nested
    class Changes {

        @Test
        void are_requested_with_the_criteria_that_fail() {
            given(decider, passed(OPENED, ASSIGNED, new VerdictGiven("cause", FAIL, "Why?", "alex", T0)))
                    .when(new RequestChanges(ID, "alex", "Dig deeper", T1))
                    .then(new ChangesRequested("alex", "Dig deeper", List.of("cause"), T1));
        }

        @Test
        void requested_twice_change_nothing() {
            given(decider, OPENED, ASSIGNED, new ChangesRequested("ken", "Dig deeper", List.of(), T0))
                    .when(new RequestChanges(ID, "ken", "Dig deeper", T1))
                    .thenNothing();
        }

        @Test
        void make_acceptance_impossible_until_the_next_revision() {
            given(decider, passed(OPENED, ASSIGNED, new ChangesRequested("alex", "Dig deeper", List.of(), T0)))
                    .when(accept("ken"))
                    .thenRejected(REVIEW_NOT_WAITING);
        }

        @Test
        void cannot_be_requested_of_what_is_accepted() {
            given(decider, accepted())
                    .when(new RequestChanges(ID, "ken", "Dig deeper", T1))
                    .thenRejected(REVIEW_NOT_WAITING);
        }

        @Test
        void are_not_for_others_to_request() {
            refused(NotAllowed.class, new RequestChanges(ID, "mei", "Dig deeper", T1), OPENED, ASSIGNED);
        }
    }

    @Nested
    class Reassigning {

        @Test
        void puts_another_in_the_place_of_a_reviewer() {
            given(decider, OPENED, ASSIGNED)
                    .when(new Reassign(ID, "ken", RIN, "Ken is on call", reviewer("alex"), T1))
                    .then(new ReviewerReplaced(
                            "ken", new Reviewer("rin", true, "platform"), "Ken is on call", "alex", T1));
        }

        @Test
        void takes_along_the_acceptance_of_who_leaves() {
            Review review = decider.fold(List.of(passed(
                    OPENED,
                    ASSIGNED,
                    new ReviewerAccepted(JUNIOR, null, T0),
                    new ReviewerReplaced("alex", new Reviewer("rin", true, "platform"), "", "ken", T1))));
            assertThat(review)
                    .isInstanceOfSatisfying(
                            Review.Waiting.class,
                            waiting -> assertThat(waiting.acceptedBy()).isEmpty());
        }

        @Test
        void keeps_a_senior() {
            given(decider, OPENED, ASSIGNED)
                    .when(new Reassign(ID, "ken", new Candidate("yui", false, false, null, 0), "Busy", manager(), T1))
                    .thenRejected(SENIOR_REQUIRED);
        }

        @Test
        void from_somebody_who_does_not_review_is_refused() {
            given(decider, OPENED, ASSIGNED)
                    .when(new Reassign(ID, "sam", RIN, "Busy", manager(), T1))
                    .thenRejected(REVIEWER_NOT_ASSIGNED);
        }

        @Test
        void to_somebody_who_reviews_already_is_refused() {
            given(decider, OPENED, ASSIGNED)
                    .when(new Reassign(ID, "ken", ALEX, "Busy", manager(), T1))
                    .thenRejected(REVIEWER_ALREADY_ASSIGNED);
        }

        @Test
        void to_an_author_is_refused() {
            given(decider, OPENED, ASSIGNED)
                    .when(new Reassign(ID, "alex", SAM, "Busy", manager(), T1))
                    .thenRejected(REVIEWER_IS_AUTHOR);
        }

        @Test
        void to_somebody_who_is_away_is_refused() {
            given(decider, OPENED, ASSIGNED)
                    .when(new Reassign(ID, "alex", new Candidate("yui", true, true, null, 0), "Busy", manager(), T1))
                    .thenRejected(REVIEWER_AWAY);
        }

        @Test
        void is_not_for_people_without_a_part_in_it() {
            refused(NotAllowed.class, new Reassign(ID, "ken", RIN, "Busy", reviewer("sam"), T1), OPENED, ASSIGNED);
        }

        @Test
        void of_an_accepted_review_comes_too_late() {
            given(decider, accepted())
                    .when(new Reassign(ID, "ken", RIN, "Busy", manager(), T1))
                    .thenRejected(REVIEW_NOT_WAITING);
        }
    }

    @Nested
    class The_deadline {

        @Test
        void is_told_to_the_reviewers_once() {
            given(decider, OPENED, ASSIGNED).when(look(DUE)).then(LATE);
            given(decider, OPENED, ASSIGNED, LATE)
                    .when(look(DUE.plusSeconds(60)))
                    .thenNothing();
        }

        @Test
        void is_not_noticed_before_its_time() {
            given(decider, OPENED, ASSIGNED).when(look(DUE.minusMillis(1))).thenNothing();
        }

        @Test
        void does_not_matter_once_accepted() {
            given(decider, accepted()).when(look(DUE)).thenNothing();
        }

        @Test
        void counts_anew_in_the_next_round() {
            given(decider, OPENED, ASSIGNED, LATE, opened(2, SECOND, T1))
                    .when(look(DUE))
                    .then(LATE);
        }

        @Test
        void is_told_to_whoever_leads_the_team_and_then_to_the_managers_again_and_again() {
            Instant first = DUE.plus(DAY);
            given(decider, OPENED, ASSIGNED, LATE).when(look(first)).then(told("lee", first));
            given(decider, OPENED, ASSIGNED, LATE, told("lee", first))
                    .when(look(first.plus(DAY).minusMillis(1)))
                    .thenNothing();
            Instant second = first.plus(DAY);
            given(decider, OPENED, ASSIGNED, LATE, told("lee", first))
                    .when(look(second))
                    .then(told("hana", second));
            Instant third = second.plus(DAY);
            given(decider, OPENED, ASSIGNED, LATE, told("lee", first), told("hana", second))
                    .when(look(third))
                    .then(told("hana", third));
        }

        @Test
        void is_told_to_the_managers_where_whoever_leads_is_waited_for() {
            Instant first = DUE.plus(DAY);
            given(decider, OPENED, ASSIGNED, LATE)
                    .when(new NoticeOverdue(ID, DAY, new Pool(List.of(KEN), 2, "ken", List.of("hana")), first))
                    .then(told("hana", first));
        }

        @Test
        void passed_by_whoever_said_nothing_gives_the_review_to_others() {
            Instant first = DUE.plus(DAY);
            given(decider, OPENED, ASSIGNED, new VerdictGiven("impact", PASS, null, "ken", T1), LATE)
                    .when(new NoticeOverdue(ID, DAY, pool(KEN, ALEX, RIN), first))
                    .then(
                            new ReviewHandedOn(
                                    List.of("alex"),
                                    List.of(SENIOR, RIN.asReviewer()),
                                    List.of("rin"),
                                    first.plus(DAY),
                                    first),
                            told("lee", first));
        }

        @Test
        void leaves_it_with_them_where_nobody_else_can_be_asked() {
            Instant first = DUE.plus(DAY);
            given(decider, OPENED, ASSIGNED, LATE)
                    .when(new NoticeOverdue(ID, DAY, pool(KEN, ALEX, MEI), first))
                    .then(told("lee", first));
        }

        @Test
        void gives_those_who_are_asked_late_their_time() {
            Instant first = DUE.plus(DAY);
            ReviewHandedOn handedOn = new ReviewHandedOn(
                    List.of("ken", "alex"), List.of(RIN.asReviewer()), List.of("rin"), first.plus(DAY), first);
            List<ReviewEvent> next = given(decider, OPENED, ASSIGNED, LATE, handedOn, told("lee", first))
                    .when(new NoticeOverdue(ID, DAY, pool(KEN, ALEX, RIN), first.plus(DAY)))
                    .events();
            assertThat(next)
                    .containsExactly(
                            new ReviewHandedOn(
                                    List.of("rin"),
                                    List.of(SENIOR, JUNIOR),
                                    List.of("ken", "alex"),
                                    first.plus(DAY).plus(DAY),
                                    first.plus(DAY)),
                            told("hana", first.plus(DAY)));
        }

        @Test
        void of_a_confidential_text_is_no_business_of_whoever_leads() {
            Submission confidential = confidential();
            Instant first = DUE.plus(DAY);
            given(decider, opened(1, confidential, T0), ASSIGNED, LATE)
                    .when(look(first))
                    .then(told("hana", first));
        }

        private static final ReviewBecameOverdue LATE = new ReviewBecameOverdue(DUE, DUE);

        private ReviewCommand look(Instant at) {
            return new NoticeOverdue(ID, DAY, pool(KEN, ALEX), at);
        }

        private ReviewEscalated told(String person, Instant at) {
            return new ReviewEscalated(
                    List.of(person),
                    person.equals("hana") ? Escalation.LATE_FOR_MANAGERS : Escalation.LATE_FOR_LEAD,
                    "It was to be reviewed by " + DUE + ".",
                    at);
        }

        private Submission confidential() {
            return new Submission(
                    FIRST.postmortemId(),
                    FIRST.number(),
                    FIRST.title(),
                    FIRST.owner(),
                    FIRST.authors(),
                    FIRST.team(),
                    FIRST.revision(),
                    FIRST.contentHash(),
                    FIRST.submittedAt(),
                    FIRST.dueAt(),
                    true,
                    FIRST.requirement(),
                    FIRST.parts(),
                    FIRST.hints());
        }
    }

    @Nested
    class Declining {

        @Test
        void asks_somebody_else() {
            given(decider, OPENED, ASSIGNED)
                    .when(new DeclineReview(ID, "alex", "On call", pool(KEN, ALEX, RIN), T1))
                    .then(
                            new ReviewerDeclined("alex", "On call", T1),
                            new ReviewersAssigned(List.of(SENIOR, RIN.asReviewer()), List.of("rin"), T1));
        }

        @Test
        void of_the_only_senior_calls_for_help() {
            given(decider, OPENED, ASSIGNED)
                    .when(new DeclineReview(ID, "ken", "On call", pool(KEN, ALEX), T1))
                    .then(
                            new ReviewerDeclined("ken", "On call", T1),
                            new ReviewEscalated(
                                    List.of("hana"), Escalation.NOBODY_TO_ASK, ReviewerRules.NOBODY_ELIGIBLE, T1));
        }

        @Test
        void where_enough_are_left_asks_nobody() {
            given(decider, OPENED, ASSIGNED)
                    .when(new DeclineReview(ID, "alex", "On call", pool(KEN, ALEX), T1))
                    .then(new ReviewerDeclined("alex", "On call", T1));
        }

        @Test
        void is_respected_for_the_rest_of_the_round() {
            given(
                            decider,
                            OPENED,
                            ASSIGNED,
                            new ReviewerDeclined("ken", "On call", T1),
                            new ReviewEscalated(List.of("hana"), Escalation.NOBODY_TO_ASK, "", T1))
                    .when(assign(KEN, ALEX))
                    .thenNothing();
        }

        @Test
        void twice_changes_nothing_and_is_only_for_reviewers() {
            ReviewerDeclined declined = new ReviewerDeclined("alex", "On call", T1);
            given(decider, OPENED, ASSIGNED, declined)
                    .when(new DeclineReview(ID, "alex", "On call", pool(KEN, ALEX), T1))
                    .thenNothing();
            refused(NotAllowed.class, new DeclineReview(ID, "sam", "Busy", pool(KEN), T1), OPENED, ASSIGNED);
        }
    }

    @Nested
    class What_is_required {

        private static final Requirement WIDE = new Requirement(2, 1, true);
        private static final Submission OF_A_WIDE_INCIDENT = Reviews.requiring(WIDE);
        private static final RoundOpened WIDELY = opened(1, OF_A_WIDE_INCIDENT, T0);

        @Test
        void is_not_met_by_a_senior_of_the_team_alone() {
            ReviewersAssigned kenAndRin =
                    new ReviewersAssigned(List.of(SENIOR, RIN.asReviewer()), List.of("ken", "rin"), T0);
            given(decider, passed(WIDELY, kenAndRin)).when(accept("ken")).then(new ReviewerAccepted(SENIOR, null, T1));
            given(decider, passed(WIDELY, kenAndRin, new ReviewerAccepted(SENIOR, null, T0)))
                    .when(accept("rin"))
                    .then(
                            new ReviewerAccepted(RIN.asReviewer(), null, T1),
                            new ReviewAccepted(List.of(SENIOR, RIN.asReviewer()), T1));
        }

        @Test
        void and_cannot_be_met_by_those_who_are_there_is_told_to_the_managers() {
            given(decider)
                    .when(submitted(OF_A_WIDE_INCIDENT, KEN, ALEX))
                    .then(
                            WIDELY,
                            ASSIGNED,
                            new ReviewEscalated(
                                    List.of("hana"),
                                    Escalation.TOO_FEW_TO_ASK,
                                    "Required are 2 reviewers, 1 of them senior, one of another team; too few could be"
                                            + " asked: other team.",
                                    T0));
        }

        @Test
        void is_made_good_when_somebody_of_another_team_appears() {
            given(decider, WIDELY, ASSIGNED)
                    .when(assign(KEN, ALEX, RIN))
                    .then(new ReviewersAssigned(List.of(SENIOR, JUNIOR, RIN.asReviewer()), List.of("rin"), T0));
        }

        @Test
        void may_be_changed_by_a_manager_who_has_not_written_in_it() {
            ChangeRequirement less =
                    new ChangeRequirement(ID, Requirement.USUAL, "One team", manager(), pool(KEN, ALEX), T1);
            RequirementChanged changed = new RequirementChanged(Requirement.USUAL, "One team", "hana", T1);
            given(decider, WIDELY, ASSIGNED).when(less).then(changed);
            given(decider, WIDELY, ASSIGNED, changed).when(less).thenNothing();
            refused(
                    NotAllowed.class,
                    new ChangeRequirement(ID, Requirement.USUAL, "", reviewer("ken"), pool(), T1),
                    WIDELY,
                    ASSIGNED);
            refused(
                    NotAllowed.class,
                    new ChangeRequirement(ID, Requirement.USUAL, "", new Requester("mei", true, true), pool(), T1),
                    WIDELY,
                    ASSIGNED);
        }

        @Test
        void and_has_been_met_by_the_change_accepts_the_review() {
            given(decider, passed(WIDELY, ASSIGNED, new ReviewerAccepted(SENIOR, null, T0)))
                    .when(new ChangeRequirement(ID, Requirement.USUAL, "One team", manager(), pool(KEN, ALEX), T1))
                    .then(
                            new RequirementChanged(Requirement.USUAL, "One team", "hana", T1),
                            new ReviewAccepted(List.of(SENIOR), T1));
        }

        @Test
        void more_of_asks_more_people() {
            Requirement three = new Requirement(3, 1, false);
            given(decider, OPENED, ASSIGNED)
                    .when(new ChangeRequirement(ID, three, "It concerns many", manager(), pool(KEN, ALEX, RIN), T1))
                    .then(
                            new RequirementChanged(three, "It concerns many", "hana", T1),
                            new ReviewersAssigned(List.of(SENIOR, JUNIOR, RIN.asReviewer()), List.of("rin"), T1));
        }
    }

    @Nested
    class A_wider_audience {

        @Test
        void is_invited_once() {
            ReadersInvited invited = new ReadersInvited(List.of("leo"), "You know it", "mei", T1);
            InviteReaders command =
                    new InviteReaders(ID, List.of("leo", "ken", "sam", "leo"), "You know it", reviewer("mei"), T1);
            given(decider, OPENED, ASSIGNED).when(command).then(invited);
            given(decider, OPENED, ASSIGNED, invited).when(command).thenNothing();
        }

        @Test
        void is_not_for_everybody_to_invite() {
            refused(
                    NotAllowed.class,
                    new InviteReaders(ID, List.of("leo"), "Look", reviewer("leo"), T1),
                    OPENED,
                    ASSIGNED);
        }

        @Test
        void may_be_asked_for_after_acceptance_too() {
            Review review = decider.fold(Stream.concat(
                            Stream.of(accepted()),
                            Stream.of(new ReadersInvited(List.of("leo"), "For your talk", "mei", T1)))
                    .toList());
            assertThat(review).isInstanceOf(Review.Accepted.class);
        }
    }

    @Nested
    class A_later_revision {

        private static final List<Part> PARTS = List.of(
                new Part("TITLE", null, "t"), new Part("impact", "Impact", "i"), new Part("cause", "Cause", "c"));
        private static final Submission BEFORE = Reviews.with(FIRST, Requirement.USUAL, PARTS);
        private static final Submission OTHER_CAUSE = Reviews.with(
                SECOND,
                Requirement.USUAL,
                List.of(PARTS.get(0), PARTS.get(1), new Part("cause", "Cause", "d"), new Part("new", "New", "n")));

        @Test
        void says_what_has_changed_and_keeps_the_verdicts_on_the_rest() {
            given(
                            decider,
                            passed(
                                    opened(1, BEFORE, T0),
                                    ASSIGNED,
                                    new VerdictGiven("impact", FAIL, "No figures", "alex", T0)))
                    .when(submitted(OTHER_CAUSE, KEN, ALEX))
                    .then(
                            new RoundOpened(
                                    2,
                                    OTHER_CAUSE,
                                    CRITERIA,
                                    List.of("cause", "new"),
                                    List.of(new GivenVerdict("impact", PASS, null, "ken", true)),
                                    T0),
                            new ReviewersAssigned(List.of(SENIOR, JUNIOR), List.of(), T0));
        }

        @Test
        void is_never_accepted_by_verdicts_of_before_alone() {
            RoundOpened second = new RoundOpened(
                    2,
                    OTHER_CAUSE,
                    CRITERIA,
                    List.of("cause"),
                    List.of(new GivenVerdict("impact", PASS, null, "ken", true)),
                    T1);
            given(decider, passed(opened(1, BEFORE, T0), ASSIGNED, second, ASSIGNED))
                    .when(accept("ken", "hash-2"))
                    .thenRejected(VERDICT_MISSING);
        }

        @Test
        void refuses_whoever_has_read_the_one_before_and_says_what_is_different() {
            Review review = decider.fold(List.of(
                    opened(1, BEFORE, T0),
                    ASSIGNED,
                    new RoundOpened(2, OTHER_CAUSE, CRITERIA, List.of("cause", "new"), List.of(), T1),
                    ASSIGNED));
            assertThatThrownBy(() -> decider.decide(accept("ken", "hash-1"), review))
                    .isInstanceOfSatisfying(
                            DomainException.RuleBroken.class,
                            e -> assertThat(e.rule()).isEqualTo(CONTENT_CHANGED))
                    .hasMessage("Revision 2 is under review, with another content than that of revision 1."
                            + " Changed since: Cause, New.");
        }

        @Test
        void judges_all_anew_with_another_checklist() {
            Criteria other = new Criteria("pagerduty", 1, CRITERIA.keys());
            List<ReviewEvent> events = given(decider, passed(opened(1, BEFORE, T0), ASSIGNED))
                    .when(new ReviewRevision(ID, OTHER_CAUSE, other, ABOUT, pool(KEN, ALEX), T1))
                    .events();
            assertThat(((RoundOpened) events.getFirst()).carried()).isEmpty();
        }
    }

    @Nested
    class A_text_that_was_changed_after_it_was_submitted {

        private static final RoundLapsed LAPSED = new RoundLapsed(1, "hash-1", T1);

        @Test
        void lapses_its_round_whether_it_was_accepted_or_not() {
            LapseRevision lapse = new LapseRevision(ID, 1, "hash-1", T1);
            given(decider, OPENED, ASSIGNED).when(lapse).then(LAPSED);
            given(decider, accepted()).when(lapse).then(LAPSED);
            given(decider, OPENED, ASSIGNED, LAPSED).when(lapse).thenNothing();
            given(decider).when(lapse).thenNothing();
        }

        @Test
        void told_late_lapses_nothing() {
            given(decider, opened(1, SECOND, T0), ASSIGNED)
                    .when(new LapseRevision(ID, 1, "hash-1", T1))
                    .thenNothing();
        }

        @Test
        void is_neither_judged_nor_late() {
            given(decider, OPENED, ASSIGNED, LAPSED)
                    .when(verdict("impact", PASS, "ken"))
                    .thenRejected(REVIEW_NOT_WAITING);
            given(decider, OPENED, ASSIGNED, LAPSED)
                    .when(new NoticeOverdue(ID, DAY, pool(KEN), DUE))
                    .thenNothing();
        }

        @Test
        void may_come_again_as_it_was() {
            Submission again = new Submission(
                    FIRST.postmortemId(),
                    FIRST.number(),
                    FIRST.title(),
                    FIRST.owner(),
                    FIRST.authors(),
                    FIRST.team(),
                    FIRST.revision(),
                    FIRST.contentHash(),
                    T1,
                    DUE,
                    false,
                    Requirement.USUAL,
                    null,
                    List.of());
            given(decider, OPENED, ASSIGNED, LAPSED)
                    .when(submitted(again, KEN, ALEX))
                    .then(opened(2, again, T0), new ReviewersAssigned(List.of(SENIOR, JUNIOR), List.of(), T0));
        }
    }

    /** Whatever is asked in whatever order, by whomever: who accepts is senior, asked, no author, and has judged all. */
    @Test
    void nothing_is_ever_accepted_without_a_senior_who_is_no_author_and_all_verdicts() {
        int acceptedReviews = 0;
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            List<ReviewEvent> history = new ArrayList<>();
            for (int step = 0; step < 60; step++) {
                Review before = decider.fold(history);
                List<ReviewEvent> events;
                try {
                    events = decider.decide(anyCommand(random, before), before);
                } catch (DomainException refused) {
                    continue;
                }
                history.addAll(events);
                Review after = decider.fold(history);
                if (after instanceof Review.Accepted accepted && !(before instanceof Review.Accepted)) {
                    acceptedReviews++;
                    Review.Waiting waiting = (Review.Waiting) before;
                    assertThat(accepted.submission()).as("seed %d", seed).isEqualTo(waiting.submission());
                    assertThat(accepted.acceptedBy())
                            .as("seed %d", seed)
                            .anyMatch(Reviewer::senior)
                            .allMatch(r -> waiting.round().panel().holds(r.person()))
                            .noneMatch(r -> accepted.submission().isWrittenBy(r.person()));
                    assertThat(accepted.round().missingAmong(accepted.acceptedBy()))
                            .as("seed %d", seed)
                            .isEmpty();
                    assertThat(accepted.verdicts().stream()
                                    .map(GivenVerdict::criterion)
                                    .distinct())
                            .as("seed %d", seed)
                            .containsExactlyElementsOf(CRITERIA.keys());
                    assertThat(accepted.verdicts()).as("seed %d", seed).noneMatch(v -> v.verdict() == FAIL);
                }
            }
        }
        assertThat(acceptedReviews).as("runs that got as far as acceptance").isGreaterThan(300);
    }

    private static ReviewCommand anyCommand(Random random, Review now) {
        List<Candidate> people = List.of(KEN, MEI, ALEX, SAM, RIN);
        String person = people.get(random.nextInt(people.size())).person();
        return switch (random.nextInt(13)) {
            case 0 -> {
                int revision = 1 + random.nextInt(4);
                yield submitted(submission(revision, "hash-" + revision), KEN, MEI, ALEX, SAM, RIN);
            }
            case 1 ->
                new Reassign(
                        ID,
                        random.nextBoolean() ? person : null,
                        people.get(random.nextInt(people.size())),
                        "Busy",
                        random.nextBoolean() ? manager() : reviewer(person),
                        T1);
            case 2 -> random.nextInt(4) == 0 ? new RequestChanges(ID, person, "Dig deeper", T1) : assign(KEN, RIN);
            case 3, 4, 5 ->
                accept(
                        person,
                        now instanceof Review.Started started && random.nextInt(5) > 0
                                ? started.submission().contentHash()
                                : "hash-" + (1 + random.nextInt(4)));
            case 6 -> somethingRare(random, person);
            default ->
                verdict(
                        CRITERIA.keys().get(random.nextInt(CRITERIA.keys().size())),
                        random.nextInt(6) == 0 ? FAIL : random.nextBoolean() ? PASS : NOT_APPLICABLE,
                        person);
        };
    }

    private static ReviewCommand somethingRare(Random random, String person) {
        int revision = 1 + random.nextInt(4);
        return switch (random.nextInt(6)) {
            case 0 -> new DeclineReview(ID, person, "On call", pool(KEN, MEI, ALEX, SAM, RIN), T1);
            case 1 -> new LapseRevision(ID, revision, "hash-" + revision, T1);
            case 2 -> new InviteReaders(ID, List.of("sam"), "Please read", manager(), T1);
            case 3 ->
                new ChangeRequirement(
                        ID,
                        new Requirement(1 + random.nextInt(2), 1, random.nextBoolean()),
                        "For now",
                        manager(),
                        pool(KEN, ALEX, RIN),
                        T1);
            default -> new NoticeOverdue(ID, DAY, pool(KEN, ALEX, RIN), DUE.plus(DAY.multipliedBy(random.nextInt(4))));
        };
    }

    private void refused(Class<? extends DomainException> why, ReviewCommand command, ReviewEvent... history) {
        Review state = decider.fold(List.of(history));
        assertThatThrownBy(() -> decider.decide(command, state)).isInstanceOf(why);
    }

    private static ReviewCommand submitted(Submission submission, Candidate... candidates) {
        return new ReviewRevision(ID, submission, CRITERIA, ABOUT, pool(candidates), T0);
    }

    private static RoundOpened opened(int round, Submission submission, Instant at) {
        return new RoundOpened(round, submission, CRITERIA, null, List.of(), at);
    }

    private static ReviewCommand assign(Candidate... candidates) {
        return new AssignReviewers(ID, pool(candidates), T0);
    }

    private static ReviewCommand verdict(String criterion, Verdict verdict, String by) {
        return new GiveVerdict(ID, criterion, verdict, null, by, T1);
    }

    private static ReviewCommand accept(String by) {
        return accept(by, "hash-1");
    }

    private static ReviewCommand accept(String by, String contentHash) {
        return new AcceptReview(ID, by, null, contentHash, T1);
    }

    private static Requester manager() {
        return new Requester("hana", false, true);
    }

    private static Requester reviewer(String person) {
        return new Requester(person, false, false);
    }

    private static ReviewEvent[] passed(ReviewEvent opened, ReviewEvent assigned, ReviewEvent... more) {
        List<ReviewEvent> history = new ArrayList<>(List.of(opened, assigned));
        CRITERIA.keys().forEach(key -> history.add(new VerdictGiven(key, PASS, null, "ken", T0)));
        history.addAll(List.of(more));
        return history.toArray(ReviewEvent[]::new);
    }

    private static ReviewEvent[] accepted() {
        return passed(
                OPENED, ASSIGNED, new ReviewerAccepted(SENIOR, null, T0), new ReviewAccepted(List.of(SENIOR), T0));
    }
}
