package dev.manabi.postmortem.decision;

import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Handled;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.decision.domain.Decision;
import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionMade;
import dev.manabi.postmortem.decision.domain.Outcome;
import dev.manabi.postmortem.decision.domain.Waiver;
import dev.manabi.postmortem.listing.Filter;
import dev.manabi.postmortem.listing.TimeCursor;
import dev.manabi.postmortem.policy.domain.Judgement;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Reading decisions, and answering for one that is not carried out. */
@Path("/api/v1/decisions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Decisions", description = "Whether a postmortem is due, and why")
public class DecisionResource {

    private final DecisionCommands commands;
    private final Caller caller;

    DecisionResource(DecisionCommands commands, Caller caller) {
        this.commands = commands;
        this.caller = caller;
    }

    /**
     * @param closeEventId the closing of the incident that was judged
     * @param criteria each with what it saw; {@code met} is null where the incident does not say
     * @param requestedBy the stakeholder who asked for a postmortem, or null when the criteria alone decided
     * @param postmortemId the incident's postmortem, or null while none is due
     * @param waiver who answers for its not being written for now, or null unless it is WAIVED
     * @param current whether it holds; otherwise a later one about the same incident does
     */
    @Schema(name = "Decision")
    public record DecisionAnswer(
            UUID id,
            UUID incidentId,
            String incidentNumber,
            UUID closeEventId,
            String policy,
            int policyVersion,
            Outcome outcome,
            List<Judgement> criteria,
            @Nullable String requestedBy,
            @Nullable String reason,
            @Nullable UUID postmortemId,
            Instant decidedAt,
            @Nullable Waiver waiver,
            boolean current) {

        static DecisionAnswer of(DecisionView decision) {
            return new DecisionAnswer(
                    decision.id,
                    decision.incidentId,
                    decision.incidentNumber,
                    decision.closeEventId,
                    decision.policy,
                    decision.policyVersion,
                    decision.outcome,
                    decision.criteria,
                    decision.requestedBy,
                    decision.reason,
                    decision.postmortemId,
                    decision.decidedAt,
                    waiver(decision),
                    decision.current);
        }

        private static @Nullable Waiver waiver(DecisionView decision) {
            return decision.waivedBy == null || decision.waiverReason == null || decision.waivedUntil == null
                    ? null
                    : new Waiver(decision.waivedBy, decision.waiverReason, decision.waivedUntil);
        }
    }

    /** @param expiresAt when it is due again: in the future, within 90 days */
    @Schema(name = "WaiverRequest", examples = """
                    {"reason": "The team moves this service off the platform until May", "expiresAt": "2099-05-01T00:00:00Z"}
                    """)
    public record WaiverRequest(
            @NotBlank @Size(max = 2_000) String reason,
            @NotNull Instant expiresAt) {}

    @Schema(name = "WaiverLift", examples = """
                    {"reason": "It has happened again"}
                    """)
    public record WaiverLift(@NotBlank @Size(max = 2_000) String reason) {}

    @GET
    @Transactional
    @Operation(operationId = "listDecisions", summary = "Decisions, newest first")
    public Page<DecisionAnswer> list(
            @QueryParam("incidentId") @Parameter(description = "Id or number, INC-12") @Nullable String incidentId,
            @QueryParam("outcome") @Parameter(schema = @Schema(implementation = Outcome.class)) @Nullable
                    String outcome,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        Filter filter = new Filter()
                .ofIncident(incidentId)
                .and("outcome = :outcome", "outcome", Filter.oneOf(Outcome.class, "outcome", outcome))
                .after("(decidedAt, id) < (:at, :id)", TimeCursor.read(page.after()));
        List<DecisionView> rows = DecisionView.<DecisionView>find(
                        filter.where() + " order by decidedAt desc, id desc", filter.parameters())
                .range(0, page.rowsToRead() - 1)
                .list();
        return Page.of(page, rows, row -> new TimeCursor(row.decidedAt, row.id).text(), DecisionAnswer::of);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(operationId = "getDecision", summary = "One decision")
    @APIResponse(
            responseCode = "200",
            description = "The decision",
            content = @Content(schema = @Schema(implementation = DecisionAnswer.class)))
    public Response get(@PathParam("id") String id) {
        DecisionView decision = find(id);
        return Answers.ok(decision.version, DecisionAnswer.of(decision));
    }

    @POST
    @Path("/{id}/waive")
    @Idempotent
    @RolesAllowed({Roles.SENIOR, Roles.MANAGER})
    @Operation(
            operationId = "waiveDecision",
            summary = "Answer for a due postmortem's not being written for now",
            description =
                    "By a senior or a manager who does not own the postmortem, for at most 90 days. Until then nobody"
                            + " is reminded of it. When it expires the postmortem is due again, with its full time counted from"
                            + " then.")
    @APIResponse(
            responseCode = "201",
            description = "The decision that holds from now on",
            content = @Content(schema = @Schema(implementation = DecisionAnswer.class)))
    @APIResponse(
            responseCode = "200",
            description = "It was waived just so already",
            content = @Content(schema = @Schema(implementation = DecisionAnswer.class)))
    public Response waive(@PathParam("id") String id, @Valid @NotNull WaiverRequest request) {
        Instant expiresAt = request.expiresAt().truncatedTo(ChronoUnit.MICROS);
        return holding(commands.waive(find(id), caller.person(), request.reason(), expiresAt, caller.cause()));
    }

    @POST
    @Path("/{id}/lift-waiver")
    @Idempotent
    @RolesAllowed({Roles.SENIOR, Roles.MANAGER})
    @Operation(operationId = "liftWaiver", summary = "Let a waived postmortem be due again, before the waiver expires")
    @APIResponse(
            responseCode = "201",
            description = "The decision that holds from now on",
            content = @Content(schema = @Schema(implementation = DecisionAnswer.class)))
    public Response lift(@PathParam("id") String id, @Valid @NotNull WaiverLift request) {
        return holding(commands.lift(find(id), caller.person(), request.reason(), caller.cause()));
    }

    private static DecisionView find(String id) {
        return Filter.uuid(id)
                .flatMap(known -> DecisionView.<DecisionView>findByIdOptional(known))
                .orElseThrow(() -> new NotFound("decision", id));
    }

    private static Response holding(Handled<Decision> handled) {
        DecisionMade latest = Objects.requireNonNull(handled.state().latest(), "what is waived has been decided");
        DecisionAnswer answer = DecisionAnswer.of(Objects.requireNonNull(DecisionView.findById(latest.decisionId())));
        return handled.changed()
                ? Answers.created("/api/v1/decisions/" + answer.id(), handled.version(), answer)
                : Answers.ok(handled.version(), answer);
    }
}
