package dev.manabi.review.checklist;

import java.util.List;
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

    /**
     * @param help what to look at before giving a verdict
     * @param hints which kinds of machine-made hints stand beside it; they are no part of what is judged
     */
    @Schema(name = "ChecklistCriterion")
    public record Criterion(String key, LocalText title, LocalText help, List<HintKind> hints) {

        public Criterion {
            hints = List.copyOf(hints);
        }
    }

    /** The same text in each language of the product. */
    @Schema(name = "LocalText")
    public record LocalText(String en, String ja) {}
}
