package dev.manabi.postmortem.decision;

import static dev.manabi.testkit.DeciderSpec.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.postmortem.decision.domain.DecisionCommand.JudgeClosing;
import dev.manabi.postmortem.decision.domain.DecisionCommand.NoteReopening;
import dev.manabi.postmortem.decision.domain.DecisionCommand.RequestPostmortem;
import dev.manabi.postmortem.decision.domain.DecisionDecider;
import dev.manabi.postmortem.decision.domain.DecisionEvent;
import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionMade;
import dev.manabi.postmortem.decision.domain.DecisionEvent.PostmortemRequested;
import dev.manabi.postmortem.decision.domain.DecisionEvent.ReopeningNoted;
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
    void a_request_for_what_is_due_already_changes_nothing() {
        given(decider, made(FIRST_CLOSING, Outcome.DUE, ONE_MET, null, POSTMORTEM))
                .when(request("sam"))
                .thenNothing();
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
        given(decider, requested("sam")).when(request("mei")).thenNothing();
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
