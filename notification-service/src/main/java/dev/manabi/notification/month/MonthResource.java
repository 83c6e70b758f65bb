package dev.manabi.notification.month;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotAllowed;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Handled;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Roles;
import dev.manabi.notification.month.domain.Month;
import dev.manabi.notification.month.domain.Month.Nomination;
import dev.manabi.notification.month.domain.Month.Outcome;
import dev.manabi.notification.month.domain.MonthCommand.AnswerConsent;
import dev.manabi.notification.month.domain.MonthCommand.CastBallot;
import dev.manabi.notification.month.domain.MonthCommand.Nominate;
import dev.manabi.notification.month.domain.MonthEvent.Result;
import dev.manabi.notification.month.domain.Rubric;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The postmortem of the month: nominated, agreed to by its owner, voted for blindly. */
@Path("/api/v1/postmortem-of-the-month/{month}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Postmortem of the month", description = "Nominated, agreed to by its owner, voted for blindly")
public class MonthResource {

    private final Months months;
    private final Caller caller;

    MonthResource(Months months, Caller caller) {
        this.months = months;
        this.caller = caller;
    }

    /** @param number of a postmortem that was published in that month */
    @Schema(
            name = "NewNomination",
            examples = "{\"number\": \"PM-7\", \"reason\": \"It shows how a small pool takes everything down.\"}")
    public record NewNomination(
            @NotBlank @Size(max = 40) String number,
            @NotBlank @Size(max = 500) String reason) {}

    @Schema(name = "ConsentAnswer", examples = "{\"yes\": true}")
    public record Consent(@NotNull Boolean yes) {}

    /** Each 1 to 5. Nobody is shown it but whoever casts it. */
    @Schema(
            name = "Ballot",
            examples = "{\"clarity\": 5, \"depth\": 4, \"actions\": 4, \"fairness\": 5, \"usefulness\": 5}")
    public record Ballot(
            @NotNull Integer clarity,
            @NotNull Integer depth,
            @NotNull Integer actions,
            @NotNull Integer fairness,
            @NotNull Integer usefulness) {

        Map<Rubric, Integer> points() {
            Map<Rubric, Integer> points = new EnumMap<>(Rubric.class);
            points.put(Rubric.CLARITY, clarity);
            points.put(Rubric.DEPTH, depth);
            points.put(Rubric.ACTIONS, actions);
            points.put(Rubric.FAIRNESS, fairness);
            points.put(Rubric.USEFULNESS, usefulness);
            return points;
        }

        static Ballot of(Map<Rubric, Integer> points) {
            return new Ballot(
                    points.getOrDefault(Rubric.CLARITY, 0),
                    points.getOrDefault(Rubric.DEPTH, 0),
                    points.getOrDefault(Rubric.ACTIONS, 0),
                    points.getOrDefault(Rubric.FAIRNESS, 0),
                    points.getOrDefault(Rubric.USEFULNESS, 0));
        }
    }

    /**
     * @param consent what the owner has said; null while they have not
     * @param mine the caller's own ballot; null where there is none
     */
    @Schema(name = "Nomination")
    public record NominationAnswer(
            String number,
            String title,
            @Nullable String owner,
            List<String> reasons,
            @Nullable Boolean consent,
            @Nullable Ballot mine) {}

    /** @param average points of a ballot, 5 to 25 */
    @Schema(name = "MonthResult")
    public record ResultAnswer(String number, String title, int ballots, double average) {

        static ResultAnswer of(Result result) {
            return new ResultAnswer(result.number(), result.title(), result.ballots(), result.average());
        }
    }

    /**
     * @param closesAt when the vote ends
     * @param winner number of the chosen one; null while the vote is open, and where nobody could be chosen
     * @param results none while the vote is open
     */
    @Schema(name = "PostmortemOfTheMonth")
    public record MonthAnswer(
            String month,
            Instant closesAt,
            boolean closed,
            List<NominationAnswer> nominations,
            @Nullable String winner,
            List<ResultAnswer> results,
            long version) {}

    @GET
    @Transactional
    @Operation(summary = "Who is nominated, and once the vote is closed how it ended")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MonthAnswer.class)))
    public Response getPostmortemOfTheMonth(@PathParam("month") String month) {
        YearMonth of = month(month);
        return ok(of, months.load(of));
    }

    @POST
    @Path("/nominations")
    @Idempotent
    @Operation(summary = "Nominate a postmortem that was published in that month; its owner is asked")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MonthAnswer.class)))
    public Response nominatePostmortem(@PathParam("month") String month, @Valid @NotNull NewNomination request) {
        YearMonth of = month(month);
        Cause cause = caller.cause();
        Nominate command = new Nominate(
                months.candidate(of, request.number().strip()), request.reason().strip(), caller.person(), cause.at());
        return ok(of, months.nominate(of, command, Expected.any(), cause));
    }

    @POST
    @Path("/nominations/{number}/consent")
    @Idempotent
    @Operation(summary = "Agree that one's postmortem may be chosen, or not")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MonthAnswer.class)))
    public Response answerConsent(
            @PathParam("month") String month, @PathParam("number") String number, @Valid @NotNull Consent request) {
        YearMonth of = month(month);
        Nomination one = months.load(of).state().nominations().get(number);
        String owner = one == null ? null : one.candidate().owner();
        boolean mayAnswer = caller.person().equals(owner) || (owner == null && caller.has(Roles.ADMIN));
        if (one != null && !mayAnswer) {
            throw new NotAllowed("Only its owner agrees to it.");
        }
        Cause cause = caller.cause();
        return ok(
                of,
                months.handle(
                        of,
                        new AnswerConsent(number, request.yes(), caller.person(), cause.at()),
                        Expected.any(),
                        cause));
    }

    @POST
    @Path("/nominations/{number}/ballot")
    @Idempotent
    @Operation(summary = "Vote; one's later ballot takes the place of the earlier one")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MonthAnswer.class)))
    public Response castBallot(
            @PathParam("month") String month, @PathParam("number") String number, @Valid @NotNull Ballot request) {
        YearMonth of = month(month);
        Cause cause = caller.cause();
        return ok(
                of,
                months.handle(
                        of,
                        new CastBallot(number, request.points(), caller.person(), cause.at()),
                        Expected.any(),
                        cause));
    }

    private Response ok(YearMonth month, Handled<Month> handled) {
        Month state = handled.state();
        Outcome outcome = state.closed();
        List<NominationAnswer> nominations = state.nominations().values().stream()
                .map(one -> new NominationAnswer(
                        one.candidate().number(),
                        one.candidate().title(),
                        one.candidate().owner(),
                        one.reasons(),
                        one.consent(),
                        mine(one)))
                .toList();
        return Answers.ok(
                handled.version(),
                new MonthAnswer(
                        month.toString(),
                        months.closesAt(month),
                        outcome != null,
                        nominations,
                        outcome == null ? null : outcome.winner(),
                        outcome == null
                                ? List.of()
                                : outcome.results().stream()
                                        .map(ResultAnswer::of)
                                        .toList(),
                        handled.version()));
    }

    private @Nullable Ballot mine(Nomination one) {
        Map<Rubric, Integer> points = one.ballots().get(caller.person());
        return points == null ? null : Ballot.of(points);
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidValue("month", "month is a month such as 2026-11.");
        }
    }
}
