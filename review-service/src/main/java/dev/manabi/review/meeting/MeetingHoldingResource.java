package dev.manabi.review.meeting;

import dev.manabi.blameless.Finding;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Problem;
import dev.manabi.kit.Roles;
import dev.manabi.review.meeting.domain.AgendaPoint;
import dev.manabi.review.meeting.domain.Attendance;
import dev.manabi.review.meeting.domain.MeetingCommand;
import dev.manabi.review.meeting.domain.MeetingCommand.EndMeeting;
import dev.manabi.review.meeting.domain.MeetingCommand.RecordAttendance;
import dev.manabi.review.meeting.domain.MeetingCommand.SettlePoint;
import dev.manabi.review.meeting.domain.MeetingCommand.StartMeeting;
import dev.manabi.review.meeting.domain.MeetingCommand.TakeDecision;
import dev.manabi.review.meeting.domain.MeetingRule;
import dev.manabi.review.meeting.domain.Minutes.Dismissal;
import dev.manabi.review.meeting.domain.Outcome;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Meetings while they are held. The facilitator and the note-taker hold them. */
@Path("/api/v1/meetings/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Meetings")
public class MeetingHoldingResource {

    private final MeetingCommands commands;
    private final MeetingVisibility visibility;
    private final MinutesCheck check = new MinutesCheck();
    private final Caller caller;

    MeetingHoldingResource(MeetingCommands commands, MeetingVisibility visibility, Caller caller) {
        this.commands = commands;
        this.visibility = visibility;
        this.caller = caller;
    }

    @Schema(name = "MeetingAttendance", examples = "{\"attendance\": \"PRESENT\"}")
    public record AttendanceRequest(@NotNull Attendance attendance) {}

    /** @param text what was decided, or why it is deferred */
    @Schema(name = "MeetingOutcome", examples = """
                    {"result": "RESOLVED", "text": "The check gets a case for empty values."}
                    """)
    public record OutcomeRequest(
            @NotNull Outcome.Result result,
            @NotBlank @Size(max = 4000) String text) {}

    @Schema(name = "MeetingDecision", examples = """
                    {"text": "Deployments of the configuration go through staging."}
                    """)
    public record DecisionRequest(
            @NotBlank @Size(max = 4000) String text) {}

    /**
     * @param minutes Markdown
     * @param dismissals why wordings stay that the check for blame finds
     */
    @Schema(name = "MeetingMinutes", examples = """
                    {"minutes": "The check had no case for an empty configuration. We add one."}
                    """)
    public record EndRequest(
            @NotBlank @Size(max = 50_000) String minutes,
            @Size(max = 100) @Nullable List<@Valid @NotNull DismissalRequest> dismissals) {}

    /** @param finding as the refusal named it */
    @Schema(name = "MinutesDismissal")
    public record DismissalRequest(
            @NotBlank @Size(max = 100) String finding,
            @NotBlank @Size(max = 1000) String reason) {}

    @POST
    @Path("/start")
    @Idempotent
    @Operation(
            summary = "Begin it",
            description = "Not earlier than an hour before its time. From now on the agenda stays as it is.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MeetingAnswer.class)))
    public Response startMeeting(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        MeetingView view = visibility.meeting(id);
        Cause cause = caller.cause();
        return answer(
                new StartMeeting(view.id, Agendas.of(view), MeetingResource.actor(caller), cause.at()),
                Expected.optional(ifMatch),
                cause);
    }

    @PUT
    @Path("/attendance/{person}")
    @Transactional
    @Operation(summary = "Say whether an invited person is there")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MeetingAnswer.class)))
    public Response recordAttendance(
            @PathParam("id") String id,
            @PathParam("person") String person,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid AttendanceRequest request) {
        MeetingView view = visibility.meeting(id);
        Cause cause = caller.cause();
        return answer(
                new RecordAttendance(view.id, person, request.attendance(), MeetingResource.actor(caller), cause.at()),
                Expected.required(ifMatch),
                cause);
    }

    @PUT
    @Path("/agenda/{point}")
    @Transactional
    @Operation(summary = "Resolve or defer a point of the agenda")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MeetingAnswer.class)))
    public Response settlePoint(
            @PathParam("id") String id,
            @PathParam("point") String point,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid OutcomeRequest request) {
        MeetingView view = visibility.meeting(id);
        Cause cause = caller.cause();
        return answer(
                new SettlePoint(
                        view.id, point, request.result(), request.text(), MeetingResource.actor(caller), cause.at()),
                Expected.required(ifMatch),
                cause);
    }

    @POST
    @Path("/decisions")
    @Idempotent
    @Operation(summary = "Write down what was decided beside the agenda")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MeetingAnswer.class)))
    public Response takeDecision(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid DecisionRequest request) {
        MeetingView view = visibility.meeting(id);
        Cause cause = caller.cause();
        return answer(
                new TakeDecision(view.id, Ids.next(), request.text(), MeetingResource.actor(caller), cause.at()),
                Expected.optional(ifMatch),
                cause);
    }

    @POST
    @Path("/end")
    @Idempotent
    @Operation(
            summary = "End it and record its minutes",
            description =
                    "Every open comment on the agenda is resolved or deferred first. Minutes that say of people what should be said"
                            + " of the system are refused with `minutes-blame`, and what was found is in `errors`: say it otherwise, or"
                            + " send `dismissals` with a reason for each finding. Minutes are not changed afterwards.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MeetingAnswer.class)))
    public Response endMeeting(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid EndRequest request) {
        MeetingView view = visibility.meeting(id);
        Map<String, Finding> findings = check.findings(request.minutes(), view.language);
        List<DismissalRequest> dismissals = request.dismissals() == null ? List.of() : request.dismissals();
        Cause cause = caller.cause();
        EndMeeting command = new EndMeeting(
                view.id,
                request.minutes(),
                findings.keySet(),
                dismissals.stream()
                        .map(one -> new Dismissal(one.finding(), one.reason()))
                        .toList(),
                resolved(view),
                MeetingResource.actor(caller),
                cause.at());
        try {
            return answer(command, Expected.optional(ifMatch), cause);
        } catch (RuleBroken e) {
            if (e.rule() != MeetingRule.MINUTES_BLAME) {
                throw e;
            }
            dismissals.forEach(one -> findings.remove(one.finding()));
            throw new WebApplicationException(
                    Problem.of(409, e.code(), String.valueOf(e.getMessage()), MinutesCheck.errors(findings))
                            .response());
        }
    }

    private static Set<UUID> resolved(MeetingView view) {
        List<UUID> comments = Agendas.of(view).stream()
                .flatMap(part -> part.points().stream())
                .map(AgendaPoint::commentId)
                .filter(java.util.Objects::nonNull)
                .toList();
        return new HashSet<>(CommentView.resolvedAmong(comments));
    }

    private Response answer(MeetingCommand command, Expected expected, Cause cause) {
        commands.handle(command, expected, cause);
        MeetingView view = MeetingView.findById(command.meetingId());
        return Answers.ok(view.version, MeetingAnswer.of(view));
    }
}
