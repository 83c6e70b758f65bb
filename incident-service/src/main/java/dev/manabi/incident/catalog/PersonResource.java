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
import jakarta.validation.constraints.Email;
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

/** People over HTTP. A person's id is the subject of the person's tokens. */
@Path("/api/v1/people")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
@RolesAllowed("member")
public class PersonResource {

    private final Catalog catalog;
    private final Caller caller;

    PersonResource(Catalog catalog, Caller caller) {
        this.catalog = catalog;
        this.caller = caller;
    }

    @Schema(examples = """
                    {
                      "id": "mei",
                      "name": "Mei Tanaka",
                      "email": "mei@example.com",
                      "team": "storefront",
                      "senior": false,
                      "manager": false,
                      "away": false,
                      "chatHandle": "@mei"
                    }
                    """)
    public record NewPerson(
            @NotBlank @Size(max = 100) @Pattern(regexp = "^[A-Za-z0-9][A-Za-z0-9._@-]*$")
            String id,

            @NotBlank @Size(max = 200) String name,
            @Nullable @Email @Size(max = 320) String email,
            @Nullable @Size(max = 100) String team,
            @Nullable Boolean senior,
            @Nullable Boolean manager,
            @Nullable Boolean away,
            @Nullable @Size(max = 100) String chatHandle) {

        static NewPerson of(Person person) {
            return new NewPerson(
                    person.id,
                    person.name,
                    person.email,
                    person.team,
                    person.senior,
                    person.manager,
                    person.away,
                    person.chatHandle);
        }

        PersonChange change() {
            return new PersonChange(name, email, team, senior, manager, away, chatHandle);
        }

        Person person() {
            Person person = new Person();
            person.id = id;
            fill(person, change());
            return person;
        }
    }

    @Schema(examples = """
                    {
                      "name": "Mei Tanaka",
                      "email": "mei@example.com",
                      "team": "storefront",
                      "senior": true,
                      "manager": false,
                      "away": false,
                      "chatHandle": "@mei"
                    }
                    """)
    public record PersonChange(
            @NotBlank @Size(max = 200) String name,
            @Nullable @Email @Size(max = 320) String email,
            @Nullable @Size(max = 100) String team,
            @Nullable Boolean senior,
            @Nullable Boolean manager,
            @Nullable Boolean away,
            @Nullable @Size(max = 100) String chatHandle) {}

    @Schema(name = "Person")
    public record PersonAnswer(
            String id,
            String name,
            @Nullable String email,
            @Nullable String team,
            boolean senior,
            boolean manager,
            boolean away,
            @Nullable String chatHandle,
            long version) {

        static PersonAnswer of(Person person) {
            return new PersonAnswer(
                    person.id,
                    person.name,
                    person.email,
                    person.team,
                    person.senior,
                    person.manager,
                    person.away,
                    person.chatHandle,
                    person.version);
        }
    }

    @POST
    @RolesAllowed("admin")
    @Idempotent
    @Operation(summary = "Register a person")
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            content = @Content(schema = @Schema(implementation = PersonAnswer.class)))
    public Response registerPerson(@NotNull @Valid NewPerson request) {
        Person added = catalog.add(request.person(), caller.cause());
        return Answers.created("/api/v1/people/" + added.id, added.version, PersonAnswer.of(added));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed("admin")
    @Transactional
    @Operation(summary = "Change a person")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = PersonAnswer.class)))
    public Response changePerson(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid PersonChange request) {
        Person person =
                catalog.change(Person.class, id, Expected.required(ifMatch), one -> fill(one, request), caller.cause());
        return Answers.ok(person.version, PersonAnswer.of(person));
    }

    @GET
    @Operation(summary = "List people by id")
    public Page<PersonAnswer> listPeople(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        Page<Person> page = catalog.list(Person.class, PageRequest.of(limit, cursor), one -> one.id);
        return new Page<>(page.items().stream().map(PersonAnswer::of).toList(), page.next());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read a person")
    @APIResponse(
            responseCode = "200",
            description = "The person",
            content = @Content(schema = @Schema(implementation = PersonAnswer.class)))
    public Response getPerson(@PathParam("id") String id) {
        Person person = catalog.get(Person.class, id);
        return Answers.ok(person.version, PersonAnswer.of(person));
    }

    static void fill(Person person, PersonChange request) {
        person.name = request.name();
        person.email = request.email();
        person.team = request.team();
        person.senior = Boolean.TRUE.equals(request.senior());
        person.manager = Boolean.TRUE.equals(request.manager());
        person.away = Boolean.TRUE.equals(request.away());
        person.chatHandle = request.chatHandle();
    }
}
