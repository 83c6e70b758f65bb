package dev.manabi.notification.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What was reported week by week. Private postmortems are in no report. */
@Path("/api/v1/reports")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Reports", description = "What is told week by week")
public class ReportResource {

    private final Reports reports;
    private final ObjectMapper json;

    ReportResource(Reports reports, ObjectMapper json) {
        this.reports = reports;
        this.json = json;
    }

    /** @param period ISO week, for instance {@code 2026-W48} */
    @Schema(name = "ReportEntry")
    public record Entry(ReportKind kind, String period, Instant madeAt) {}

    @GET
    @Transactional
    @Operation(summary = "Every report that was made, newest first")
    public Page<Entry> listReports(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        List<ReportRow> rows = page.after() == null
                ? ReportRow.<ReportRow>find("order by madeAt desc, kind desc")
                        .range(0, page.rowsToRead() - 1)
                        .list()
                : after(page);
        return Page.of(
                page, rows, row -> row.madeAt + "/" + row.kind, row -> new Entry(row.kind, row.period, row.madeAt));
    }

    private static List<ReportRow> after(PageRequest page) {
        String[] parts = String.valueOf(page.after()).split("/", 2);
        try {
            Instant at = Instant.parse(parts[0]);
            ReportKind kind = ReportKind.valueOf(parts.length == 2 ? parts[1] : "");
            return ReportRow.<ReportRow>find(
                            "madeAt < ?1 or (madeAt = ?1 and kind < ?2) order by madeAt desc, kind desc", at, kind)
                    .range(0, page.rowsToRead() - 1)
                    .list();
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new InvalidValue("cursor", "cursor must be the next of an earlier answer.");
        }
    }

    /** @param kind {@code weekly} or {@code overdue} */
    @GET
    @Path("/{kind}/preview")
    @Transactional
    @Operation(summary = "A report as it would be made now")
    public Report previewReport(@PathParam("kind") String kind) {
        return reports.preview(kind(kind));
    }

    /**
     * @param kind {@code weekly} or {@code overdue}
     * @param period ISO week, for instance {@code 2026-W48}
     */
    @GET
    @Path("/{kind}/{period}")
    @Transactional
    @Operation(summary = "A report as it was made")
    public Report getReport(@PathParam("kind") String kind, @PathParam("period") String period) {
        ReportRow row = ReportRow.findById(new ReportRow.Key(kind(kind), period));
        if (row == null) {
            throw new NotFound("report", kind + "/" + period);
        }
        try {
            return json.readValue(row.content, Report.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Report " + kind + "/" + period + " cannot be read", e);
        }
    }

    private static ReportKind kind(String name) {
        try {
            return ReportKind.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new NotFound("report", name);
        }
    }
}
