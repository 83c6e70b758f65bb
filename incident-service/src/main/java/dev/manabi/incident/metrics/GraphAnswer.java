package dev.manabi.incident.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A graph with its samples.
 *
 * @param samples null where there is no answer yet
 */
@Schema(name = "Graph")
public record GraphAnswer(GraphSummary graph, @Nullable SamplesAnswer samples) {

    /**
     * A graph without its samples.
     *
     * @param metricQuery id of the query, which may have been changed or removed since
     * @param service null where the query does not ask about one
     * @param query PromQL as it is sent
     * @param windowStart when the time begins that is asked about
     * @param stepSeconds how far its samples lie apart
     * @param attempts since it was asked for the last time
     * @param nextAttemptAt null where none is coming
     * @param lastError what went wrong the last time; null where nothing did
     * @param storedAt when the samples came that are shown
     * @param series names of the series that are stored; none of them where there were no samples
     * @param svg path of the drawing; null where there is none yet
     */
    @Schema(name = "GraphSummary")
    public record GraphSummary(
            UUID id,
            UUID incidentId,
            String metricQuery,
            @Nullable String service,
            String title,
            @Nullable String unit,
            String query,
            GraphStatus status,
            Instant windowStart,
            Instant windowEnd,
            long stepSeconds,
            Instant askedAt,
            int attempts,
            @Nullable Instant nextAttemptAt,
            @Nullable String lastError,
            @Nullable Instant storedAt,
            List<String> series,
            @Nullable String svg) {

        static GraphSummary of(Graph graph) {
            return new GraphSummary(
                    graph.id,
                    graph.incidentId,
                    graph.queryId,
                    graph.service.isEmpty() ? null : graph.service,
                    graph.title,
                    graph.unit,
                    graph.query,
                    graph.status,
                    graph.windowStart,
                    graph.windowEnd,
                    graph.stepSeconds,
                    graph.askedAt,
                    graph.attempts,
                    graph.nextAttemptAt,
                    graph.lastError,
                    graph.storedAt,
                    graph.series,
                    graph.storedAt == null ? null : graph.svg());
        }
    }

    /**
     * What was answered. The window may be an earlier one than that of the graph, where it has been asked for again since.
     *
     * @param query PromQL as it was sent
     * @param seriesLeftOut how many series there were beyond those with the highest peaks
     * @param withoutNumber how many samples were NaN or infinite; they are gaps
     * @param warnings of Prometheus
     */
    @Schema(name = "GraphSamples")
    public record SamplesAnswer(
            String query,
            Instant windowStart,
            Instant windowEnd,
            long stepSeconds,
            int seriesLeftOut,
            int withoutNumber,
            List<String> warnings,
            List<SeriesAnswer> series) {

        static SamplesAnswer of(Samples samples) {
            Window window = samples.window();
            return new SamplesAnswer(
                    samples.query(),
                    window.start(),
                    window.end(),
                    window.stepSeconds(),
                    samples.seriesLeftOut(),
                    samples.withoutNumber(),
                    samples.warnings(),
                    samples.series().stream()
                            .map(one -> SeriesAnswer.of(one, window))
                            .toList());
        }
    }

    /**
     * One line.
     *
     * @param name the labels by which it differs from the others
     * @param points oldest first; where one is missing there was no sample
     */
    @Schema(name = "GraphSeries")
    public record SeriesAnswer(String name, List<PointAnswer> points) {

        static SeriesAnswer of(Samples.Series series, Window window) {
            List<PointAnswer> points = new ArrayList<>();
            for (int point = 0; point < series.values().size(); point++) {
                Double value = series.values().get(point);
                if (value != null) {
                    points.add(new PointAnswer(window.at(point), value));
                }
            }
            return new SeriesAnswer(series.name(), points);
        }
    }

    @Schema(name = "GraphPoint")
    public record PointAnswer(Instant at, double value) {}

    static GraphAnswer of(Graph graph, @Nullable Samples samples) {
        return new GraphAnswer(GraphSummary.of(graph), samples == null ? null : SamplesAnswer.of(samples));
    }
}
