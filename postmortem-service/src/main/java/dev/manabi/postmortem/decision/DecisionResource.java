package dev.manabi.postmortem.decision;

import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.decision.domain.Outcome;
import dev.manabi.postmortem.listing.Filter;
import dev.manabi.postmortem.listing.TimeCursor;
import dev.manabi.postmortem.policy.domain.Judgement;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Reading decisions. */
@Path("/api/v1/decisions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Decisions", description = "Whether a postmortem is due, and why")
public class DecisionResource {

    /**
     * @param closeEventId the closing of the incident that was judged
     * @param criteria each with what it saw; {@code met} is null where the incident does not say
     * @param requestedBy the stakeholder who asked for a postmortem, or null when the criteria alone decided
     * @param postmortemId the incident's postmortem, or null while none is due
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
            Instant decidedAt) {

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
                    decision.decidedAt);
        }
    }

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
        DecisionView decision = Filter.uuid(id)
                .flatMap(known -> DecisionView.<DecisionView>findByIdOptional(known))
                .orElseThrow(() -> new NotFound("decision", id));
        return Answers.ok(decision.version, DecisionAnswer.of(decision));
    }
}
