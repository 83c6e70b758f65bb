package dev.manabi.postmortem.similar;

import dev.manabi.postmortem.similar.Subject.Traits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * How much one postmortem resembles what is looked at, and why.
 *
 * @param score the share of its weight that the other one has too, from 0 to 1, plus a fixed amount for each other reason
 */
public record Likeness(UUID postmortemId, double score, List<Reason> reasons) {

    /** From here on it may well be the same thing again. */
    static final double RESEMBLES = 0.3;

    /**
     * @param values services, alerts, codes, or the words that few others have, those first that say most
     */
    public record Reason(Why why, List<String> values) {}

    /** What two of them have in common. */
    public enum Why {
        WORDS(0),
        SERVICE_AT_FAULT(0.15),
        ALERT(0.15),
        TRIGGER(0.05),
        CAUSE(0.05);

        private final double adds;

        Why(double adds) {
            this.adds = adds;
        }
    }

    /** @param wordScore from 0 to 1 */
    static Likeness of(UUID postmortemId, double wordScore, List<String> words, Traits one, Traits other) {
        List<Reason> reasons = new ArrayList<>();
        add(reasons, Why.SERVICE_AT_FAULT, shared(one.servicesAtFault(), other.servicesAtFault()));
        add(reasons, Why.ALERT, shared(one.alerts(), other.alerts()));
        String trigger = one.trigger();
        add(
                reasons,
                Why.TRIGGER,
                trigger != null && Objects.equals(trigger, other.trigger()) ? List.of(trigger) : List.of());
        add(reasons, Why.CAUSE, shared(one.causes(), other.causes()));
        double score = wordScore
                + reasons.stream().mapToDouble(reason -> reason.why().adds).sum();
        add(reasons, Why.WORDS, words);
        return new Likeness(postmortemId, Math.round(score * 1000) / 1000.0, reasons);
    }

    boolean resembles() {
        return score >= RESEMBLES;
    }

    private static void add(List<Reason> reasons, Why why, List<String> values) {
        if (!values.isEmpty()) {
            reasons.add(new Reason(why, values));
        }
    }

    private static List<String> shared(Set<String> one, Set<String> other) {
        Set<String> shared = new LinkedHashSet<>(one);
        shared.retainAll(other);
        return List.copyOf(shared);
    }
}
