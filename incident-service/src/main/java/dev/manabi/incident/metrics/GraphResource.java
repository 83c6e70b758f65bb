package dev.manabi.incident.metrics;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.incident.incident.IncidentCommands;
import dev.manabi.incident.incident.IncidentView;
import dev.manabi.incident.incident.domain.Incident;
import dev.manabi.incident.incident.domain.Incident.Declared;
import dev.manabi.incident.metrics.Chart.Caption;
import dev.manabi.incident.metrics.Chart.Mark;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What Prometheus has said about an incident, over HTTP. */
@Path("/api/v1/incidents/{id}/graphs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Metrics")
@RolesAllowed("member")
public class GraphResource {

    private static final String SVG = "image/svg+xml";

    private final Graphs graphs;
    private final Prometheus prometheus;
    private final IncidentCommands incidents;
    private final Caller caller;

    GraphResource(Graphs graphs, Prometheus prometheus, IncidentCommands incidents, Caller caller) {
        this.graphs = graphs;
        this.prometheus = prometheus;
        this.incidents = incidents;
        this.caller = caller;
    }

    /** @param metricQuery id of the query; left out, all that concern the incident are asked */
    @Schema(name = "GraphRequest", examples = """
                    {"metricQuery": "error-rate"}
                    """)
    public record GraphRequest(@Nullable @Size(max = 60) String metricQuery) {}

    /** @param items the graphs that were asked for; those that had their answer already stay as they are */
    @Schema(name = "GraphsAsked")
    public record GraphsAsked(List<GraphAnswer.GraphSummary> items) {}

    @POST
    @RolesAllowed("responder")
    @Idempotent
    @Operation(
            summary = "Ask for graphs, now or again",
            description =
                    "They are stored as soon as Prometheus answers. Of an incident that is not resolved, what there"
                            + " is until now; of one that is, also what comes shortly after it, once that is over. What was"
                            + " answered before stays until there is a new answer.")
    @APIResponse(
            responseCode = "202",
            description = "Asked for",
            content = @Content(schema = @Schema(implementation = GraphsAsked.class)))
    public Response askForGraphs(@PathParam("id") String id, @Valid @Nullable GraphRequest request) {
        Declared incident = incident(id);
        if (!prometheus.isConfigured()) {
            throw new RuleBroken(
                    MetricRule.NO_PROMETHEUS, "No Prometheus is configured: manabi.prometheus.url is empty.");
        }
        List<Graph> asked = graphs.ask(
                incident,
                queries(request == null ? null : request.metricQuery()),
                caller.cause().at());
        if (asked.isEmpty()) {
            throw new RuleBroken(
                    MetricRule.NO_METRIC_QUERY, "No metric query concerns the services of " + incident.number() + ".");
        }
        return Response.accepted(new GraphsAsked(
                        asked.stream().map(GraphAnswer.GraphSummary::of).toList()))
                .build();
    }

    @GET
    @Transactional
    @Operation(summary = "List the graphs of an incident, by query and service")
    public Page<GraphAnswer.GraphSummary> listGraphs(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        UUID incident = view(id).id;
        PageRequest page = PageRequest.of(limit, cursor);
        String[] after = page.after() == null ? new String[] {"", ""} : place(page.after());
        List<Graph> rows = Graph.<Graph>find(
                        "incidentId = ?1 and (queryId > ?2 or (queryId = ?2 and service > ?3)) order by queryId, service",
                        incident,
                        after[0],
                        after[1])
                .range(0, page.limit())
                .list();
        return Page.of(page, rows, row -> row.queryId + "/" + row.service, GraphAnswer.GraphSummary::of);
    }

    @GET
    @Path("/{graph}")
    @Transactional
    @Operation(summary = "Read a graph with its samples")
    @APIResponse(
            responseCode = "200",
            description = "The graph",
            content = @Content(schema = @Schema(implementation = GraphAnswer.class)))
    public Response getGraph(@PathParam("id") String id, @PathParam("graph") String graph) {
        Graph found = find(view(id).id, graph);
        return Answers.ok(found.version, GraphAnswer.of(found, samples(found)));
    }

    @GET
    @Path("/{graph}.svg")
    @Produces(SVG)
    @Transactional
    @Operation(
            summary = "Draw a graph",
            description =
                    "With the times of the incident as they are known now. 404 until there are samples to draw, or"
                            + " it is known that there are none.")
    @APIResponse(
            responseCode = "200",
            description = "The drawing, light or dark as the reader has it; without scripts",
            content = @Content(mediaType = SVG, schema = @Schema(type = SchemaType.STRING)))
    public Response drawGraph(@PathParam("id") String id, @PathParam("graph") String graph) {
        IncidentView incident = view(id);
        Graph found = find(incident.id, graph);
        Samples samples = samples(found);
        if (samples == null) {
            throw new NotFound("drawing yet of graph", graph);
        }
        String about = incident.number + (found.service.isEmpty() ? "" : ", " + found.service);
        return Response.ok(Chart.draw(new Caption(found.title, found.unit, about), marks(incident), samples))
                .type(SVG + ";charset=UTF-8")
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .header("Cache-Control", "private, no-cache")
                .build();
    }

    private Declared incident(String id) {
        return switch (incidents.load(incidents.resolve(id)).state()) {
            case Declared incident -> incident;
            case Incident.Undeclared _ -> throw new NotFound("incident", id);
        };
    }

    private IncidentView view(String id) {
        return IncidentView.<IncidentView>findByIdOptional(incidents.resolve(id))
                .orElseThrow(() -> new NotFound("incident", id));
    }

    private static List<MetricQuery> queries(@Nullable String id) {
        return id == null ? MetricQuery.list("order by id") : List.of(MetricQueryResource.find(id));
    }

    private static Graph find(UUID incident, String id) {
        try {
            Graph graph = Graph.findById(UUID.fromString(id));
            if (graph != null && graph.incidentId.equals(incident)) {
                return graph;
            }
        } catch (IllegalArgumentException e) {
            // no UUID, so there is no such graph either
        }
        throw new NotFound("graph", id);
    }

    private static @Nullable Samples samples(Graph graph) {
        GraphSamples kept = GraphSamples.findById(graph.id);
        return kept == null ? null : kept.samples;
    }

    private static List<Mark> marks(IncidentView incident) {
        List<Mark> marks = new ArrayList<>();
        mark(marks, "started", incident.startedAt);
        mark(marks, "detected", incident.detectedAt);
        mark(marks, "mitigated", incident.mitigatedAt);
        mark(marks, "resolved", incident.resolvedAt);
        return marks;
    }

    private static void mark(List<Mark> marks, String name, @Nullable Instant at) {
        if (at != null) {
            marks.add(new Mark(name, at));
        }
    }

    private static String[] place(String after) {
        String[] place = after.split("/", 2);
        if (place.length != 2) {
            throw new InvalidValue("cursor", "cursor must be the next of an earlier answer.");
        }
        return place;
    }
}
