package dev.manabi.incident.catalog;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotAllowed;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

    /** Longer than any leave, and no year of five digits. */
    private static final Duration LONGEST_ABSENCE = Duration.ofDays(5 * 366);

    private final Catalog catalog;
    private final Caller caller;

    PersonResource(Catalog catalog, Caller caller) {
        this.catalog = catalog;
        this.caller = caller;
    }

    /** @param awayUntil when the person is back without anybody saying so */
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
            @Nullable Instant awayUntil,
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
                    person.awayUntil,
                    person.chatHandle);
        }

        PersonChange change() {
            return new PersonChange(name, email, team, senior, manager, away, awayUntil, chatHandle);
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
                      "away": true,
                      "awayUntil": "2030-03-01T00:00:00Z",
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
            @Nullable Instant awayUntil,
            @Nullable @Size(max = 100) String chatHandle) {}

    /** @param until when the person is back; null where nobody knows */
    @Schema(examples = """
                    {"away": true, "until": "2030-03-01T00:00:00Z"}
                    """)
    public record Absence(@NotNull Boolean away, @Nullable Instant until) {}

    @Schema(name = "Person")
    public record PersonAnswer(
            String id,
            String name,
            @Nullable String email,
            @Nullable String team,
            boolean senior,
            boolean manager,
            boolean away,
            @Nullable Instant awayUntil,
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
                    person.awayUntil,
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
        requirePossible("awayUntil", request.away(), request.awayUntil());
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
        requirePossible("awayUntil", request.away(), request.awayUntil());
        Person person =
                catalog.change(Person.class, id, Expected.required(ifMatch), one -> fill(one, request), caller.cause());
        return Answers.ok(person.version, PersonAnswer.of(person));
    }

    @PUT
    @Path("/{id}/absence")
    @Transactional
    @Operation(
            summary = "Say whether a person is away",
            description =
                    "Everybody may say it of themselves, an administrator of anybody. With until, the person is there"
                            + " again from then on without anybody saying so.")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = PersonAnswer.class)))
    public Response changeAbsence(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid Absence request) {
        catalog.get(Person.class, id);
        if (!id.equals(caller.person()) && !caller.has(Roles.ADMIN)) {
            throw new NotAllowed("You say it of yourself; an administrator says it of others.");
        }
        requirePossible("until", request.away(), request.until());
        Person person = catalog.change(
                Person.class,
                id,
                Expected.required(ifMatch),
                one -> setAway(one, request.away(), request.until()),
                caller.cause());
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
        setAway(person, request.away(), request.awayUntil());
        person.chatHandle = request.chatHandle();
    }

    /** Who says until when is away. */
    private static void setAway(Person person, @Nullable Boolean away, @Nullable Instant until) {
        person.away = Boolean.TRUE.equals(away) || until != null;
        person.awayUntil = until == null ? null : until.truncatedTo(ChronoUnit.MICROS);
    }

    private void requirePossible(String field, @Nullable Boolean away, @Nullable Instant until) {
        if (until == null) {
            return;
        }
        Instant now = caller.cause().at();
        if (Boolean.FALSE.equals(away)) {
            throw new InvalidValue(field, field + " is said of somebody who is away.");
        }
        if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST_ABSENCE))) {
            throw new InvalidValue(field, field + " lies in the future, and within five years.");
        }
    }
}
