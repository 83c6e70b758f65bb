package dev.manabi.incident.ingest;

import dev.manabi.incident.incident.domain.Severity;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The words that alerting systems have for how bad something is. */
final class Severities {

    private Severities() {}

    /** Empty where the word says nothing about it. */
    static Optional<Severity> of(@Nullable String word) {
        if (word == null) {
            return Optional.empty();
        }
        return switch (word.strip().toUpperCase(Locale.ROOT)) {
            case "SEV1", "SEV-1", "P1", "BLOCKER" -> Optional.of(Severity.SEV1);
            case "SEV2", "SEV-2", "P2", "CRITICAL", "PAGE" -> Optional.of(Severity.SEV2);
            case "SEV3", "SEV-3", "P3", "MAJOR", "ERROR", "HIGH", "WARNING", "WARN" -> Optional.of(Severity.SEV3);
            case "SEV4", "SEV-4", "P4", "MINOR", "MEDIUM", "LOW", "INFO", "NONE" -> Optional.of(Severity.SEV4);
            case "SEV5", "SEV-5", "P5" -> Optional.of(Severity.SEV5);
            default -> Optional.empty();
        };
    }
}
