package dev.manabi.incident.ingest;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * @param incidentId the incident that it belongs to, of several the one that most has happened to; null where it belongs
 *     to none
 * @param reason why it led to nothing; null where it belongs to an incident
 */
@Schema(name = "IngestAnswer")
public record IngestAnswer(
        Outcome outcome,
        @Nullable UUID incidentId,
        @Nullable String number,
        @Nullable String reason) {

    /** What a delivery led to, most first. */
    @Schema(name = "IngestOutcome")
    public enum Outcome {
        OPENED,
        UPDATED,
        RESOLVED,
        IGNORED
    }

    static IngestAnswer of(Outcome outcome, UUID incidentId, String number) {
        return new IngestAnswer(outcome, incidentId, number, null);
    }

    static IngestAnswer ignored(String reason) {
        return new IngestAnswer(Outcome.IGNORED, null, null, reason);
    }
}
