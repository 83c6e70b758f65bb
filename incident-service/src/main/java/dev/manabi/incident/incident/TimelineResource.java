package dev.manabi.incident.incident;

import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.incident.incident.domain.EntryKind;
import dev.manabi.incident.incident.domain.Evidence;
import dev.manabi.incident.incident.domain.EvidenceKind;
import dev.manabi.incident.incident.domain.Incident;
import dev.manabi.incident.incident.domain.IncidentCommand.AddTimelineEntry;
import dev.manabi.incident.incident.domain.IncidentCommand.CorrectTimelineEntry;
import dev.manabi.incident.incident.domain.TimelineEntry;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Handled;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The facts of an incident over HTTP. */
@Path("/api/v1/incidents/{id}/timeline")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Incidents")
@RolesAllowed("member")
public class TimelineResource {

    private final IncidentCommands incidents;
    private final IncidentLists lists;
    private final IncidentExport export;
    private final Caller caller;

    TimelineResource(IncidentCommands incidents, IncidentLists lists, IncidentExport export, Caller caller) {
        this.incidents = incidents;
        this.lists = lists;
        this.export = export;
        this.caller = caller;
    }

    /** @param occurredAt when it happened, which may lie before the incident */
    @Schema(name = "NewTimelineEntry", examples = """
                    {
                      "occurredAt": "2026-03-01T09:58:00Z",
                      "kind": "DEPLOYMENT",
                      "text": "checkout 4.2 goes out to all regions",
                      "evidence": [{"kind": "LINK", "url": "https://ci.example/checkout/4211"}]
                    }
                    """)
    public record EntryRequest(
            @NotNull Instant occurredAt,
            @Nullable EntryKind kind,
            @NotBlank @Size(max = 10_000) String text,
            @Nullable @Size(max = 20) List<@Valid EvidenceRequest> evidence) {

        List<Evidence> facts() {
            return evidence == null
                    ? List.of()
                    : evidence.stream()
                            .map(one -> new Evidence(one.kind(), one.url(), one.text()))
                            .toList();
        }
    }

    @Schema(name = "NewEvidence")
    public record EvidenceRequest(
            @NotNull EvidenceKind kind,

            @Nullable
            @Size(max = 2_000)
            @Pattern(regexp = "^https?://[^\\s\\p{Cc}]+$", message = "must be an http or https address")
            String url,

            @Nullable @Size(max = 10_000) String text) {}

    /** Only for the document: a page of facts. */
    @Schema(name = "PageTimelineEntry")
    record EntryPage(List<TimelineEntry> items, @Nullable String next) {}

    @POST
    @Idempotent
    @Operation(summary = "Add a fact to the timeline")
    @APIResponse(
            responseCode = "201",
            description = "The fact",
            content = @Content(schema = @Schema(implementation = TimelineEntry.class)))
    public Response addTimelineEntry(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid EntryRequest request) {
        UUID incidentId = incidents.resolve(id);
        UUID entryId = Ids.next();
        Handled<Incident> handled = incidents.handle(
                new AddTimelineEntry(
                        incidentId,
                        entryId,
                        request.occurredAt(),
                        Objects.requireNonNullElse(request.kind(), EntryKind.NOTE),
                        request.text(),
                        caller.person(),
                        request.facts(),
                        now()),
                Expected.optional(ifMatch),
                caller.cause());
        TimelineEntry entry = IncidentResource.declared(id, handled).timeline().stream()
                .filter(one -> one.id().equals(entryId))
                .findFirst()
                .orElseThrow();
        return Answers.created("/api/v1/incidents/" + incidentId + "/timeline", handled.version(), entry);
    }

    @PUT
    @Path("/{entry}")
    @Transactional
    @Operation(
            summary = "Correct a fact of the timeline",
            description = "What it said before stays known, with who corrected it when. What a machine has written down"
                    + " cannot be changed.")
    @APIResponse(
            responseCode = "200",
            description = "The incident",
            content = @Content(schema = @Schema(implementation = IncidentAnswer.class)))
    public Response correctTimelineEntry(
            @PathParam("id") String id,
            @PathParam("entry") String entry,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid EntryRequest request) {
        Expected seen = Expected.required(ifMatch);
        Handled<Incident> handled = incidents.handle(
                new CorrectTimelineEntry(
                        incidents.resolve(id),
                        entryId(entry),
                        request.occurredAt(),
                        Objects.requireNonNullElse(request.kind(), EntryKind.NOTE),
                        request.text(),
                        request.facts(),
                        caller.person(),
                        now()),
                seen,
                caller.cause());
        return Answers.ok(
                handled.version(), IncidentAnswer.of(IncidentResource.declared(id, handled), handled.version()));
    }

    @GET
    @Operation(
            summary = "Read the timeline page by page, the oldest fact first",
            description =
                    "As `text/csv` all of it comes at once, without pages; `limit` is then how many facts at most.")
    @APIResponse(
            responseCode = "200",
            description = "A page, or a file of facts",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = EntryPage.class)),
                @Content(mediaType = IncidentExport.CSV, schema = @Schema(implementation = String.class))
            })
    public Page<TimelineEntry> listTimeline(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return lists.timeline(incident(id).id, PageRequest.of(limit, cursor));
    }

    @GET
    @Produces(IncidentExport.CSV + ";qs=0.5")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response exportTimelineAsCsv(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return export.timeline(incident(id), limit, cursor);
    }

    private IncidentView incident(String id) {
        IncidentView view = IncidentView.findById(incidents.resolve(id));
        if (view == null) {
            throw new NotFound("incident", id);
        }
        return view;
    }

    private static UUID entryId(String entry) {
        try {
            return UUID.fromString(entry);
        } catch (IllegalArgumentException e) {
            throw new NotFound("timeline entry", entry);
        }
    }

    private Instant now() {
        return caller.cause().at();
    }
}
