package dev.manabi.postmortem.decision;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.decision.Backtest.Report;
import dev.manabi.postmortem.decision.Backtest.Selection;
import dev.manabi.postmortem.policy.Policies;
import dev.manabi.postmortem.policy.PolicyDocument;
import dev.manabi.postmortem.policy.domain.Policy;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Trying a policy on the past. */
@Path("/api/v1/policies/backtests")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.MANAGER, Roles.ADMIN})
@Tag(name = "Policies")
public class BacktestResource {

    private static final int NAMED = 50;

    private final Backtest backtest;
    private final Policies policies;

    BacktestResource(Backtest backtest, Policies policies) {
        this.backtest = backtest;
        this.policies = policies;
    }

    /**
     * Either a version or a document.
     *
     * @param since only incidents declared then or later
     * @param until only incidents declared before
     * @param limit how many changes are named, 50 where it is null; all of them are counted
     */
    @Schema(
            name = "PolicyBacktest",
            examples = "{\"since\": \"2026-01-01T00:00:00Z\", \"limit\": 20, \"document\": " + PolicyDocument.EXAMPLE
                    + "}")
    public record PolicyBacktest(
            @Nullable Integer version,
            @Nullable @Valid PolicyDocument document,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable @Size(max = 100) String team,
            @Nullable @Min(0) @Max(200) Integer limit) {}

    @POST
    @Idempotent
    @Operation(
            operationId = "backtestPolicy",
            summary = "What a policy would have decided about all past incidents, and why",
            description = "Writes nothing. The present decisions are compared with what the policy says about the same"
                    + " facts; a stakeholder's request counts under every policy.")
    @APIResponse(
            responseCode = "200",
            description = "What would change",
            content = @Content(schema = @Schema(implementation = Report.class)))
    public Response backtest(@Valid @NotNull PolicyBacktest request) {
        Report report = backtest.of(
                proposed(request),
                new Selection(request.since(), request.until(), request.team()),
                request.limit() == null ? NAMED : request.limit());
        return Response.ok(report).build();
    }

    private Policy proposed(PolicyBacktest request) {
        if (request.document() != null && request.version() == null) {
            return policies.proposed(request.document());
        }
        if (request.version() != null && request.document() == null) {
            return policies.version(request.version());
        }
        throw new InvalidValue("document", "Say either which version or which document.");
    }
}
