package dev.manabi.review.meeting;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.icalendar.ICalendar;
import dev.manabi.icalendar.Method;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import dev.manabi.review.catalog.PersonView;
import dev.manabi.review.meeting.domain.Actor;
import dev.manabi.review.meeting.domain.MeetingCommand;
import dev.manabi.review.meeting.domain.MeetingCommand.CancelMeeting;
import dev.manabi.review.meeting.domain.MeetingCommand.ChangeMeeting;
import dev.manabi.review.meeting.domain.MeetingCommand.PlanMeeting;
import dev.manabi.review.meeting.domain.MeetingCommand.RescheduleMeeting;
import dev.manabi.review.meeting.domain.MeetingRule;
import dev.manabi.review.meeting.domain.Plan;
import dev.manabi.review.meeting.domain.Proposal;
import dev.manabi.review.meeting.domain.Proposal.Suggested;
import dev.manabi.review.meeting.domain.Roster;
import dev.manabi.review.meeting.domain.Slot;
import dev.manabi.review.meeting.domain.Subject;
import dev.manabi.review.review.ReviewView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Meetings in which postmortems are reviewed: when, where, who, about what. */
@Path("/api/v1/meetings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Meetings")
public class MeetingResource {

    private static final String ME = "me";
    private static final int USUAL_MINUTES = 45;

    private final MeetingCommands commands;
    private final MeetingVisibility visibility;
    private final Concerns concerns;
    private final CalendarEntries entries;
    private final Caller caller;

    MeetingResource(
            MeetingCommands commands,
            MeetingVisibility visibility,
            Concerns concerns,
            CalendarEntries entries,
            Caller caller) {
        this.commands = commands;
        this.visibility = visibility;
        this.concerns = concerns;
        this.entries = entries;
        this.caller = caller;
    }

    /**
     * Who is not named is proposed.
     *
     * @param postmortems ids or numbers of submitted postmortems
     * @param durationMinutes 30 to 60; 45 where it is not said
     * @param timeZone IANA name
     * @param attendees person ids; whoever leads and takes notes comes in any case
     * @param shortNoticeReason needed where it begins in less than 24 hours
     */
    @Schema(name = "NewMeeting", examples = """
                    {"postmortems": ["PM-7"], "startsAt": "2031-03-05T13:00:00Z", "durationMinutes": 45,
                     "timeZone": "Europe/Berlin", "link": "https://meet.example/pm-7"}
                    """)
    public record PlanRequest(
            @NotEmpty @Size(max = 20) List<@NotBlank @Size(max = 100) String> postmortems,
            @NotNull Instant startsAt,
            @Nullable Integer durationMinutes,
            @NotBlank @Size(max = 100) String timeZone,
            @Size(max = 200) @Nullable String place,
            @Size(max = 1000) @Nullable String link,
            @Size(max = 100) @Nullable List<@NotBlank @Size(max = 255) String> attendees,
            @Size(max = 255) @Nullable String facilitator,
            @Size(max = 255) @Nullable String noteTaker,

            @Pattern(regexp = "en|ja", message = "is en or ja") @Nullable
            String language,

            @Size(max = 1000) @Nullable String shortNoticeReason) {}

    /** @param shortNoticeReason needed where it begins in less than 24 hours */
    @Schema(name = "MeetingTime", examples = """
                    {"startsAt": "2031-03-06T13:00:00Z", "durationMinutes": 30, "timeZone": "Europe/Berlin"}
                    """)
    public record TimeRequest(
            @NotNull Instant startsAt,
            int durationMinutes,
            @NotBlank @Size(max = 100) String timeZone,
            @Size(max = 1000) @Nullable String shortNoticeReason) {}

    /** What is not there any more is taken away. */
    @Schema(name = "MeetingArrangement", examples = """
                    {"place": "Room 3", "link": null, "facilitator": "rin", "noteTaker": "alex",
                     "attendees": ["mei", "sam", "rin", "alex"]}
                    """)
    public record ArrangementRequest(
            @Size(max = 200) @Nullable String place,
            @Size(max = 1000) @Nullable String link,
            @NotBlank @Size(max = 255) String facilitator,
            @NotBlank @Size(max = 255) String noteTaker,
            @NotEmpty @Size(max = 100) List<@NotBlank @Size(max = 255) String> attendees) {}

    @Schema(name = "MeetingCancellation", examples = "{\"reason\": \"Everything was settled in the comments.\"}")
    public record CancelRequest(@NotBlank @Size(max = 1000) String reason) {}

    @GET
    @Transactional
    @Operation(
            summary = "Meetings, the earliest first",
            description =
                    "`postmortem` is an id or a number, `person` who comes (`me` is you), `from` and `to` bound the beginning.")
    public Page<MeetingAnswer.Summary> listMeetings(
            @QueryParam("postmortem") @Nullable String postmortem,
            @QueryParam("person") @Nullable String person,
            @QueryParam("status") @Nullable String status,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        StringBuilder query = new StringBuilder("from MeetingView m where " + MeetingVisibility.VISIBLE);
        Map<String, Object> parameters = new HashMap<>(Map.of("caller", caller.person()));
        if (postmortem != null) {
            query.append(" and :postmortem member of m.postmortems");
            parameters.put("postmortem", visibility.review(postmortem).postmortemId);
        }
        if (person != null) {
            query.append(" and :person member of m.attendees");
            parameters.put("person", person.equals(ME) ? caller.person() : person);
        }
        if (status != null) {
            query.append(" and m.status = :status");
            parameters.put("status", status(status));
        }
        if (from != null) {
            query.append(" and m.startsAt >= :from");
            parameters.put("from", instant("from", from));
        }
        if (to != null) {
            query.append(" and m.startsAt < :to");
            parameters.put("to", instant("to", to));
        }
        if (page.after() != null) {
            query.append(" and (m.startsAt > :afterStart or (m.startsAt = :afterStart and m.id > :afterId))");
            String[] after = page.after().split("/", 2);
            parameters.put("afterStart", instant("cursor", after[0]));
            parameters.put("afterId", MeetingVisibility.uuid("cursor", after[after.length - 1]));
        }
        List<MeetingView> rows = MeetingView.<MeetingView>find(
                        query.append(" order by m.startsAt, m.id").toString(), parameters)
                .range(0, page.rowsToRead() - 1)
                .list();
        return Page.of(page, rows, view -> view.startsAt + "/" + view.id, MeetingAnswer.Summary::of);
    }

    @GET
    @Path("/proposal")
    @Transactional
    @Operation(summary = "Who should come to a meeting about these postmortems, and why")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ProposalAnswer.class)))
    public ProposalAnswer getMeetingProposal(
            @Parameter(description = "Id or number; may be said several times") @QueryParam("postmortem")
                    List<String> postmortems) {
        if (postmortems.isEmpty()) {
            throw new InvalidValue("postmortem", "Say which postmortem the meeting is about.");
        }
        return ProposalAnswer.of(concerns.proposal(visibility.reviews(postmortems)));
    }

    /**
     * @param facilitator null where nobody is known who took no part: somebody has to be named
     * @param noteTaker null where nobody else is known
     */
    @Schema(name = "MeetingProposal")
    public record ProposalAnswer(
            List<Suggested> attendees,
            @Nullable Suggested facilitator,
            @Nullable Suggested noteTaker) {

        static ProposalAnswer of(Proposal proposal) {
            return new ProposalAnswer(proposal.attendees(), proposal.facilitator(), proposal.noteTaker());
        }
    }

    @POST
    @Idempotent
    @Operation(
            summary = "Plan a meeting and invite people",
            description = "Who is not named is proposed: see `GET /api/v1/meetings/proposal`.")
    @APIResponse(
            responseCode = "201",
            description = "It is planned, and people are invited",
            content = @Content(schema = @Schema(implementation = MeetingAnswer.class)))
    public Response planMeeting(@NotNull @Valid PlanRequest request) {
        List<ReviewView> reviews = visibility.reviews(request.postmortems());
        Integer minutes = request.durationMinutes();
        Slot slot = Slot.checked(
                request.startsAt().truncatedTo(ChronoUnit.SECONDS),
                minutes == null ? USUAL_MINUTES : minutes,
                request.timeZone());
        Plan plan = new Plan(
                reviews.stream().map(MeetingResource::subject).toList(),
                slot,
                request.place(),
                request.link(),
                roster(request, reviews),
                request.language() == null ? "en" : request.language(),
                caller.person(),
                null);
        Cause cause = caller.cause();
        UUID id = Ids.next();
        commands.handle(
                new PlanMeeting(id, plan, concerns.tookPart(reviews), request.shortNoticeReason(), cause.at()),
                Expected.newStream(),
                cause);
        MeetingView view = MeetingView.findById(id);
        return Answers.created("/api/v1/meetings/" + id, view.version, MeetingAnswer.of(view));
    }

    static Subject subject(ReviewView review) {
        return new Subject(
                review.postmortemId,
                review.number,
                review.confidential ? review.number : review.title,
                review.confidential);
    }

    private Roster roster(PlanRequest request, List<ReviewView> reviews) {
        Proposal proposal = concerns.proposal(reviews);
        String facilitator = named("facilitator", request.facilitator(), proposal.facilitator());
        String noteTaker = named("noteTaker", request.noteTaker(), noteTaker(proposal, facilitator));
        List<String> attendees = request.attendees();
        if (attendees != null) {
            attendees.forEach(person -> known("attendees", person));
        }
        return new Roster(facilitator, noteTaker, attendees == null ? proposed(proposal, request) : attendees);
    }

    /** Whoever was proposed to lead or to take notes need not come where somebody else was named for that. */
    private static List<String> proposed(Proposal proposal, PlanRequest request) {
        return proposal.attendees().stream()
                .filter(one -> one.because().stream().anyMatch(Proposal.Reason::concerns)
                        || (request.facilitator() == null && isSame(one, proposal.facilitator()))
                        || (request.noteTaker() == null && isSame(one, proposal.noteTaker())))
                .map(Suggested::person)
                .toList();
    }

    private static boolean isSame(Suggested one, @Nullable Suggested other) {
        return other != null && one.person().equals(other.person());
    }

    /** Whoever is named to lead was perhaps proposed to take notes. */
    private static @Nullable Suggested noteTaker(Proposal proposal, String facilitator) {
        Suggested proposed = proposal.noteTaker();
        if (proposed == null || !proposed.person().equals(facilitator)) {
            return proposed;
        }
        Suggested other = proposal.facilitator();
        return other == null || other.person().equals(facilitator) ? null : other;
    }

    private static String named(String field, @Nullable String named, @Nullable Suggested proposed) {
        if (named != null) {
            return known(field, named);
        }
        if (proposed == null) {
            throw new RuleBroken(
                    MeetingRule.NOBODY_TO_FACILITATE, "Nobody can be proposed as " + field + ": name somebody.");
        }
        return proposed.person();
    }

    private static String known(String field, String person) {
        if (PersonView.findById(person) == null) {
            throw new InvalidValue(field, "The catalog knows nobody called " + person + ".");
        }
        return person;
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One meeting, with its agenda")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MeetingAnswer.class)))
    public Response getMeeting(@PathParam("id") String id) {
        MeetingView view = visibility.meeting(id);
        return Answers.ok(view.version, MeetingAnswer.of(view));
    }

    @GET
    @Path("/{id}.ics")
    @Produces(CalendarResource.CALENDAR)
    @Transactional
    @Operation(operationId = "getMeetingEntry", summary = "One meeting as a calendar entry")
    @APIResponse(
            responseCode = "200",
            description = "iCalendar (RFC 5545), METHOD:PUBLISH; a cancelled one says STATUS:CANCELLED",
            content = @Content(mediaType = ICalendar.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    public Response getMeetingEntry(@PathParam("id") String id) {
        MeetingView meeting = visibility.meeting(id);
        return Response.ok(ICalendar.of(Method.PUBLISH, List.of(entries.of(meeting)), null))
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"meeting.ics\"")
                .tag(new EntityTag(Long.toString(meeting.version)))
                .build();
    }

    @PUT
    @Path("/{id}")
    @Transactional
    @Operation(summary = "Change who comes and where it is")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MeetingAnswer.class)))
    public Response changeMeeting(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid ArrangementRequest request) {
        MeetingView view = visibility.meeting(id);
        Set<String> before = Set.copyOf(view.attendees);
        known("facilitator", request.facilitator());
        known("noteTaker", request.noteTaker());
        request.attendees().stream()
                .filter(person -> !before.contains(person))
                .forEach(person -> known("attendees", person));
        List<ReviewView> reviews = ReviewView.list("postmortemId in ?1", view.postmortems);
        Cause cause = caller.cause();
        return answer(
                new ChangeMeeting(
                        view.id,
                        view.subjects,
                        request.place(),
                        request.link(),
                        new Roster(request.facilitator(), request.noteTaker(), request.attendees()),
                        concerns.tookPart(reviews),
                        actor(caller),
                        cause.at()),
                Expected.required(ifMatch),
                cause);
    }

    @PUT
    @Path("/{id}/time")
    @Transactional
    @Operation(summary = "Put it at another time")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MeetingAnswer.class)))
    public Response rescheduleMeeting(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid TimeRequest request) {
        MeetingView view = visibility.meeting(id);
        Slot slot = Slot.checked(
                request.startsAt().truncatedTo(ChronoUnit.SECONDS), request.durationMinutes(), request.timeZone());
        Cause cause = caller.cause();
        return answer(
                new RescheduleMeeting(view.id, slot, request.shortNoticeReason(), actor(caller), cause.at()),
                Expected.required(ifMatch),
                cause);
    }

    @POST
    @Path("/{id}/cancel")
    @Idempotent
    @Operation(summary = "Cancel it")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MeetingAnswer.class)))
    public Response cancelMeeting(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid CancelRequest request) {
        MeetingView view = visibility.meeting(id);
        Cause cause = caller.cause();
        return answer(
                new CancelMeeting(view.id, request.reason(), actor(caller), cause.at()),
                Expected.optional(ifMatch),
                cause);
    }

    private Response answer(MeetingCommand command, Expected expected, Cause cause) {
        commands.handle(command, expected, cause);
        MeetingView view = MeetingView.findById(command.meetingId());
        return Answers.ok(view.version, MeetingAnswer.of(view));
    }

    static Actor actor(Caller caller) {
        return new Actor(caller.person(), caller.has(Roles.SENIOR) || caller.has(Roles.MANAGER));
    }

    private static MeetingStatus status(String value) {
        try {
            return MeetingStatus.valueOf(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("status", "status is PLANNED, RUNNING, ENDED or CANCELLED.");
        }
    }

    private static Instant instant(String field, String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new InvalidValue(field, field + " is a time such as 2026-03-05T13:00:00Z.");
        }
    }
}
