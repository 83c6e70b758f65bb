package dev.manabi.incident.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source knows of the trouble that it reports.
 *
 * @param severity in the source's own words; null where it says nothing
 */
record About(
        String title,
        @Nullable String summary,
        @Nullable String severity,
        List<String> services,
        @Nullable String team) {}
