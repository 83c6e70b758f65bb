package dev.manabi.postmortem.policy;

import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.kit.Page;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.policy.domain.BusinessCalendar;
import dev.manabi.postmortem.policy.domain.Deadlines;
import dev.manabi.postmortem.policy.domain.Policy;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Reading the policy. */
@Path("/api/v1/policies")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Policies", description = "When a postmortem is due, and by when")
public class PolicyResource {

    private final Policies policies;

    PolicyResource(Policies policies) {
        this.policies = policies;
    }

    /** @param threshold what the incident is held against; null where any "yes" suffices */
    @Schema(name = "Criterion")
    public record CriterionAnswer(String name, @Nullable String threshold) {}

    /** @param deadlines by severity */
    @Schema(name = "Policy")
    public record PolicyAnswer(
            String name,
            int version,
            Instant inForceFrom,
            List<CriterionAnswer> criteria,
            Map<String, Deadlines> deadlines,
            BusinessCalendar calendar) {

        static PolicyAnswer of(Policy policy) {
            return new PolicyAnswer(
                    policy.name(),
                    policy.version(),
                    policy.inForceFrom(),
                    policy.criteria().all().stream()
                            .map(criterion -> new CriterionAnswer(criterion.name(), criterion.threshold()))
                            .toList(),
                    policy.deadlines(),
                    policy.calendar());
        }
    }

    @GET
    @Transactional
    @Operation(operationId = "listPolicies", summary = "Every version of the policy, newest first")
    public Page<PolicyAnswer> list() {
        return new Page<>(policies.all().stream().map(PolicyAnswer::of).toList(), null);
    }

    @GET
    @Path("/{version}")
    @Transactional
    @Operation(operationId = "getPolicy", summary = "One version of the policy")
    public PolicyAnswer get(@PathParam("version") String version) {
        try {
            return PolicyAnswer.of(policies.version(Integer.parseInt(version)));
        } catch (NumberFormatException e) {
            throw new NotFound("policy version", version);
        }
    }
}
