package dev.manabi.review.meeting;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.StaleVersion;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import dev.manabi.review.catalog.PersonView;
import dev.manabi.review.catalog.TeamView;
import dev.manabi.review.meeting.domain.Slot;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Meetings that take place every week, with all postmortems that wait for review by then, but for private ones: those have
 * meetings of their own. Seniors and managers keep them.
 */
@Path("/api/v1/meetings/standing")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Meetings")
public class StandingMeetingResource {

    private final Caller caller;

    StandingMeetingResource(Caller caller) {
        this.caller = caller;
    }

    /**
     * @param team null for all teams that have no standing meeting of their own
     * @param localTime {@code HH:mm} by the clocks of the zone, whatever they do in spring and autumn
     * @param durationMinutes 30 to 60
     * @param facilitators who take turns; whoever took part in what is talked about is passed over, and without names somebody is
     *     proposed
     * @param noteTakers who take turns
     */
    @Schema(name = "NewStandingMeeting", examples = """
                    {"team": null, "weekday": "THURSDAY", "localTime": "14:00", "timeZone": "Europe/Berlin",
                     "durationMinutes": 60, "link": "https://meet.example/reviews"}
                    """)
    public record StandingRequest(
            @Size(max = 255) @Nullable String team,
            @NotNull DayOfWeek weekday,

            @NotNull @Pattern(regexp = "([01][0-9]|2[0-3]):[0-5][0-9]", message = "is a time such as 14:00")
            String localTime,

            @NotBlank @Size(max = 100) String timeZone,
            int durationMinutes,
            @Size(max = 200) @Nullable String place,
            @Size(max = 1000) @Nullable String link,
            @Size(max = 50) @Nullable List<@NotBlank @Size(max = 255) String> facilitators,
            @Size(max = 50) @Nullable List<@NotBlank @Size(max = 255) String> noteTakers,

            @Pattern(regexp = "en|ja", message = "is en or ja") @Nullable
            String language) {}

    /** @param organizer who keeps it */
    @Schema(name = "StandingMeeting")
    public record Standing(
            UUID id,
            @Nullable String team,
            DayOfWeek weekday,
            String localTime,
            String timeZone,
            int durationMinutes,
            @Nullable String place,
            @Nullable String link,
            List<String> facilitators,
            List<String> noteTakers,
            String language,
            String organizer,
            long version) {

        static Standing of(StandingMeetingView view) {
            return new Standing(
                    view.id,
                    view.team,
                    view.weekday,
                    view.localTime,
                    view.timeZone,
                    view.durationMinutes,
                    view.place,
                    view.link,
                    view.facilitators,
                    view.noteTakers,
                    view.language,
                    view.organizer,
                    view.version);
        }
    }

    @POST
    @Idempotent
    @RolesAllowed({Roles.SENIOR, Roles.MANAGER})
    @Operation(
            summary = "Meet every week",
            description =
                    "Some days ahead the next meeting is planned with everything that waits for review. What is submitted until a day"
                            + " before is added; where nothing waits, nobody is invited.")
    @APIResponse(
            responseCode = "201",
            description = "From now on it is planned",
            content = @Content(schema = @Schema(implementation = Standing.class)))
    public Response makeStandingMeeting(@NotNull @Valid StandingRequest request) {
        StandingMeetingView view = new StandingMeetingView();
        view.id = Ids.next();
        view.version = 1;
        view.organizer = caller.person();
        view.active = true;
        take(view, request);
        view.persist();
        return Answers.created("/api/v1/meetings/standing/" + view.id, view.version, Standing.of(view));
    }

    @GET
    @Transactional
    @Operation(summary = "Meetings that take place every week")
    public Page<Standing> listStandingMeetings(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        List<StandingMeetingView> rows = page.after() == null
                ? StandingMeetingView.<StandingMeetingView>find("active order by id desc")
                        .range(0, page.rowsToRead() - 1)
                        .list()
                : StandingMeetingView.<StandingMeetingView>find(
                                "active and id < ?1 order by id desc", MeetingVisibility.uuid("cursor", page.after()))
                        .range(0, page.rowsToRead() - 1)
                        .list();
        return Page.of(page, rows, row -> row.id.toString(), Standing::of);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One of them")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Standing.class)))
    public Response getStandingMeeting(@PathParam("id") String id) {
        StandingMeetingView view = active(id, LockModeType.NONE);
        return Answers.ok(view.version, Standing.of(view));
    }

    @PUT
    @Path("/{id}")
    @Transactional
    @RolesAllowed({Roles.SENIOR, Roles.MANAGER})
    @Operation(summary = "Change it from the next meeting on that is not planned yet")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Standing.class)))
    public Response changeStandingMeeting(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid StandingRequest request) {
        StandingMeetingView view = seen(id, ifMatch);
        take(view, request);
        view.version++;
        return Answers.ok(view.version, Standing.of(view));
    }

    @DELETE
    @Path("/{id}")
    @Transactional
    @RolesAllowed({Roles.SENIOR, Roles.MANAGER})
    @Operation(summary = "Meet no more", description = "What is planned already takes place, unless it is cancelled.")
    @APIResponse(responseCode = "204", description = "No more meetings are planned by it")
    public Response endStandingMeeting(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        seen(id, ifMatch).active = false;
        return Response.noContent().build();
    }

    private static StandingMeetingView seen(String id, @Nullable String ifMatch) {
        Expected expected = Expected.required(ifMatch);
        StandingMeetingView view = active(id, LockModeType.PESSIMISTIC_WRITE);
        if (expected instanceof Expected.Version(long seen) && seen != view.version) {
            throw new StaleVersion(seen, view.version);
        }
        return view;
    }

    private static StandingMeetingView active(String id, LockModeType lock) {
        return StandingMeetingView.<StandingMeetingView>find("active and id = ?1", MeetingVisibility.uuid("id", id))
                .withLock(lock)
                .firstResultOptional()
                .orElseThrow(() -> new NotFound("standing meeting", id));
    }

    private static void take(StandingMeetingView view, StandingRequest request) {
        Slot checked = Slot.checked(Instant.EPOCH, request.durationMinutes(), request.timeZone());
        String team = request.team();
        if (team != null && TeamView.findById(team) == null) {
            throw new InvalidValue("team", "The catalog knows no team called " + team + ".");
        }
        view.team = team;
        view.weekday = request.weekday();
        view.localTime = request.localTime();
        view.timeZone = checked.timeZone();
        view.durationMinutes = checked.durationMinutes();
        view.place = request.place();
        view.link = request.link();
        view.facilitators = known("facilitators", request.facilitators());
        view.noteTakers = known("noteTakers", request.noteTakers());
        view.language = request.language() == null ? "en" : request.language();
    }

    private static List<String> known(String field, @Nullable List<String> people) {
        List<String> named =
                people == null ? List.of() : people.stream().distinct().toList();
        for (String person : named) {
            if (PersonView.findById(person) == null) {
                throw new InvalidValue(field, "The catalog knows nobody called " + person + ".");
            }
        }
        return named;
    }
}
