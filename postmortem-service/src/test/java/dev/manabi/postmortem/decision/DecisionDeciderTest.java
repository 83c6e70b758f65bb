package dev.manabi.postmortem.decision;

import static dev.manabi.testkit.DeciderSpec.given;
import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotAllowed;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.postmortem.decision.domain.DecisionCommand.DeclineRequest;
import dev.manabi.postmortem.decision.domain.DecisionCommand.ExpireWaiver;
import dev.manabi.postmortem.decision.domain.DecisionCommand.JudgeClosing;
import dev.manabi.postmortem.decision.domain.DecisionCommand.LiftWaiver;
import dev.manabi.postmortem.decision.domain.DecisionCommand.MoveRequests;
import dev.manabi.postmortem.decision.domain.DecisionCommand.NoteReopening;
import dev.manabi.postmortem.decision.domain.DecisionCommand.RequestPostmortem;
import dev.manabi.postmortem.decision.domain.DecisionCommand.WaiveDecision;
import dev.manabi.postmortem.decision.domain.DecisionDecider;
import dev.manabi.postmortem.decision.domain.DecisionEvent;
import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionMade;
import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionWaived;
import dev.manabi.postmortem.decision.domain.DecisionEvent.PostmortemRequested;
import dev.manabi.postmortem.decision.domain.DecisionEvent.ReopeningNoted;
import dev.manabi.postmortem.decision.domain.DecisionEvent.RequestDeclined;
import dev.manabi.postmortem.decision.domain.DecisionEvent.RequestMoved;
import dev.manabi.postmortem.decision.domain.DecisionEvent.WaiverEnded;
import dev.manabi.postmortem.decision.domain.DecisionRule;
import dev.manabi.postmortem.decision.domain.Outcome;
import dev.manabi.postmortem.policy.domain.Judgement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DecisionDeciderTest {

    private static final UUID INCIDENT = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final UUID FIRST_CLOSING = UUID.fromString("01980000-0000-7000-8000-0000000000c1");
    private static final UUID SECOND_CLOSING = UUID.fromString("01980000-0000-7000-8000-0000000000c2");
    private static final UUID DECISION = UUID.fromString("01980000-0000-7000-8000-0000000000d1");
    private static final UUID POSTMORTEM = UUID.fromString("01980000-0000-7000-8000-0000000000e1");
    private static final UUID ANOTHER_POSTMORTEM = UUID.fromString("01980000-0000-7000-8000-0000000000e2");
    private static final Instant T1 = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant T2 = T1.plusSeconds(3600);
    private static final Instant T3 = T1.plusSeconds(7200);
    private static final UUID WAIVED = UUID.fromString("01980000-0000-7000-8000-0000000000d2");
    private static final UUID AFTER = UUID.fromString("01980000-0000-7000-8000-0000000000d3");
    private static final UUID OTHER = UUID.fromString("01980000-0000-7000-8000-000000000002");
    private static final List<Judgement> NOTHING_MET = List.of(
            new Judgement("data-loss", false, "no", null), new Judgement("money-affected", null, "unknown", null));
    private static final List<Judgement> ONE_MET = List.of(
            new Judgement("data-loss", true, "yes", null), new Judgement("money-affected", null, "unknown", null));

    private final DecisionDecider decider = new DecisionDecider();

    @Test
    void a_met_criterion_makes_it_due_and_orders_a_draft() {
        given(decider)
                .when(judge(FIRST_CLOSING, ONE_MET, POSTMORTEM))
                .then(made(FIRST_CLOSING, Outcome.DUE, ONE_MET, null, POSTMORTEM));
    }

    @Test
    void no_met_criterion_makes_it_not_due_and_the_unknown_ones_stay_in_the_explanation() {
        given(decider)
                .when(judge(FIRST_CLOSING, NOTHING_MET, POSTMORTEM))
                .then(made(FIRST_CLOSING, Outcome.NOT_DUE, NOTHING_MET, null, null));
    }

    @Test
    void the_same_closing_is_judged_once() {
        given(decider, made(FIRST_CLOSING, Outcome.NOT_DUE, NOTHING_MET, null, null))
                .when(judge(FIRST_CLOSING, ONE_MET, POSTMORTEM))
                .thenNothing();
    }

    @Test
    void an_earlier_closing_delivered_again_after_a_later_one_is_still_judged_once() {
        given(
                        decider,
                        made(FIRST_CLOSING, Outcome.NOT_DUE, NOTHING_MET, null, null),
                        made(SECOND_CLOSING, Outcome.NOT_DUE, NOTHING_MET, null, null))
                .when(judge(FIRST_CLOSING, ONE_MET, POSTMORTEM))
                .thenNothing();
    }

    @Test
    void closing_again_is_a_new_decision_but_never_a_second_postmortem() {
        given(decider, made(FIRST_CLOSING, Outcome.DUE, ONE_MET, null, POSTMORTEM), new ReopeningNoted(INCIDENT, T1))
                .when(judge(SECOND_CLOSING, ONE_MET, ANOTHER_POSTMORTEM))
                .then(made(SECOND_CLOSING, Outcome.DUE, ONE_MET, null, POSTMORTEM));
    }

    @Test
    void a_postmortem_stays_although_the_next_closing_is_judged_otherwise() {
        given(decider, made(FIRST_CLOSING, Outcome.DUE, ONE_MET, null, POSTMORTEM), new ReopeningNoted(INCIDENT, T1))
                .when(judge(SECOND_CLOSING, NOTHING_MET, ANOTHER_POSTMORTEM))
                .then(made(SECOND_CLOSING, Outcome.NOT_DUE, NOTHING_MET, null, POSTMORTEM));
    }

    @Test
    void a_stakeholder_overrides_not_due() {
        given(decider, made(FIRST_CLOSING, Outcome.NOT_DUE, NOTHING_MET, null, null))
                .when(request("sam"))
                .then(requested("sam"), made(FIRST_CLOSING, Outcome.DUE, NOTHING_MET, "sam", POSTMORTEM));
    }

    @Test
    void a_request_for_what_is_due_already_is_kept_should_it_ever_not_be_due() {
        given(decider, made(FIRST_CLOSING, Outcome.DUE, ONE_MET, null, POSTMORTEM))
                .when(request("sam"))
                .then(requested("sam"));
        given(
                        decider,
                        made(FIRST_CLOSING, Outcome.DUE, ONE_MET, null, POSTMORTEM),
                        requested("sam"),
                        new ReopeningNoted(INCIDENT, T1))
                .when(judge(SECOND_CLOSING, NOTHING_MET, ANOTHER_POSTMORTEM))
                .then(made(SECOND_CLOSING, Outcome.DUE, NOTHING_MET, "sam", POSTMORTEM));
    }

    @Test
    void a_request_before_the_closing_is_remembered_and_honoured() {
        given(decider).when(request("sam")).then(requested("sam"));
        given(decider, requested("sam"))
                .when(judge(FIRST_CLOSING, NOTHING_MET, POSTMORTEM))
                .then(made(FIRST_CLOSING, Outcome.DUE, NOTHING_MET, "sam", POSTMORTEM));
    }

    @Test
    void a_request_while_the_incident_is_reopened_waits_for_the_next_closing() {
        given(decider, made(FIRST_CLOSING, Outcome.NOT_DUE, NOTHING_MET, null, null), new ReopeningNoted(INCIDENT, T1))
                .when(request("sam"))
                .then(requested("sam"));
    }

    @Test
    void a_request_outlives_every_later_closing() {
        given(
                        decider,
                        made(FIRST_CLOSING, Outcome.NOT_DUE, NOTHING_MET, null, null),
                        requested("sam"),
                        made(FIRST_CLOSING, Outcome.DUE, NOTHING_MET, "sam", POSTMORTEM),
                        new ReopeningNoted(INCIDENT, T1))
                .when(judge(SECOND_CLOSING, NOTHING_MET, ANOTHER_POSTMORTEM))
                .then(made(SECOND_CLOSING, Outcome.DUE, NOTHING_MET, "sam", POSTMORTEM));
    }

    @Test
    void asking_twice_is_fine() {
        given(decider, requested("sam")).when(request("sam")).thenNothing();
    }

    @Test
    void what_a_second_person_asks_for_is_not_lost_when_the_first_one_is_declined() {
        given(decider, requested("sam")).when(request("mei")).then(requested("mei"));
        given(decider, requested("sam"), requested("mei"), declined("sam"))
                .when(judge(FIRST_CLOSING, NOTHING_MET, POSTMORTEM))
                .then(made(FIRST_CLOSING, Outcome.DUE, NOTHING_MET, "mei", POSTMORTEM));
    }

    @Test
    void a_declined_request_undoes_what_it_alone_made_due() {
        given(decider, overridden())
                .when(decline("sam", "hana"))
                .then(declined("sam"), made(FIRST_CLOSING, Outcome.NOT_DUE, NOTHING_MET, null, POSTMORTEM));
        given(decider, made(FIRST_CLOSING, Outcome.DUE, ONE_MET, null, POSTMORTEM), requested("sam"))
                .when(decline("sam", "hana"))
                .then(declined("sam"));
        given(decider, requested("sam")).when(decline("sam", "hana")).then(declined("sam"));
        given(decider, requested("sam"), declined("sam"))
                .when(judge(FIRST_CLOSING, NOTHING_MET, POSTMORTEM))
                .then(made(FIRST_CLOSING, Outcome.NOT_DUE, NOTHING_MET, null, null));
    }

    @Test
    void a_request_is_declined_once_and_never_by_whoever_asked() {
        given(decider, overridden()).when(decline("sam", "sam")).thenRefused(NotAllowed.class);
        given(decider, requested("sam"), declined("sam"))
                .when(decline("sam", "hana"))
                .thenRejected(DecisionRule.REQUEST_SETTLED);
        given(decider).when(decline("sam", "hana")).thenRefused(NotFound.class);
    }

    @Test
    void whoever_was_declined_may_ask_again() {
        given(decider, requested("sam"), declined("sam")).when(requestAt(T2)).then(requestedAt(T2));
    }

    @Test
    void requests_go_with_the_incident_that_theirs_was_merged_into() {
        given(decider, requested("sam"), requested("mei"))
                .when(new MoveRequests(INCIDENT, OTHER, "INC-2", T2))
                .then(
                        new RequestMoved(idOf("sam"), INCIDENT, OTHER, "INC-2", T2),
                        new RequestMoved(idOf("mei"), INCIDENT, OTHER, "INC-2", T2));
        given(decider, requested("sam"), new RequestMoved(idOf("sam"), INCIDENT, OTHER, "INC-2", T2))
                .when(new MoveRequests(INCIDENT, OTHER, "INC-2", T2))
                .thenNothing();
    }

    @Test
    void what_is_due_can_be_waived_until_a_day_within_ninety() {
        DecisionEvent due = made(FIRST_CLOSING, Outcome.DUE, ONE_MET, null, POSTMORTEM);
        given(decider, due).when(waive(DECISION, T2.plus(90, DAYS))).then(waived(T2.plus(90, DAYS)));
        given(decider, due).when(waive(DECISION, T2)).thenRefused(InvalidValue.class);
        given(decider, due)
                .when(waive(DECISION, T2.plus(90, DAYS).plusSeconds(1)))
                .thenRefused(InvalidValue.class);
        given(decider, made(FIRST_CLOSING, Outcome.NOT_DUE, NOTHING_MET, null, null))
                .when(waive(DECISION, T3))
                .thenRejected(DecisionRule.DECISION_NOT_DUE);
        given(decider, due).when(waive(OTHER, T3)).thenRejected(DecisionRule.DECISION_SUPERSEDED);
        given(decider).when(waive(DECISION, T3)).thenRejected(DecisionRule.DECISION_SUPERSEDED);
        given(decider, due, new ReopeningNoted(INCIDENT, T1))
                .when(waive(DECISION, T3))
                .thenRejected(DecisionRule.INCIDENT_REOPENED);
    }

    @Test
    void a_waiver_that_has_expired_is_due_again_and_that_is_told_once() {
        DecisionEvent due = made(FIRST_CLOSING, Outcome.DUE, ONE_MET, null, POSTMORTEM);
        assertThat(given(decider, due)
                        .when(waive(DECISION, T3))
                        .state()
                        .latest()
                        .outcome())
                .isEqualTo(Outcome.WAIVED);
        given(decider, due, waived(T3))
                .when(new ExpireWaiver(INCIDENT, AFTER, T2))
                .thenNothing();
        WaiverEnded ended = new WaiverEnded(AFTER, INCIDENT, null, null, T3);
        given(decider, due, waived(T3))
                .when(new ExpireWaiver(INCIDENT, AFTER, T3))
                .then(ended);
        given(decider, due, waived(T3), ended)
                .when(new ExpireWaiver(INCIDENT, AFTER, T3))
                .thenNothing();
        DecisionMade after = given(decider, due, waived(T3))
                .when(new ExpireWaiver(INCIDENT, AFTER, T3))
                .state()
                .latest();
        assertThat(after.decisionId()).isEqualTo(AFTER);
        assertThat(after.outcome()).isEqualTo(Outcome.DUE);
        assertThat(after.closeEventId()).isEqualTo(FIRST_CLOSING);
        assertThat(after.criteria()).isEqualTo(ONE_MET);
        assertThat(after.decidedAt()).isEqualTo(T3);
    }

    @Test
    void a_waiver_can_be_lifted_and_made_anew_by_whoever_has_seen_the_decision_that_holds() {
        DecisionEvent due = made(FIRST_CLOSING, Outcome.DUE, ONE_MET, null, POSTMORTEM);
        LiftWaiver lift = new LiftWaiver(INCIDENT, WAIVED, AFTER, "ken", "again", T2);
        given(decider, due, waived(T3)).when(lift).then(new WaiverEnded(AFTER, INCIDENT, "ken", "again", T2));
        given(decider, due).when(lift).thenRejected(DecisionRule.DECISION_SUPERSEDED);
        given(decider, due)
                .when(new LiftWaiver(INCIDENT, DECISION, AFTER, "ken", "again", T2))
                .thenRejected(DecisionRule.DECISION_NOT_WAIVED);
        given(decider, due, waived(T3)).when(waive(DECISION, T3)).thenNothing();
        given(decider, due, waived(T3)).when(waive(WAIVED, T3.plusSeconds(60))).then(waived(T3.plusSeconds(60)));
    }

    @Test
    void the_next_closing_is_judged_whatever_was_waived() {
        given(
                        decider,
                        made(FIRST_CLOSING, Outcome.DUE, ONE_MET, null, POSTMORTEM),
                        waived(T3),
                        new ReopeningNoted(INCIDENT, T2))
                .when(judge(SECOND_CLOSING, ONE_MET, ANOTHER_POSTMORTEM))
                .then(made(SECOND_CLOSING, Outcome.DUE, ONE_MET, null, POSTMORTEM));
    }

    @Test
    void a_request_for_what_is_waived_waits_for_the_end_of_the_waiver() {
        given(decider, made(FIRST_CLOSING, Outcome.DUE, ONE_MET, null, POSTMORTEM), waived(T3))
                .when(request("sam"))
                .then(requested("sam"));
    }

    @Test
    void a_reopening_is_noted_once_and_only_after_a_decision() {
        NoteReopening reopening = new NoteReopening(INCIDENT, T1);
        given(decider).when(reopening).thenNothing();
        DecisionEvent decided = made(FIRST_CLOSING, Outcome.NOT_DUE, NOTHING_MET, null, null);
        given(decider, decided).when(reopening).then(new ReopeningNoted(INCIDENT, T1));
        given(decider, decided, new ReopeningNoted(INCIDENT, T1))
                .when(reopening)
                .thenNothing();
    }

    @Test
    void the_state_names_the_postmortem() {
        assertThat(given(decider)
                        .when(judge(FIRST_CLOSING, ONE_MET, POSTMORTEM))
                        .state()
                        .postmortemId())
                .isEqualTo(POSTMORTEM);
    }

    private static JudgeClosing judge(UUID closing, List<Judgement> judgements, UUID postmortem) {
        return new JudgeClosing(DECISION, INCIDENT, "INC-1", closing, "default", 1, judgements, postmortem, T1);
    }

    private DecisionEvent[] overridden() {
        return new DecisionEvent[] {
            made(FIRST_CLOSING, Outcome.NOT_DUE, NOTHING_MET, null, null),
            requested("sam"),
            made(FIRST_CLOSING, Outcome.DUE, NOTHING_MET, "sam", POSTMORTEM)
        };
    }

    private static UUID idOf(String person) {
        return ((PostmortemRequested) requested(person)).requestId();
    }

    private static DeclineRequest decline(String requestedBy, String by) {
        return new DeclineRequest(INCIDENT, idOf(requestedBy), DECISION, by, "known", T1);
    }

    private static DecisionEvent declined(String requestedBy) {
        return new RequestDeclined(idOf(requestedBy), INCIDENT, "hana", "known", T1);
    }

    private static RequestPostmortem requestAt(Instant at) {
        return new RequestPostmortem(DECISION, INCIDENT, "sam", "we learned a lot", null, POSTMORTEM, at);
    }

    private static DecisionEvent requestedAt(Instant at) {
        return new PostmortemRequested(INCIDENT, "sam", "we learned a lot", null, at);
    }

    private static WaiveDecision waive(UUID seen, Instant until) {
        return new WaiveDecision(INCIDENT, seen, WAIVED, "hana", "it goes away", until, T2);
    }

    private static DecisionWaived waived(Instant until) {
        return new DecisionWaived(WAIVED, INCIDENT, "hana", "it goes away", until, T2);
    }

    private static RequestPostmortem request(String by) {
        return new RequestPostmortem(DECISION, INCIDENT, by, "we learned a lot", null, POSTMORTEM, T1);
    }

    private static DecisionEvent requested(String by) {
        return new PostmortemRequested(INCIDENT, by, "we learned a lot", null, T1);
    }

    private static DecisionEvent made(
            UUID closing, Outcome outcome, List<Judgement> criteria, String requestedBy, UUID postmortem) {
        return new DecisionMade(
                DECISION,
                INCIDENT,
                "INC-1",
                closing,
                "default",
                1,
                outcome,
                criteria,
                requestedBy,
                requestedBy == null ? null : "we learned a lot",
                postmortem,
                T1);
    }
}
