package dev.manabi.postmortem.policy.domain;

import java.util.List;

/**
 * The criteria of a policy, in its order. One that is met makes a postmortem due. An unknown does not, but it stands in
 * the explanation as unknown (METHOD D5): a stakeholder who knows more can ask for the postmortem.
 */
public record Criteria(List<Criterion> all) {

    public Criteria {
        all = List.copyOf(all);
    }

    /** One judgement for each criterion. */
    public List<Judgement> judge(IncidentFacts incident) {
        return all.stream().map(criterion -> criterion.judge(incident)).toList();
    }

    public static boolean due(List<Judgement> judgements) {
        return judgements.stream().anyMatch(judgement -> Boolean.TRUE.equals(judgement.met()));
    }
}
