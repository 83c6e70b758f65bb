package dev.manabi.review.meeting.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.review.meeting.domain.Proposal.Candidate;
import dev.manabi.review.meeting.domain.Proposal.Concerned;
import dev.manabi.review.meeting.domain.Proposal.Reason;
import dev.manabi.review.meeting.domain.Proposal.Suggested;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProposalTest {

    private static final List<Concerned> CONCERNED = List.of(
            new Concerned("mei", Reason.OWNER),
            new Concerned("sam", Reason.RESPONDER),
            new Concerned("sam", Reason.AUTHOR),
            new Concerned("ken", Reason.REVIEWER),
            new Concerned("hana", Reason.MANAGER));

    @Test
    void everybody_whom_it_concerns_comes_with_all_reasons() {
        Proposal proposal = Proposal.of(CONCERNED, List.of(outsider("rin", true, 0), insider("sam", 0)));

        assertThat(proposal.people()).containsExactly("hana", "ken", "mei", "rin", "sam");
        assertThat(proposal.attendees()).contains(new Suggested("mei", List.of(Reason.OWNER)));
        assertThat(reasons(proposal, "sam")).contains(Reason.AUTHOR, Reason.RESPONDER);
    }

    @Test
    void a_senior_who_took_no_part_leads_and_among_those_whoever_does_it_least_often() {
        Proposal proposal = Proposal.of(
                CONCERNED,
                List.of(
                        outsider("ann", false, 0),
                        outsider("ben", true, 3),
                        outsider("cho", true, 1),
                        insider("mei", 0),
                        new Candidate("dan", true, true, 0, false)));

        assertThat(proposal.facilitator())
                .isEqualTo(new Suggested("cho", List.of(Reason.TOOK_NO_PART, Reason.SENIOR, Reason.FEWEST_MEETINGS)));
    }

    @Test
    void whoever_took_part_never_leads_even_where_nobody_else_is_there() {
        Proposal proposal = Proposal.of(CONCERNED, List.of(insider("mei", 0), insider("sam", 0)));

        assertThat(proposal.facilitator()).isNull();
        assertThat(proposal.noteTaker()).isNotNull();
    }

    @Test
    void somebody_who_comes_anyway_takes_notes_but_not_who_tells_what_happened() {
        Proposal proposal = Proposal.of(
                CONCERNED,
                List.of(outsider("rin", true, 0), outsider("ann", false, 0), insider("mei", 0), insider("sam", 5)));

        assertThat(proposal.noteTaker())
                .isEqualTo(new Suggested("sam", List.of(Reason.FEWEST_MEETINGS, Reason.COMES_ANYWAY)));
    }

    @Test
    void the_same_people_in_the_same_state_are_always_proposed() {
        List<Candidate> candidates = List.of(outsider("zoe", true, 0), outsider("ann", true, 0));

        assertThat(Proposal.of(CONCERNED, candidates)).isEqualTo(Proposal.of(CONCERNED, candidates.reversed()));
    }

    private static List<Reason> reasons(Proposal proposal, String person) {
        return proposal.attendees().stream()
                .filter(one -> one.person().equals(person))
                .flatMap(one -> one.because().stream())
                .toList();
    }

    private static Candidate outsider(String person, boolean senior, int meetings) {
        return new Candidate(person, senior, false, meetings, false);
    }

    private static Candidate insider(String person, int meetings) {
        return new Candidate(person, false, false, meetings, true);
    }
}
