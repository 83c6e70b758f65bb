package dev.manabi.incident.ingest;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.incident.incident.domain.Severity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where something comes from, and what is known of that place beforehand.
 *
 * @param name of the source: its alerts and facts carry it
 * @param severities the source's own words, in capitals
 */
record Origin(
        String name,
        Cause cause,
        @Nullable String service,
        @Nullable Severity severity,
        @Nullable String team,
        Map<String, Severity> severities) {

    private static final int MOST_SERVICES = 50;

    /** Nothing but its name. */
    static Origin of(String name, Cause cause) {
        return new Origin(name, cause, null, null, null, Map.of());
    }

    Severity severity(About about) {
        String word = about.severity();
        Optional<Severity> own = Optional.ofNullable(word)
                .map(said -> severities.get(said.strip().toUpperCase(Locale.ROOT)));
        return own.or(() -> Severities.of(word))
                .or(() -> Optional.ofNullable(severity))
                .orElse(Severity.SEV4);
    }

    List<String> services(About about) {
        if (about.services().isEmpty()) {
            return service == null ? List.of() : List.of(service);
        }
        Set<String> services = new LinkedHashSet<>(about.services());
        return services.stream().limit(MOST_SERVICES).toList();
    }

    @Nullable
    String team(About about) {
        return about.team() == null ? team : about.team();
    }
}
