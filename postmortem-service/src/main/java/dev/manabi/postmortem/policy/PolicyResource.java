package dev.manabi.postmortem.policy;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.policy.domain.Criterion;
import dev.manabi.postmortem.policy.domain.Policy;
import io.quarkus.panache.common.Sort;
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
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Reading the policy, and saving a new version of it. */
@Path("/api/v1/policies")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Policies", description = "When a postmortem is due, by when, and who writes and reviews it")
public class PolicyResource {

    private final Policies policies;
    private final Caller caller;
    private final Clock clock;

    PolicyResource(Policies policies, Caller caller, Clock clock) {
        this.policies = policies;
        this.caller = caller;
        this.clock = clock;
    }

    /** @param threshold what the incident is held against; null where any "yes" suffices */
    @Schema(name = "Criterion")
    public record CriterionAnswer(String name, @Nullable String threshold) {}

    /**
     * @param inForceFrom incidents that are declared from then on are judged by it
     * @param inForce it is the one that judges what is declared now
     * @param savedBy null where it came with the service
     * @param criteria in words
     * @param document everything that it says; changed and sent again it is a new version
     */
    @Schema(name = "Policy")
    public record PolicyAnswer(
            String name,
            int version,
            Instant inForceFrom,
            boolean inForce,
            @Nullable String savedBy,
            @Nullable Instant savedAt,
            @Nullable String reason,
            List<CriterionAnswer> criteria,
            PolicyDocument document) {

        private static PolicyAnswer of(PolicyVersion row, Policy policy, boolean inForce) {
            return new PolicyAnswer(
                    policy.name(),
                    policy.version(),
                    policy.inForceFrom(),
                    inForce,
                    row.savedBy,
                    row.savedAt,
                    row.reason,
                    policy.criteria().all().stream().map(PolicyAnswer::inWords).toList(),
                    PolicyDocument.of(policy));
        }

        private static CriterionAnswer inWords(Criterion criterion) {
            return new CriterionAnswer(criterion.name(), criterion.threshold());
        }
    }

    /**
     * @param reason why it is changed
     * @param inForceFrom null for now
     */
    @Schema(
            name = "PolicyProposal",
            examples = "{\"reason\": \"Customers of the gold plan have a contract about it\","
                    + " \"inForceFrom\": \"2099-01-01T00:00:00Z\", \"document\": " + PolicyDocument.EXAMPLE + "}")
    public record PolicyProposal(
            @NotBlank @Size(max = 2_000) String reason,
            @Nullable Instant inForceFrom,
            @NotNull @Valid PolicyDocument document) {}

    @Schema(name = "PolicyToCheck", examples = "{\"document\": " + PolicyDocument.EXAMPLE + "}")
    public record PolicyToCheck(@NotNull @Valid PolicyDocument document) {}

    /** @param faults empty where it can be saved */
    @Schema(name = "PolicyCheck")
    public record PolicyCheck(boolean valid, List<PolicyFault> faults) {}

    /**
     * @param field JSON path within the document
     * @param criterion the name of the criterion whose expression it is, or null
     * @param line of the expression, from 1, as the column; null where it is about no expression
     */
    @Schema(name = "PolicyFault")
    public record PolicyFault(
            String field,
            @Nullable String criterion,
            @Nullable Integer line,
            @Nullable Integer column,
            String message) {}

    /** @param key names it */
    @Schema(name = "PolicyPreset")
    public record Preset(String key, PolicyDocument document) {}

    @GET
    @Transactional
    @Operation(operationId = "listPolicies", summary = "Every version of the policy, newest first")
    public Page<PolicyAnswer> list(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        int inForce = policies.rowInForceAt(clock.instant()).version;
        List<PolicyVersion> rows = PolicyVersion.<PolicyVersion>find(
                        "version < ?1", Sort.descending("version"), before(page.after()))
                .range(0, page.rowsToRead() - 1)
                .list();
        return Page.of(
                page,
                rows,
                row -> Integer.toString(row.version),
                row -> PolicyAnswer.of(row, policies.policy(row), row.version == inForce));
    }

    private static int before(@Nullable String cursor) {
        try {
            return cursor == null ? Integer.MAX_VALUE : Integer.parseInt(cursor);
        } catch (NumberFormatException _) {
            throw new InvalidValue("cursor", "cursor must be the next of an earlier answer.");
        }
    }

    @GET
    @Path("/{version}")
    @Transactional
    @Operation(operationId = "getPolicy", summary = "One version of the policy")
    @APIResponse(
            responseCode = "200",
            description = "The version, which never changes",
            content = @Content(schema = @Schema(implementation = PolicyAnswer.class)))
    public Response get(@PathParam("version") String version) {
        try {
            PolicyVersion row = policies.row(Integer.parseInt(version));
            boolean inForce = policies.rowInForceAt(clock.instant()).version == row.version;
            return Answers.ok(row.version, PolicyAnswer.of(row, policies.policy(row), inForce));
        } catch (NumberFormatException _) {
            throw new NotFound("policy version", version);
        }
    }

    @GET
    @Path("/presets")
    @Operation(operationId = "listPolicyPresets", summary = "Policies to begin with")
    public Page<Preset> presets() {
        return new Page<>(
                Policies.PRESETS.stream()
                        .map(key -> new Preset(
                                key,
                                PolicyDocument.of(
                                        PolicyJson.read(Policies.preset(key)).policy(0, Instant.EPOCH))))
                        .toList(),
                null);
    }

    @POST
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "savePolicy",
            summary = "Save a new version of the policy",
            description =
                    "It judges incidents that are declared from then on; what was declared before is judged by what"
                            + " held then. A version never changes. Of versions that begin at the same time the last one saved"
                            + " holds.")
    @APIResponse(
            responseCode = "201",
            description = "The new version",
            content = @Content(schema = @Schema(implementation = PolicyAnswer.class)))
    public Response save(@Valid @NotNull PolicyProposal proposal) {
        PolicyVersion saved =
                policies.save(proposal.document(), proposal.inForceFrom(), caller.person(), proposal.reason());
        boolean inForce = policies.rowInForceAt(clock.instant()).version == saved.version;
        return Answers.created(
                "/api/v1/policies/" + saved.version,
                saved.version,
                PolicyAnswer.of(saved, policies.policy(saved), inForce));
    }

    @POST
    @Path("/validations")
    @Idempotent
    @Operation(
            operationId = "checkPolicy",
            summary = "Whether a policy could be saved, and what is wrong with it",
            description = "Writes nothing. Every fault of every expression is named with its line and column.")
    @APIResponse(
            responseCode = "200",
            description = "What is wrong with it, if anything",
            content = @Content(schema = @Schema(implementation = PolicyCheck.class)))
    public Response check(@Valid @NotNull PolicyToCheck check) {
        List<PolicyFault> faults = new ArrayList<>(faultyExpressions(check.document()));
        if (faults.isEmpty()) {
            try {
                check.document().policy(0, Instant.EPOCH);
            } catch (InvalidValue e) {
                faults.add(new PolicyFault(e.field(), null, null, null, String.valueOf(e.getMessage())));
            }
        }
        return Response.ok(new PolicyCheck(faults.isEmpty(), List.copyOf(faults)))
                .build();
    }

    private static List<PolicyFault> faultyExpressions(PolicyDocument document) {
        List<PolicyFault> faults = new ArrayList<>();
        for (int at = 0; at < document.criteria().size(); at++) {
            CriterionDocument criterion = document.criteria().get(at);
            if (criterion.expression() == null) {
                continue;
            }
            try {
                CelExpression.read(criterion.expression());
            } catch (CelExpression.Wrong e) {
                String field = "criteria[" + at + "].expression";
                e.faults()
                        .forEach(fault -> faults.add(new PolicyFault(
                                field, criterion.name(), fault.line(), fault.column(), fault.message())));
            }
        }
        return faults;
    }
}
