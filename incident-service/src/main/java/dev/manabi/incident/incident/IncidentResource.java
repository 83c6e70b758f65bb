package dev.manabi.incident.incident;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.incident.incident.IncidentRequests.CloseRequest;
import dev.manabi.incident.incident.IncidentRequests.DeclareRequest;
import dev.manabi.incident.incident.IncidentRequests.DescriptionRequest;
import dev.manabi.incident.incident.IncidentRequests.ImpactRequest;
import dev.manabi.incident.incident.IncidentRequests.MergeRequest;
import dev.manabi.incident.incident.IncidentRequests.ReopenRequest;
import dev.manabi.incident.incident.IncidentRequests.RolesRequest;
import dev.manabi.incident.incident.IncidentRequests.SeverityRequest;
import dev.manabi.incident.incident.IncidentRequests.StepRequest;
import dev.manabi.incident.incident.IncidentRequests.TimesRequest;
import dev.manabi.incident.incident.domain.Impact;
import dev.manabi.incident.incident.domain.Incident;
import dev.manabi.incident.incident.domain.Incident.Declared;
import dev.manabi.incident.incident.domain.IncidentCommand;
import dev.manabi.incident.incident.domain.IncidentCommand.AcknowledgeIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.AssignRoles;
import dev.manabi.incident.incident.domain.IncidentCommand.ChangeSeverity;
import dev.manabi.incident.incident.domain.IncidentCommand.CloseIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.CorrectTimes;
import dev.manabi.incident.incident.domain.IncidentCommand.DeclareIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.DescribeIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.MitigateIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.RecordImpact;
import dev.manabi.incident.incident.domain.IncidentCommand.ReopenIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.ResolveIncident;
import dev.manabi.incident.incident.domain.IncidentEvent;
import dev.manabi.incident.incident.domain.Roles;
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
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
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
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Incidents over HTTP. {@code id} is the UUID or the human number, for instance {@code INC-12}. */
@Path("/api/v1/incidents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Incidents")
@RolesAllowed("member")
public class IncidentResource {

    private final IncidentCommands incidents;
    private final IncidentLists lists;
    private final IncidentExport export;
    private final Caller caller;

    IncidentResource(IncidentCommands incidents, IncidentLists lists, IncidentExport export, Caller caller) {
        this.incidents = incidents;
        this.lists = lists;
        this.export = export;
        this.caller = caller;
    }

    /** Only for the document: a page of summaries. */
    @Schema(name = "PageIncidentSummary")
    record SummaryPage(
            List<IncidentAnswer.Summary> items, @Nullable String next) {}

    /** One thing that happened, as it is stored. */
    public record HistoryEntry(
            long version,
            String type,
            Instant at,
            String actor,

            @Schema(
                    description = "Of the shape that `type` names",
                    implementation = Object.class,
                    anyOf = {
                        IncidentEvent.IncidentDeclared.class,
                        IncidentEvent.PastIncidentRecorded.class,
                        IncidentEvent.IncidentDescribed.class,
                        IncidentEvent.IncidentMerged.class,
                        IncidentEvent.DuplicateAbsorbed.class,
                        IncidentEvent.IncidentAcknowledged.class,
                        IncidentEvent.IncidentMitigated.class,
                        IncidentEvent.IncidentResolved.class,
                        IncidentEvent.IncidentClosed.class,
                        IncidentEvent.IncidentReopened.class,
                        IncidentEvent.SeverityChanged.class,
                        IncidentEvent.TimesCorrected.class,
                        IncidentEvent.TimelineEntryCorrected.class,
                        IncidentEvent.ImpactRecorded.class,
                        IncidentEvent.RolesAssigned.class,
                        IncidentEvent.TimelineEntryAdded.class,
                        IncidentEvent.AlertsReported.class
                    })
            IncidentEvent data) {}

    @POST
    @Idempotent
    @Operation(summary = "Declare an incident")
    @APIResponse(
            responseCode = "201",
            description = "Declared",
            content = @Content(schema = @Schema(implementation = IncidentAnswer.class)))
    public Response declareIncident(@NotNull @Valid DeclareRequest request) {
        UUID id = Ids.next();
        Handled<Incident> handled = incidents.declare(
                new DeclareIncident(
                        id,
                        incidents.nextNumber(),
                        request.description(),
                        request.severity(),
                        request.startedAt(),
                        request.detectedAt(),
                        request.roles() == null ? Roles.NONE : request.roles().roles(),
                        request.impact() == null
                                ? Impact.UNKNOWN
                                : request.impact().impact(),
                        caller.person(),
                        caller.cause().at()),
                caller.cause());
        Handled<Incident> reached = steps(id, request, handled);
        return Answers.created("/api/v1/incidents/" + id, reached.version(), answer(id.toString(), reached));
    }

    /** What has happened already when it is declared after the fact. */
    private Handled<Incident> steps(UUID id, DeclareRequest request, Handled<Incident> declared) {
        Handled<Incident> reached = declared;
        if (request.acknowledgedAt() != null) {
            reached =
                    next(reached, new AcknowledgeIncident(id, caller.person(), null, request.acknowledgedAt(), now()));
        }
        if (request.mitigatedAt() != null) {
            reached = next(reached, new MitigateIncident(id, caller.person(), null, request.mitigatedAt(), now()));
        }
        if (request.resolvedAt() != null) {
            reached = next(reached, new ResolveIncident(id, caller.person(), null, request.resolvedAt(), now()));
        }
        return reached;
    }

    private Handled<Incident> next(Handled<Incident> reached, IncidentCommand command) {
        return incidents.continueWith(reached, command, caller.cause());
    }

    @GET
    @Operation(
            summary = "List incidents, the newest first",
            description =
                    "As `text/csv` or `application/x-ndjson` all of them come at once, without pages; `limit` is then"
                            + " how many at most, whatever the number.")
    @APIResponse(
            responseCode = "200",
            description = "A page, or a file of incidents",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = SummaryPage.class)),
                @Content(mediaType = IncidentExport.CSV, schema = @Schema(implementation = String.class)),
                @Content(mediaType = IncidentExport.LINES, schema = @Schema(implementation = IncidentExport.Line.class))
            })
    public Page<IncidentAnswer.Summary> listIncidents(
            @BeanParam FilterParameters filter,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return lists.incidents(filter.filter(), PageRequest.of(limit, cursor));
    }

    @GET
    @Produces(IncidentExport.CSV + ";qs=0.5")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response exportIncidentsAsCsv(
            @BeanParam FilterParameters filter,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return export.csv(filter.filter(), limit, cursor);
    }

    @GET
    @Produces(IncidentExport.LINES + ";qs=0.5")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response exportIncidentsAsLines(
            @BeanParam FilterParameters filter,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return export.lines(filter.filter(), limit, cursor);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read an incident with its timeline")
    @APIResponse(
            responseCode = "200",
            description = "The incident",
            content = @Content(schema = @Schema(implementation = IncidentAnswer.class)))
    public Response getIncident(
            @PathParam("id") String id,
            @Parameter(description = "As it was known at this time; 404 where it had not been declared by then")
                    @QueryParam("at")
                    @Nullable
                    String at) {
        UUID incident = incidents.resolve(id);
        Instant time = time("at", at);
        Handled<Incident> handled = time == null ? incidents.load(incident) : incidents.loadAt(incident, time);
        return Answers.ok(handled.version(), answer(id, handled));
    }

    @POST
    @Path("/{id}/acknowledge")
    @RolesAllowed("responder")
    @Idempotent
    @Operation(summary = "Say that somebody works on it")
    @APIResponse(
            responseCode = "200",
            description = "The incident",
            content = @Content(schema = @Schema(implementation = IncidentAnswer.class)))
    public Response acknowledgeIncident(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @Nullable StepRequest request) {
        StepRequest step = orEmpty(request);
        return handle(
                id,
                ifMatch,
                incident -> new AcknowledgeIncident(incident, caller.person(), step.note(), at(step), now()));
    }

    @POST
    @Path("/{id}/mitigate")
    @RolesAllowed("responder")
    @Idempotent
    @Operation(summary = "Say that users no longer suffer")
    @APIResponse(
            responseCode = "200",
            description = "The incident",
            content = @Content(schema = @Schema(implementation = IncidentAnswer.class)))
    public Response mitigateIncident(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @Nullable StepRequest request) {
        StepRequest step = orEmpty(request);
        return handle(
                id, ifMatch, incident -> new MitigateIncident(incident, caller.person(), step.note(), at(step), now()));
    }

    @POST
    @Path("/{id}/resolve")
    @RolesAllowed("responder")
    @Idempotent
    @Operation(summary = "Say that it is over")
    @APIResponse(
            responseCode = "200",
            description = "The incident",
            content = @Content(schema = @Schema(implementation = IncidentAnswer.class)))
    public Response resolveIncident(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @Nullable StepRequest request) {
        StepRequest step = orEmpty(request);
        return handle(
                id, ifMatch, incident -> new ResolveIncident(incident, caller.person(), step.note(), at(step), now()));
    }

    @POST
    @Path("/{id}/close")
    @RolesAllowed("responder")
    @Idempotent
    @Operation(
            summary = "End the response",
            description = "Whether a postmortem is due is decided at once, by the policy in force.")
    @APIResponse(
            responseCode = "200",
            description = "The incident",
            content = @Content(schema = @Schema(implementation = IncidentAnswer.class)))
    public Response closeIncident(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @Nullable CloseRequest request) {
        String note = request == null ? null : request.note();
        return handle(id, ifMatch, incident -> new CloseIncident(incident, caller.person(), note, now()));
    }

    @POST
    @Path("/{id}/reopen")
    @RolesAllowed("responder")
    @Idempotent
    @Operation(summary = "Work on a closed incident again")
    @APIResponse(
            responseCode = "200",
            description = "The incident",
            content = @Content(schema = @Schema(implementation = IncidentAnswer.class)))
    public Response reopenIncident(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid ReopenRequest request) {
        return handle(id, ifMatch, incident -> new ReopenIncident(incident, caller.person(), request.reason(), now()));
    }

    @POST
    @Path("/{id}/merge")
    @RolesAllowed("responder")
    @Idempotent
    @Operation(
            summary = "Say that it is the same as another incident",
            description = "It is closed without being judged, and still found under its own number. The other one takes"
                    + " over its facts and its alerts. Reopening it ends that, the facts stay where they are.")
    @APIResponse(
            responseCode = "200",
            description = "The duplicate",
            content = @Content(schema = @Schema(implementation = IncidentAnswer.class)))
    public Response mergeIncident(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid MergeRequest request) {
        Handled<Incident> handled = incidents.merge(
                incidents.resolve(id),
                incidents.resolve(request.into()),
                request.reason(),
                caller.person(),
                Expected.optional(ifMatch),
                caller.cause());
        return Answers.ok(handled.version(), answer(id, handled));
    }

    @PUT
    @Path("/{id}/description")
    @RolesAllowed("responder")
    @Transactional
    @Operation(
            summary = "Say what it is about",
            description = "Title, summary, kind, the services affected and at fault, the team, and who noticed first.")
    @APIResponse(
            responseCode = "200",
            description = "The incident",
            content = @Content(schema = @Schema(implementation = IncidentAnswer.class)))
    public Response describeIncident(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid DescriptionRequest request) {
        return replace(
                id, ifMatch, incident -> new DescribeIncident(incident, request.description(), caller.person(), now()));
    }

    @PUT
    @Path("/{id}/severity")
    @RolesAllowed("responder")
    @Transactional
    @Operation(summary = "Change the severity", description = "The worst that it ever was stays known.")
    @APIResponse(
            responseCode = "200",
            description = "The incident",
            content = @Content(schema = @Schema(implementation = IncidentAnswer.class)))
    public Response changeSeverity(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid SeverityRequest request) {
        return replace(
                id,
                ifMatch,
                incident -> new ChangeSeverity(incident, request.severity(), request.reason(), caller.person(), now()));
    }

    @PUT
    @Path("/{id}/times")
    @RolesAllowed("responder")
    @Transactional
    @Operation(
            summary = "Correct when something happened",
            description = "A time that is left out stays as it is. What was said before stays in the history.")
    @APIResponse(
            responseCode = "200",
            description = "The incident",
            content = @Content(schema = @Schema(implementation = IncidentAnswer.class)))
    public Response correctTimes(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid TimesRequest request) {
        return replace(
                id,
                ifMatch,
                incident -> new CorrectTimes(
                        incident,
                        request.startedAt(),
                        request.detectedAt(),
                        request.acknowledgedAt(),
                        request.mitigatedAt(),
                        request.resolvedAt(),
                        request.reason(),
                        caller.person(),
                        now()));
    }

    @PUT
    @Path("/{id}/impact")
    @Transactional
    @Operation(summary = "Record what users and the business felt")
    @APIResponse(
            responseCode = "200",
            description = "The incident",
            content = @Content(schema = @Schema(implementation = IncidentAnswer.class)))
    public Response recordImpact(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid ImpactRequest request) {
        return replace(id, ifMatch, incident -> new RecordImpact(incident, request.impact(), caller.person(), now()));
    }

    @PUT
    @Path("/{id}/roles")
    @RolesAllowed("responder")
    @Transactional
    @Operation(summary = "Say who does what in the response")
    @APIResponse(
            responseCode = "200",
            description = "The incident",
            content = @Content(schema = @Schema(implementation = IncidentAnswer.class)))
    public Response assignRoles(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid RolesRequest request) {
        return replace(id, ifMatch, incident -> new AssignRoles(incident, request.roles(), caller.person(), now()));
    }

    @GET
    @Path("/{id}/history")
    @Operation(summary = "Read everything that was done to the incident, and by whom")
    public Page<HistoryEntry> listHistory(@PathParam("id") String id) {
        List<Recorded<IncidentEvent>> history = incidents.history(incidents.resolve(id));
        if (history.isEmpty()) {
            throw new NotFound("incident", id);
        }
        return new Page<>(history.stream().map(IncidentResource::entry).toList(), null);
    }

    private static HistoryEntry entry(Recorded<IncidentEvent> recorded) {
        return new HistoryEntry(
                recorded.version(),
                IncidentEventTypes.TYPES.nameOf(recorded.event()),
                recorded.metadata().at(),
                recorded.metadata().actor(),
                recorded.event());
    }

    private interface ToCommand {
        IncidentCommand of(UUID incidentId);
    }

    private Response handle(String id, @Nullable String ifMatch, ToCommand command) {
        return handled(id, Expected.optional(ifMatch), command);
    }

    private Response replace(String id, @Nullable String ifMatch, ToCommand command) {
        return handled(id, Expected.required(ifMatch), command);
    }

    private Response handled(String id, Expected expected, ToCommand command) {
        Handled<Incident> handled = incidents.handle(command.of(incidents.resolve(id)), expected, caller.cause());
        return Answers.ok(handled.version(), answer(id, handled));
    }

    private static IncidentAnswer answer(String id, Handled<Incident> handled) {
        return IncidentAnswer.of(declared(id, handled), handled.version());
    }

    static Declared declared(String id, Handled<Incident> handled) {
        return switch (handled.state()) {
            case Declared incident -> incident;
            case Incident.Undeclared _ -> throw new NotFound("incident", id);
        };
    }

    static @Nullable Instant time(String parameter, @Nullable String value) {
        try {
            return value == null || value.isBlank() ? null : Instant.parse(value);
        } catch (DateTimeException e) {
            throw new InvalidValue(parameter, parameter + " is a time such as 2026-03-01T10:00:00Z.");
        }
    }

    private static StepRequest orEmpty(@Nullable StepRequest request) {
        return request == null ? new StepRequest(null, null) : request;
    }

    private Instant at(StepRequest step) {
        return step.at() == null ? now() : step.at();
    }

    private Instant now() {
        return caller.cause().at();
    }
}
