package dev.manabi.postmortem.decision;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Handled;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.decision.DecisionResource.DecisionAnswer;
import dev.manabi.postmortem.decision.domain.Decision;
import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionMade;
import dev.manabi.postmortem.decision.domain.DecisionEvent.PostmortemRequested;
import dev.manabi.postmortem.decision.domain.Outcome;
import dev.manabi.postmortem.incident.Incidents;
import dev.manabi.postmortem.template.Templates;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Asking for a postmortem outside the criteria. */
@Path("/api/v1/postmortem-requests")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Decisions")
public class PostmortemRequestResource {

    private final DecisionCommands decisions;
    private final Incidents incidents;
    private final Templates templates;
    private final Caller caller;

    PostmortemRequestResource(DecisionCommands decisions, Incidents incidents, Templates templates, Caller caller) {
        this.decisions = decisions;
        this.incidents = incidents;
        this.templates = templates;
        this.caller = caller;
    }

    /**
     * @param incidentId id or number, {@code INC-12}
     * @param language of the draft, {@code en} or {@code ja}; null for the usual one
     */
    @Schema(name = "PostmortemRequest", examples = """
                    {"incidentId": "INC-12", "reason": "Support had forty tickets about it", "language": "en"}
                    """)
    public record PostmortemRequest(
            @NotBlank @Size(max = 100) String incidentId,
            @NotBlank @Size(max = 2_000) String reason,
            @Nullable String language) {}

    /** A request that waits until the incident is closed. */
    @Schema(name = "RememberedRequest")
    public record RequestRemembered(UUID incidentId, String requestedBy, String reason, Instant requestedAt) {}

    @POST
    @Idempotent
    @Operation(
            operationId = "requestPostmortem",
            summary = "Ask for a postmortem, whatever the criteria say",
            description = "Before the incident is closed, the request is remembered and honoured when it is.")
    @APIResponse(
            responseCode = "201",
            description = "A postmortem is now due, and drafted",
            content = @Content(schema = @Schema(implementation = DecisionAnswer.class)))
    @APIResponse(
            responseCode = "200",
            description = "It was due already",
            content = @Content(schema = @Schema(implementation = DecisionAnswer.class)))
    @APIResponse(
            responseCode = "202",
            description = "Remembered until the incident is closed",
            content = @Content(schema = @Schema(implementation = RequestRemembered.class)))
    public Response request(@Valid @NotNull PostmortemRequest request) {
        if (request.language() != null && !templates.speaks(request.language())) {
            throw new InvalidValue("language", "There is no template in " + request.language() + ".");
        }
        Handled<Decision> handled = decisions.request(
                incidents.get(request.incidentId()),
                caller.person(),
                request.reason(),
                request.language(),
                caller.cause());
        return answer(handled);
    }

    private static Response answer(Handled<Decision> handled) {
        DecisionMade latest = handled.state().latest();
        if (latest == null || latest.outcome() != Outcome.DUE) {
            PostmortemRequested remembered =
                    Objects.requireNonNull(handled.state().request(), "what is not due has been requested");
            return Response.accepted(new RequestRemembered(
                            remembered.incidentId(),
                            remembered.requestedBy(),
                            remembered.reason(),
                            remembered.requestedAt()))
                    .build();
        }
        DecisionAnswer decision = DecisionAnswer.of(Objects.requireNonNull(DecisionView.findById(latest.decisionId())));
        boolean decidedNow = handled.changed() && !handled.state().reopened();
        return decidedNow
                ? Answers.created("/api/v1/decisions/" + decision.id(), handled.version(), decision)
                : Answers.ok(handled.version(), decision);
    }
}
