package dev.manabi.notification.report;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a report says.
 *
 * @param from what happened since then is told
 * @param until when it was made
 * @param incidents closed in that time, the worst first
 * @param waiting what is late, the longest first
 * @param learned postmortems published in that time
 */
public record Report(Instant from, Instant until, List<Line> incidents, List<Line> waiting, List<Line> learned) {

    public Report {
        incidents = List.copyOf(incidents);
        waiting = List.copyOf(waiting);
        learned = List.copyOf(learned);
    }

    /**
     * @param kind INCIDENT, POSTMORTEM, REVIEW or ACTION_ITEM
     * @param owner person id
     * @param dueAt null unless it is late
     */
    @Schema(name = "ReportLine")
    public record Line(
            Reported.Kind kind,
            String number,
            String title,
            @Nullable String team,
            @Nullable String owner,
            @Nullable String severity,
            @Nullable String summary,
            @Nullable Instant dueAt) {

        static Line of(Reported row) {
            return new Line(row.kind, row.number, row.title, row.team, row.owner, row.severity, row.summary, row.dueAt);
        }
    }

    boolean isEmpty() {
        return incidents.isEmpty() && waiting.isEmpty() && learned.isEmpty();
    }
}
