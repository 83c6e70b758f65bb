package dev.manabi.incident.metrics;

import dev.manabi.eventsourcing.DomainException.ConcurrentChange;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.eventsourcing.DomainException.StaleVersion;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** What Prometheus is asked about incidents, over HTTP. */
@Path("/api/v1/metric-queries")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Metrics")
@RolesAllowed("member")
public class MetricQueryResource {

    private static final String ID = "^[a-z0-9][a-z0-9-]{0,59}$";
    private static final String ONE_LINE = "^\\P{Cc}*$";
    private static final int MOST = 100;

    /**
     * @param unit of the values, for instance {@code requests/s}
     * @param query PromQL; {@code $service} in it stands for a service of the incident, and the query is asked once for
     *     each. Write it in quotes and compare with {@code =}.
     * @param services asked only about these; left out or empty, about all
     * @param step seconds between samples; left out, or where there would be more than 500 of them, it follows from the
     *     length of the incident
     */
    @Schema(name = "NewMetricQuery", examples = """
                    {
                      "title": "Failed requests",
                      "unit": "requests/s",
                      "query": "sum by (code) (rate(http_requests_total{service=\\"$service\\", code=~\\"5..\\"}[5m]))",
                      "services": ["checkout", "payments"],
                      "step": 15
                    }
                    """)
    public record NewMetricQuery(
            @NotBlank @Size(max = 200) @Pattern(regexp = ONE_LINE, message = "must be one line of text")
            String title,

            @Nullable @Size(max = 30) @Pattern(regexp = ONE_LINE, message = "must be one line of text")
            String unit,

            @NotBlank @Size(max = 4_000) String query,
            @Nullable @Size(max = 50) List<@NotBlank @Size(max = 100) String> services,
            @Nullable @Min(1) @Max(86_400) Integer step) {}

    @Schema(name = "MetricQuery")
    public record MetricQueryAnswer(
            String id,
            String title,
            @Nullable String unit,
            String query,
            List<String> services,
            @Nullable Integer step,
            long version) {

        static MetricQueryAnswer of(MetricQuery query) {
            return new MetricQueryAnswer(
                    query.id, query.title, query.unit, query.query, query.services, query.stepSeconds, query.version);
        }
    }

    @GET
    @Transactional
    @Operation(summary = "List what Prometheus is asked about incidents, by id")
    public Page<MetricQueryAnswer> listMetricQueries(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        List<MetricQuery> rows = MetricQuery.<MetricQuery>find(
                        "id > ?1 order by id", page.after() == null ? "" : page.after())
                .range(0, page.limit())
                .list();
        return Page.of(page, rows, query -> query.id, MetricQueryAnswer::of);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "Read what Prometheus is asked")
    @APIResponse(
            responseCode = "200",
            description = "The query",
            content = @Content(schema = @Schema(implementation = MetricQueryAnswer.class)))
    public Response getMetricQuery(@PathParam("id") String id) {
        MetricQuery query = find(id);
        return Answers.ok(query.version, MetricQueryAnswer.of(query));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed("admin")
    @Transactional
    @Operation(
            summary = "Say what Prometheus is to be asked",
            description =
                    "A new query with `If-None-Match: *`, an existing one with `If-Match`. Graphs that have been asked"
                            + " for stay as they are.")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = MetricQueryAnswer.class)))
    @APIResponse(
            responseCode = "201",
            description = "Added",
            content = @Content(schema = @Schema(implementation = MetricQueryAnswer.class)))
    public Response putMetricQuery(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Parameter(description = "`*` for a new query; then without If-Match", example = "*")
                    @HeaderParam("If-None-Match")
                    @Nullable
                    String ifNoneMatch,
            @NotNull @Valid NewMetricQuery request) {
        return ifNoneMatch == null ? change(id, ifMatch, request) : add(id, ifMatch, ifNoneMatch, request);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("admin")
    @Transactional
    @Operation(summary = "Ask this no more; graphs that have been asked for stay")
    @APIResponse(
            responseCode = "200",
            description = "As it was",
            content = @Content(schema = @Schema(implementation = MetricQueryAnswer.class)))
    public Response removeMetricQuery(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        MetricQuery query = seen(id, ifMatch);
        query.delete();
        return written(query, ifMatch);
    }

    static MetricQuery find(String id) {
        return MetricQuery.<MetricQuery>findByIdOptional(id).orElseThrow(() -> new NotFound("metric query", id));
    }

    private static Response add(String id, @Nullable String ifMatch, String ifNoneMatch, NewMetricQuery request) {
        if (!ifNoneMatch.strip().equals("*") || ifMatch != null) {
            throw new InvalidValue("If-None-Match", "If-None-Match is *, and comes without If-Match.");
        }
        if (!id.matches(ID)) {
            throw new InvalidValue("id", "id is 1 to 60 lower-case letters, digits and hyphens.");
        }
        MetricQuery existing = MetricQuery.findById(id);
        if (existing != null) {
            throw new StaleVersion(0, existing.version);
        }
        if (MetricQuery.count() >= MOST) {
            throw new RuleBroken(
                    MetricRule.TOO_MANY_METRIC_QUERIES, "There are " + MOST + " metric queries. Remove one first.");
        }
        MetricQuery query = new MetricQuery();
        query.id = id;
        fill(query, request);
        try {
            query.persistAndFlush();
        } catch (ConstraintViolationException e) {
            // Somebody added it a moment ago. Asked again, the answer is known.
            throw new ConcurrentChange(Ids.named(id));
        }
        return Answers.created("/api/v1/metric-queries/" + id, query.version, MetricQueryAnswer.of(query));
    }

    private static Response change(String id, @Nullable String ifMatch, NewMetricQuery request) {
        MetricQuery query = seen(id, ifMatch);
        fill(query, request);
        return written(query, ifMatch);
    }

    private static MetricQuery seen(String id, @Nullable String ifMatch) {
        Expected expected = Expected.required(ifMatch);
        MetricQuery query = find(id);
        if (expected instanceof Expected.Version(long version) && version != query.version) {
            throw new StaleVersion(version, query.version);
        }
        return query;
    }

    private static Response written(MetricQuery query, @Nullable String ifMatch) {
        try {
            MetricQuery.flush();
        } catch (OptimisticLockException e) {
            throw Expected.required(ifMatch) instanceof Expected.Version(long version)
                    ? new StaleVersion(version)
                    : new ConcurrentChange(Ids.named(query.id));
        }
        return Answers.ok(query.version, MetricQueryAnswer.of(query));
    }

    private static void fill(MetricQuery query, NewMetricQuery request) {
        query.title = request.title().strip();
        query.unit = request.unit() == null || request.unit().isBlank() ? null : request.unit();
        query.query = request.query();
        query.services = request.services() == null ? List.of() : List.copyOf(request.services());
        query.stepSeconds = request.step();
    }
}
