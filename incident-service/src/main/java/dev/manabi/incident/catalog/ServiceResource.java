package dev.manabi.incident.catalog;

import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Services that the organisation runs, over HTTP. */
@Path("/api/v1/services")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
@RolesAllowed("member")
public class ServiceResource {

    private final Catalog catalog;
    private final Caller caller;

    ServiceResource(Catalog catalog, Caller caller) {
        this.catalog = catalog;
        this.caller = caller;
    }

    /**
     * @param team id of the team that owns it
     * @param primaryOnCall person id
     * @param aliases other names that alerts use for it
     */
    @Schema(examples = """
                    {
                      "id": "checkout",
                      "name": "Checkout",
                      "team": "storefront",
                      "primaryOnCall": "mei",
                      "aliases": ["checkout-web"]
                    }
                    """)
    public record NewService(
            @NotBlank @Size(max = 100) @Pattern(regexp = "^[A-Za-z0-9][A-Za-z0-9._-]*$")
            String id,

            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(max = 100) String team,
            @Nullable @Size(max = 100) String primaryOnCall,
            @Nullable @Size(max = 50) List<@NotBlank @Size(max = 100) String> aliases) {

        static NewService of(Service service) {
            return new NewService(service.id, service.name, service.team, service.primaryOnCall, service.aliases);
        }

        ServiceChange change() {
            return new ServiceChange(name, team, primaryOnCall, aliases);
        }

        Service service() {
            Service service = new Service();
            service.id = id;
            fill(service, change());
            return service;
        }
    }

    @Schema(examples = """
                    {"name": "Checkout", "team": "storefront", "primaryOnCall": "alex", "aliases": ["checkout-web"]}
                    """)
    public record ServiceChange(
            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(max = 100) String team,
            @Nullable @Size(max = 100) String primaryOnCall,
            @Nullable @Size(max = 50) List<@NotBlank @Size(max = 100) String> aliases) {}

    @Schema(name = "Service")
    public record ServiceAnswer(
            String id,
            String name,
            @Nullable String team,
            @Nullable String primaryOnCall,
            List<String> aliases,
            long version) {

        static ServiceAnswer of(Service service) {
            return new ServiceAnswer(
                    service.id, service.name, service.team, service.primaryOnCall, service.aliases, service.version);
        }
    }

    @POST
    @RolesAllowed("admin")
    @Idempotent
    @Operation(summary = "Register a service")
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            content = @Content(schema = @Schema(implementation = ServiceAnswer.class)))
    public Response registerService(@NotNull @Valid NewService request) {
        Service added = catalog.add(request.service(), caller.cause());
        return Answers.created("/api/v1/services/" + added.id, added.version, ServiceAnswer.of(added));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed("admin")
    @Transactional
    @Operation(summary = "Change a service")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = ServiceAnswer.class)))
    public Response changeService(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid ServiceChange request) {
        Service service = catalog.change(
                Service.class, id, Expected.required(ifMatch), one -> fill(one, request), caller.cause());
        return Answers.ok(service.version, ServiceAnswer.of(service));
    }

    @GET
    @Operation(summary = "List services by id")
    public Page<ServiceAnswer> listServices(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        Page<Service> page = catalog.list(Service.class, PageRequest.of(limit, cursor), one -> one.id);
        return new Page<>(page.items().stream().map(ServiceAnswer::of).toList(), page.next());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read a service")
    @APIResponse(
            responseCode = "200",
            description = "The service",
            content = @Content(schema = @Schema(implementation = ServiceAnswer.class)))
    public Response getService(@PathParam("id") String id) {
        Service service = catalog.get(Service.class, id);
        return Answers.ok(service.version, ServiceAnswer.of(service));
    }

    static void fill(Service service, ServiceChange request) {
        service.name = request.name();
        service.team = request.team();
        service.primaryOnCall = request.primaryOnCall();
        service.aliases = request.aliases() == null ? List.of() : List.copyOf(request.aliases());
    }
}
