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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Teams over HTTP. */
@Path("/api/v1/teams")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
@RolesAllowed("member")
public class TeamResource {

    private final Catalog catalog;
    private final Caller caller;

    TeamResource(Catalog catalog, Caller caller) {
        this.catalog = catalog;
        this.caller = caller;
    }

    /** @param lead person id; {@code manager} likewise */
    @Schema(examples = """
                    {"id": "storefront", "name": "Storefront", "lead": "ken", "manager": "hana"}
                    """)
    public record NewTeam(
            @NotBlank @Size(max = 100) @Pattern(regexp = "^[A-Za-z0-9][A-Za-z0-9._-]*$")
            String id,

            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(max = 100) String lead,
            @Nullable @Size(max = 100) String manager) {

        static NewTeam of(Team team) {
            return new NewTeam(team.id, team.name, team.lead, team.manager);
        }

        TeamChange change() {
            return new TeamChange(name, lead, manager);
        }

        Team team() {
            Team team = new Team();
            team.id = id;
            fill(team, change());
            return team;
        }
    }

    @Schema(examples = """
                    {"name": "Storefront", "lead": "ken", "manager": "hana"}
                    """)
    public record TeamChange(
            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(max = 100) String lead,
            @Nullable @Size(max = 100) String manager) {}

    @Schema(name = "Team")
    public record TeamAnswer(
            String id,
            String name,
            @Nullable String lead,
            @Nullable String manager,
            long version) {

        static TeamAnswer of(Team team) {
            return new TeamAnswer(team.id, team.name, team.lead, team.manager, team.version);
        }
    }

    @POST
    @RolesAllowed("admin")
    @Idempotent
    @Operation(summary = "Register a team")
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            content = @Content(schema = @Schema(implementation = TeamAnswer.class)))
    public Response registerTeam(@NotNull @Valid NewTeam request) {
        Team added = catalog.add(request.team(), caller.cause());
        return Answers.created("/api/v1/teams/" + added.id, added.version, TeamAnswer.of(added));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed("admin")
    @Transactional
    @Operation(summary = "Change a team")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = TeamAnswer.class)))
    public Response changeTeam(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid TeamChange request) {
        Team team =
                catalog.change(Team.class, id, Expected.required(ifMatch), one -> fill(one, request), caller.cause());
        return Answers.ok(team.version, TeamAnswer.of(team));
    }

    @GET
    @Operation(summary = "List teams by id")
    public Page<TeamAnswer> listTeams(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        Page<Team> page = catalog.list(Team.class, PageRequest.of(limit, cursor), one -> one.id);
        return new Page<>(page.items().stream().map(TeamAnswer::of).toList(), page.next());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read a team")
    @APIResponse(
            responseCode = "200",
            description = "The team",
            content = @Content(schema = @Schema(implementation = TeamAnswer.class)))
    public Response getTeam(@PathParam("id") String id) {
        Team team = catalog.get(Team.class, id);
        return Answers.ok(team.version, TeamAnswer.of(team));
    }

    static void fill(Team team, TeamChange request) {
        team.name = request.name();
        team.lead = request.lead();
        team.manager = request.manager();
    }
}
