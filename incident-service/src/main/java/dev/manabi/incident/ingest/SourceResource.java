package dev.manabi.incident.ingest;

import dev.manabi.eventsourcing.DomainException.ConcurrentChange;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.eventsourcing.DomainException.StaleVersion;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.eventsourcing.Rule;
import dev.manabi.incident.incident.domain.Severity;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The systems that deliver, over HTTP. Their secrets come in and never go out. */
@Path("/api/v1/ingest/sources")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Ingest")
@RolesAllowed("admin")
public class SourceResource {

    private static final Set<String> FIELDS = Set.of("title", "summary", "service", "severity", "team");
    private static final String POINTER = "^(/[^/]{1,100}){1,10}$";

    /** What may not be done to sources. */
    enum SourceRule implements Rule {
        ALREADY_EXISTS
    }

    /**
     * @param kind grafana, pagerduty, opsgenie, datadog, statuspage, github, slack or cloudevents
     * @param enabled false refuses its deliveries; left out, it is true
     * @param secrets of the signature, or of the header X-Manabi-Secret where the kind has no signature; none means that
     *     it comes with a bearer token
     * @param service where a delivery names none
     * @param severity where a delivery says nothing about it
     * @param team where a delivery names none
     * @param fields JSON pointers into the delivery, by what is found there: title, summary, service, severity, team
     * @param severities what the source's own words mean
     */
    @Schema(name = "NewSource", examples = """
                    {
                      "id": "pagerduty-shop",
                      "kind": "pagerduty",
                      "secrets": ["a-secret-of-the-webhook"],
                      "service": "checkout",
                      "severity": "SEV3",
                      "team": "storefront",
                      "fields": {"service": "/event/data/service/summary"},
                      "severities": {"high": "SEV2"}
                    }
                    """)
    public record NewSource(
            @NotBlank
            @Size(max = 60)
            @Pattern(regexp = "^[a-z0-9][a-z0-9-]*$", message = "is lower-case letters, digits and hyphens")
            String id,

            @NotBlank @Size(max = 30) String kind,
            @Nullable Boolean enabled,
            @Nullable @Size(max = 5) List<@NotBlank @Size(min = 8, max = 500) String> secrets,
            @Nullable @Size(max = 100) String service,
            @Nullable Severity severity,
            @Nullable @Size(max = 100) String team,

            @Nullable @Size(max = 5)
            Map<
                            @NotBlank @Size(max = 20) String,
                            @NotBlank @Pattern(regexp = POINTER, message = "must be a JSON pointer") String>
                    fields,

            @Nullable @Size(max = 50) Map<@NotBlank @Size(max = 50) String, @NotNull Severity> severities) {}

    /** @param secrets left out, those that there are stay */
    @Schema(name = "SourceChange", examples = """
                    {
                      "enabled": true,
                      "secrets": ["a-new-secret-of-it", "a-secret-of-the-webhook"],
                      "service": "checkout",
                      "severity": "SEV3",
                      "team": "storefront",
                      "fields": {},
                      "severities": {"high": "SEV2", "low": "SEV4"}
                    }
                    """)
    public record SourceChange(
            @Nullable Boolean enabled,
            @Nullable @Size(max = 5) List<@NotBlank @Size(min = 8, max = 500) String> secrets,
            @Nullable @Size(max = 100) String service,
            @Nullable Severity severity,
            @Nullable @Size(max = 100) String team,

            @Nullable @Size(max = 5)
            Map<
                            @NotBlank @Size(max = 20) String,
                            @NotBlank @Pattern(regexp = POINTER, message = "must be a JSON pointer") String>
                    fields,

            @Nullable @Size(max = 50) Map<@NotBlank @Size(max = 50) String, @NotNull Severity> severities) {}

    /** @param secrets how many there are */
    @Schema(name = "Source")
    public record SourceAnswer(
            String id,
            String kind,
            boolean enabled,
            int secrets,
            @Nullable String service,
            @Nullable Severity severity,
            @Nullable String team,
            Map<String, String> fields,
            Map<String, Severity> severities,
            long version) {

        static SourceAnswer of(Source source) {
            return new SourceAnswer(
                    source.id,
                    source.kind,
                    source.enabled,
                    source.secrets.size(),
                    source.service,
                    source.severity,
                    source.team,
                    source.fields,
                    source.severities,
                    source.version);
        }
    }

    @POST
    @Idempotent
    @Operation(summary = "Configure a system that delivers")
    @APIResponse(
            responseCode = "201",
            description = "Configured",
            content = @Content(schema = @Schema(implementation = SourceAnswer.class)))
    public Response addSource(@NotNull @Valid NewSource request) {
        if (Vendors.of(request.kind()).isEmpty()) {
            throw new InvalidValue("kind", "kind is one of " + String.join(", ", Vendors.kinds()) + ".");
        }
        if (Source.findById(request.id()) != null) {
            throw new RuleBroken(SourceRule.ALREADY_EXISTS, request.id() + " exists already. Change it with PUT.");
        }
        Source source = new Source();
        source.id = request.id();
        source.kind = request.kind();
        source.secrets = List.of();
        fill(
                source,
                new SourceChange(
                        request.enabled(),
                        request.secrets(),
                        request.service(),
                        request.severity(),
                        request.team(),
                        request.fields(),
                        request.severities()));
        try {
            source.persistAndFlush();
        } catch (ConstraintViolationException e) {
            // Somebody configured it a moment ago. Asked again, the answer is known.
            throw new ConcurrentChange(Ids.named(request.id()));
        }
        return Answers.created("/api/v1/ingest/sources/" + source.id, source.version, SourceAnswer.of(source));
    }

    @PUT
    @Path("/{id}")
    @Transactional
    @Operation(summary = "Change the configuration of a system that delivers")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = SourceAnswer.class)))
    public Response changeSource(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid SourceChange request) {
        Source source = seen(id, ifMatch);
        fill(source, request);
        return written(source, ifMatch);
    }

    @DELETE
    @Path("/{id}")
    @Transactional
    @Operation(summary = "Forget a system that delivers; what it has told stays")
    @APIResponse(
            responseCode = "200",
            description = "As it was",
            content = @Content(schema = @Schema(implementation = SourceAnswer.class)))
    public Response removeSource(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        Source source = seen(id, ifMatch);
        source.delete();
        return written(source, ifMatch);
    }

    @GET
    @Transactional
    @Operation(summary = "List the systems that deliver, by id")
    public Page<SourceAnswer> listSources(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        List<Source> rows = Source.<Source>find("id > ?1 order by id", page.after() == null ? "" : page.after())
                .range(0, page.limit())
                .list();
        return Page.of(page, rows, source -> source.id, SourceAnswer::of);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "Read the configuration of a system that delivers")
    @APIResponse(
            responseCode = "200",
            description = "The configuration",
            content = @Content(schema = @Schema(implementation = SourceAnswer.class)))
    public Response getSource(@PathParam("id") String id) {
        Source source = find(id);
        return Answers.ok(source.version, SourceAnswer.of(source));
    }

    private static Source find(String id) {
        return Source.<Source>findByIdOptional(id).orElseThrow(() -> new NotFound("source", id));
    }

    private static Source seen(String id, @Nullable String ifMatch) {
        Expected expected = Expected.required(ifMatch);
        Source source = find(id);
        if (expected instanceof Expected.Version(long version) && version != source.version) {
            throw new StaleVersion(version, source.version);
        }
        return source;
    }

    private static Response written(Source source, @Nullable String ifMatch) {
        try {
            Source.flush();
        } catch (OptimisticLockException e) {
            throw Expected.required(ifMatch) instanceof Expected.Version(long version)
                    ? new StaleVersion(version)
                    : new ConcurrentChange(Ids.named(source.id));
        }
        return Answers.ok(source.version, SourceAnswer.of(source));
    }

    private static void fill(Source source, SourceChange request) {
        Map<String, String> fields = request.fields() == null ? Map.of() : request.fields();
        for (String name : fields.keySet()) {
            if (!FIELDS.contains(name)) {
                throw new InvalidValue("fields", "fields has title, summary, service, severity and team.");
            }
        }
        Map<String, Severity> severities = new HashMap<>();
        if (request.severities() != null) {
            request.severities()
                    .forEach((word, severity) -> severities.put(word.strip().toUpperCase(Locale.ROOT), severity));
        }
        source.enabled = request.enabled() == null || request.enabled();
        if (request.secrets() != null) {
            source.secrets = List.copyOf(request.secrets());
        }
        source.service = request.service();
        source.severity = request.severity();
        source.team = request.team();
        source.fields = Map.copyOf(fields);
        source.severities = severities;
    }
}
