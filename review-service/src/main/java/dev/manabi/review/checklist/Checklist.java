package dev.manabi.review.checklist;

import java.util.List;

/**
 * What a reviewer judges, as data. A change of a checklist is a new version; reviews keep the version that they began
 * with.
 *
 * @param key stable, in kebab-case
 * @param version from 1
 */
public record Checklist(String key, int version, LocalText title, List<Criterion> criteria) {

    public Checklist {
        criteria = List.copyOf(criteria);
    }

    /** @param help what to look at before giving a verdict */
    public record Criterion(String key, LocalText title, LocalText help) {}

    /** The same text in each language of the product. */
    public record LocalText(String en, String ja) {}
}
