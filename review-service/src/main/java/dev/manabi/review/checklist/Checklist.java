package dev.manabi.review.checklist;

import dev.manabi.review.review.domain.Criteria;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a reviewer judges, as data. A change of a checklist is a new version; reviews keep the version that they began
 * with.
 *
 * @param key stable, in kebab-case
 * @param version from 1
 * @param teams ids of the teams whose postmortems are judged by it; all others by the checklist that the service is set to
 */
@Schema(name = "Checklist")
public record Checklist(String key, int version, LocalText title, List<Criterion> criteria, List<String> teams) {

    public Checklist {
        criteria = List.copyOf(criteria);
        teams = List.copyOf(teams);
    }

    /** What a round of review is judged by. */
    public Criteria toCriteria() {
        return new Criteria(key, version, criteria.stream().map(Criterion::key).toList());
    }

    /** For each criterion the parts of the content that it judges; one that judges all of them is not named. */
    public Map<String, List<String>> about() {
        return criteria.stream()
                .filter(criterion -> !criterion.parts().isEmpty())
                .collect(Collectors.toUnmodifiableMap(Criterion::key, Criterion::parts));
    }

    /**
     * @param help what to look at before giving a verdict
     * @param hints which kinds of machine-made hints stand beside it; they are no part of what is judged
     * @param parts the keys of the sections that it judges, or {@code TITLE}, {@code ACTION_ITEMS}, {@code
     *     CLASSIFICATION}; where none is named, it judges everything. A verdict holds while they stay as they are.
     */
    @Schema(name = "ChecklistCriterion")
    public record Criterion(String key, LocalText title, LocalText help, List<HintKind> hints, List<String> parts) {

        public Criterion {
            hints = List.copyOf(hints);
            parts = List.copyOf(parts);
        }
    }

    /** The same text in each language of the product. */
    @Schema(name = "LocalText")
    public record LocalText(String en, String ja) {}
}
