package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.cause.CauseCodes;
import dev.manabi.postmortem.cause.CauseKind;
import dev.manabi.postmortem.postmortem.domain.Classification;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.Classify;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.DismissFinding;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.WithdrawDismissal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Saying what kind of incident it was, and what stays as it is although a check would have it otherwise. */
@Path("/api/v1/postmortems/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Postmortems")
public class AnalysisResource {

    private final PostmortemCommands commands;
    private final Postmortems postmortems;
    private final CauseCodes codes;
    private final Caller caller;

    AnalysisResource(PostmortemCommands commands, Postmortems postmortems, CauseCodes codes, Caller caller) {
        this.commands = commands;
        this.postmortems = postmortems;
        this.codes = codes;
        this.caller = caller;
    }

    /**
     * @param trigger a code of kind TRIGGER
     * @param causes codes of kind CAUSE, the most important first
     */
    @Schema(name = "NewClassification", examples = """
                    {"trigger": "configuration-push", "causes": ["software", "deployment-planning"]}
                    """)
    public record ClassificationRequest(
            @NotBlank @Size(max = 100) String trigger,

            @NotEmpty @Size(max = 10) List<@NotBlank @Size(max = 100) String> causes) {}

    /** @param finding the {@code finding} of a blocker */
    @Schema(name = "NewDismissal", examples = """
                    {"finding": "nothing-prevents", "reason": "The service is switched off in May"}
                    """)
    public record DismissalRequest(
            @NotBlank @Size(max = 100) String finding,
            @NotBlank @Size(max = 2_000) String reason) {}

    @PUT
    @Path("/classification")
    @Transactional
    @Operation(
            operationId = "classifyPostmortem",
            summary = "Say by which kind of trigger and of causes it came about",
            description = "With the codes of /api/v1/cause-codes. It is content: it is reviewed with the text.")
    @APIResponse(
            responseCode = "200",
            description = "The postmortem",
            content = @Content(schema = @Schema(implementation = PostmortemAnswer.class)))
    public Response classify(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull ClassificationRequest request) {
        PostmortemView postmortem = postmortems.get(id);
        codes.requireOffered(CauseKind.TRIGGER, List.of(request.trigger()));
        List<String> causes = request.causes().stream().distinct().toList();
        codes.requireOffered(CauseKind.CAUSE, causes);
        return changed(
                postmortem,
                new Classify(
                        postmortem.id,
                        new Classification(request.trigger(), causes),
                        caller.person(),
                        caller.cause().at()),
                Expected.required(ifMatch));
    }

    @POST
    @Path("/dismissals")
    @Idempotent
    @Operation(
            operationId = "dismissFinding",
            summary = "Leave something as it is that a check would have otherwise, and say why",
            description = "Only what is among the blockers now, with a `finding`. Reviewers see the reason.")
    @APIResponse(
            responseCode = "200",
            description = "The postmortem",
            content = @Content(schema = @Schema(implementation = PostmortemAnswer.class)))
    public Response dismiss(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull DismissalRequest request) {
        PostmortemView postmortem = postmortems.get(id);
        return changed(
                postmortem,
                new DismissFinding(
                        postmortem.id,
                        request.finding(),
                        request.reason().strip(),
                        caller.person(),
                        commands.known(),
                        caller.cause().at()),
                Expected.optional(ifMatch));
    }

    @DELETE
    @Path("/dismissals/{finding}")
    @Transactional
    @Operation(operationId = "withdrawDismissal", summary = "The reason does not hold any more")
    @APIResponse(
            responseCode = "200",
            description = "The postmortem",
            content = @Content(schema = @Schema(implementation = PostmortemAnswer.class)))
    public Response withdraw(
            @PathParam("id") String id,
            @PathParam("finding") String finding,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        PostmortemView postmortem = postmortems.get(id);
        return changed(
                postmortem,
                new WithdrawDismissal(
                        postmortem.id, finding, caller.person(), caller.cause().at()),
                Expected.required(ifMatch));
    }

    private Response changed(PostmortemView postmortem, PostmortemCommand command, Expected expected) {
        commands.handle(command, expected, caller.cause());
        return Answers.ok(postmortem.version, postmortems.answer(postmortem));
    }
}
