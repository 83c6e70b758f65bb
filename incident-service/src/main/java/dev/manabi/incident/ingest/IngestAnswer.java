package dev.manabi.incident.ingest;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * @param incidentId the incident that it belongs to, of several the one that most has happened to; null where it belongs
 *     to none
 */
@Schema(name = "IngestAnswer")
public record IngestAnswer(
        Outcome outcome,
        @Nullable UUID incidentId,
        @Nullable String number) {

    static final IngestAnswer IGNORED = new IngestAnswer(Outcome.IGNORED, null, null);

    /** What a delivery led to, most first. */
    @Schema(name = "IngestOutcome")
    public enum Outcome {
        OPENED,
        UPDATED,
        RESOLVED,
        IGNORED
    }
}
