package dev.manabi.incident.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.incident.incident.Csv.Column;
import dev.manabi.incident.incident.IncidentLists.Filter;
import dev.manabi.incident.incident.domain.Detection;
import dev.manabi.incident.incident.domain.Durations;
import dev.manabi.incident.incident.domain.Evidence;
import dev.manabi.incident.incident.domain.Impact;
import dev.manabi.incident.incident.domain.IncidentKind;
import dev.manabi.incident.incident.domain.Severity;
import dev.manabi.incident.incident.domain.Status;
import dev.manabi.incident.incident.domain.TimelineEntry;
import dev.manabi.incident.incident.domain.Times;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Lists as files, however long: read page by page, each in a transaction of its own, as fast as they are taken. What
 * changes meanwhile is seen or not; what is there from beginning to end is in it once.
 */
@ApplicationScoped
class IncidentExport {

    static final String CSV = "text/csv";
    static final String LINES = "application/x-ndjson";

    private static final int AT_ONCE = 200;

    private static final Csv<Line> INCIDENTS = new Csv<>(List.of(
            new Column<>("id", Line::id),
            new Column<>("number", Line::number),
            new Column<>("title", Line::title),
            new Column<>("summary", Line::summary),
            new Column<>("severity", Line::severity),
            new Column<>("peakSeverity", Line::peakSeverity),
            new Column<>("status", Line::status),
            new Column<>("kind", Line::kind),
            new Column<>("services", Line::services),
            new Column<>("servicesAtFault", Line::servicesAtFault),
            new Column<>("team", Line::team),
            new Column<>("commander", Line::commander),
            new Column<>("declaredAt", Line::declaredAt),
            new Column<>("startedAt", Line::startedAt),
            new Column<>("detectedAt", Line::detectedAt),
            new Column<>("acknowledgedAt", Line::acknowledgedAt),
            new Column<>("mitigatedAt", Line::mitigatedAt),
            new Column<>("resolvedAt", Line::resolvedAt),
            new Column<>("closedAt", Line::closedAt),
            new Column<>("detectedBy", Line::detectedBy),
            new Column<>("durations.detect", line -> line.durations().detect().seconds()),
            new Column<>(
                    "durations.acknowledge",
                    line -> line.durations().acknowledge().seconds()),
            new Column<>(
                    "durations.mitigate", line -> line.durations().mitigate().seconds()),
            new Column<>("durations.resolve", line -> line.durations().resolve().seconds()),
            new Column<>("impact.userVisible", line -> line.impact().userVisible()),
            new Column<>("impact.downtimeMinutes", line -> line.impact().downtimeMinutes()),
            new Column<>("impact.degradedMinutes", line -> line.impact().degradedMinutes()),
            new Column<>("impact.usersAffected", line -> line.impact().usersAffected()),
            new Column<>("impact.dataLoss", line -> line.impact().dataLoss()),
            new Column<>("impact.moneyAffected", line -> line.impact().moneyAffected()),
            new Column<>("impact.monitoringFailed", line -> line.impact().monitoringFailed()),
            new Column<>("impact.onCallIntervened", line -> line.impact().onCallIntervened()),
            new Column<>("impact.notes", line -> line.impact().notes()),
            new Column<>("version", Line::version)));

    private static final Csv<TimelineEntry> TIMELINE = new Csv<>(List.of(
            new Column<>("id", TimelineEntry::id),
            new Column<>("occurredAt", TimelineEntry::occurredAt),
            new Column<>("recordedAt", TimelineEntry::recordedAt),
            new Column<>("kind", TimelineEntry::kind),
            new Column<>("text", TimelineEntry::text),
            new Column<>("source", TimelineEntry::source),
            new Column<>("author", TimelineEntry::author),
            new Column<>(
                    "evidence",
                    entry -> entry.evidence().stream()
                            .map(IncidentExport::evidence)
                            .toList())));

    private final IncidentLists lists;
    private final ObjectMapper json;

    IncidentExport(IncidentLists lists, ObjectMapper json) {
        this.lists = lists;
        this.json = json;
    }

    /** An incident without its timeline; durations in seconds. What is null is unknown. */
    @Schema(name = "ExportedIncident")
    record Line(
            UUID id,
            String number,
            String title,
            @Nullable String summary,
            Severity severity,
            Severity peakSeverity,
            Status status,
            IncidentKind kind,
            List<String> services,
            List<String> servicesAtFault,
            @Nullable String team,
            @Nullable String commander,
            Instant declaredAt,
            @Nullable Instant startedAt,
            @Nullable Instant detectedAt,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant mitigatedAt,
            @Nullable Instant resolvedAt,
            @Nullable Instant closedAt,
            @Nullable Detection detectedBy,
            Durations durations,
            Impact impact,
            long version) {

        static Line of(IncidentView view) {
            return new Line(
                    view.id,
                    view.number,
                    view.title,
                    view.summary,
                    view.severity,
                    view.peakSeverity,
                    view.status,
                    view.kind,
                    List.copyOf(view.services),
                    List.copyOf(view.servicesAtFault),
                    view.team,
                    view.commander,
                    view.declaredAt,
                    view.startedAt,
                    view.detectedAt,
                    view.acknowledgedAt,
                    view.mitigatedAt,
                    view.resolvedAt,
                    view.closedAt,
                    view.detectedBy,
                    Durations.of(new Times(
                            view.startedAt, view.detectedAt, view.acknowledgedAt, view.mitigatedAt, view.resolvedAt)),
                    view.impact,
                    view.version);
        }
    }

    /** @param limit how many at most; null for all */
    Response csv(Filter filter, @Nullable Integer limit, @Nullable String cursor) {
        return file("incidents.csv", CSV, INCIDENTS.header(), INCIDENTS::row, pages(filter), limit, cursor);
    }

    /** @param limit how many at most; null for all */
    Response lines(Filter filter, @Nullable Integer limit, @Nullable String cursor) {
        return file("incidents.ndjson", LINES, "", this::line, pages(filter), limit, cursor);
    }

    /** @param limit how many at most; null for all */
    Response timeline(IncidentView incident, @Nullable Integer limit, @Nullable String cursor) {
        UUID id = incident.id;
        return file(
                incident.number + "-timeline.csv",
                CSV,
                TIMELINE.header(),
                TIMELINE::row,
                request -> lists.timeline(id, request),
                limit,
                cursor);
    }

    private Function<PageRequest, Page<Line>> pages(Filter filter) {
        return request -> Page.of(request, lists.rows(filter, request), view -> view.id.toString(), Line::of);
    }

    /** The first page is read at once: what is wrong with the request is said by the answer's status. */
    private static <T> Response file(
            String name,
            String type,
            String header,
            Function<T, String> row,
            Function<PageRequest, Page<T>> pages,
            @Nullable Integer limit,
            @Nullable String cursor) {
        if (limit != null && limit < 1) {
            throw new InvalidValue("limit", "limit is a number from 1 on.");
        }
        int wanted = Objects.requireNonNullElse(limit, Integer.MAX_VALUE);
        Page<T> first = page(pages, wanted, cursor);
        StreamingOutput stream = out -> {
            write(out, header);
            Page<T> page = first;
            int left = wanted;
            while (true) {
                StringBuilder rows = new StringBuilder();
                page.items().forEach(item -> rows.append(row.apply(item)));
                write(out, rows.toString());
                left -= page.items().size();
                if (page.next() == null || left <= 0) {
                    return;
                }
                page = page(pages, left, page.next());
            }
        };
        return Response.ok(stream, type + ";charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }

    private static <T> Page<T> page(Function<PageRequest, Page<T>> pages, int wanted, @Nullable String cursor) {
        PageRequest request = PageRequest.of(Math.min(wanted, AT_ONCE), cursor);
        return QuarkusTransaction.requiringNew().call(() -> pages.apply(request));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private String line(Line incident) {
        try {
            return json.writeValueAsString(incident) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String evidence(Evidence evidence) {
        return Objects.requireNonNullElse(evidence.url(), Objects.requireNonNullElse(evidence.text(), ""));
    }
}
