package dev.manabi.incident.metrics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Prometheus has answered, with the question. Stored as it is.
 *
 * @param series at most {@value #MOST_SERIES}, those with the highest peaks
 * @param seriesLeftOut how many more there were
 * @param withoutNumber samples that were NaN or infinite; each is a gap now
 * @param warnings of Prometheus, for instance that not everything could be read
 */
record Samples(
        String query, Window window, List<Series> series, int seriesLeftOut, int withoutNumber, List<String> warnings) {

    static final int MOST_SERIES = 20;

    /**
     * @param name what tells it from the other series
     * @param values one for each point of the window, null where there is none
     */
    record Series(String name, List<@Nullable Double> values) {}

    boolean isEmpty() {
        return series.isEmpty();
    }

    /** What somebody who looks at the graph has to know. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (seriesLeftOut > 0) {
            notes.add("The " + series.size() + " series with the highest peaks; " + seriesLeftOut + " are left out.");
        }
        if (withoutNumber > 0) {
            notes.add(withoutNumber + " samples were no number or infinite, and are gaps.");
        }
        warnings.forEach(warning -> notes.add("Prometheus warns: " + warning));
        return notes;
    }
}
