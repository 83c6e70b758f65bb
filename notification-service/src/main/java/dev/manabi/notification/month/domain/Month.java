package dev.manabi.notification.month.domain;

import dev.manabi.notification.month.domain.MonthEvent.Result;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The choice of the postmortem of a month.
 *
 * @param nominations by number, in the order in which they came
 * @param closed what came of it, or null while it is open
 */
public record Month(
        Map<String, Nomination> nominations, @Nullable Outcome closed) {

    /** @param winner null where nobody could be chosen */
    public record Outcome(@Nullable String winner, List<Result> results) {}

    /**
     * @param consent what the owner has said, or null
     * @param ballots points by person: nobody else is shown them
     */
    public record Nomination(
            Candidate candidate,
            List<String> reasons,
            @Nullable Boolean consent,
            Map<String, Map<Rubric, Integer>> ballots) {

        boolean hasConsent() {
            return Boolean.TRUE.equals(consent);
        }
    }
}
