package dev.manabi.review.review;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Roles;
import dev.manabi.review.review.domain.Candidate;
import dev.manabi.review.review.domain.Requester;
import dev.manabi.review.review.domain.Requirement;
import dev.manabi.review.review.domain.ReviewCommand;
import dev.manabi.review.review.domain.ReviewCommand.ChangeRequirement;
import dev.manabi.review.review.domain.ReviewCommand.DeclineReview;
import dev.manabi.review.review.domain.ReviewCommand.InviteReaders;
import dev.manabi.review.review.domain.ReviewCommand.Reassign;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
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

/** Who reviews, who else is asked to read, and how many have to accept. */
@Path("/api/v1/reviews/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Reviews")
public class ReviewerResource {

    private final ReviewCommands commands;
    private final Reviews reviews;
    private final Candidates candidates;
    private final Caller caller;

    ReviewerResource(ReviewCommands commands, Reviews reviews, Candidates candidates, Caller caller) {
        this.commands = commands;
        this.reviews = reviews;
        this.candidates = candidates;
        this.caller = caller;
    }

    /** @param from who is released; where nobody is named, {@code to} comes in addition */
    @Schema(name = "Reassignment", examples = """
                    {"from": "ken", "to": "mei", "reason": "Ken is on call this week."}
                    """)
    public record ReassignRequest(
            @Size(max = 200) @Nullable String from,
            @NotBlank @Size(max = 200) String to,
            @NotBlank @Size(max = 1000) String reason) {}

    @Schema(name = "DeclinedReview", examples = """
                    {"reason": "I am on call until Friday."}
                    """)
    public record DeclineRequest(@NotBlank @Size(max = 1000) String reason) {}

    /** @param people person ids */
    @Schema(name = "Invitation", examples = """
                    {"people": ["sam"], "reason": "You speak with the payment provider: do their limits stand here as they are?"}
                    """)
    public record InviteRequest(
            @NotEmpty @Size(max = 100) List<@NotBlank @Size(max = 200) String> people,
            @NotBlank @Size(max = 1000) String reason) {}

    /**
     * @param reviewers how many have to accept in all
     * @param seniors how many of them are senior; one always is
     * @param otherTeam whether one of them is of another team than the postmortem's
     */
    @Schema(name = "NewRequirement", examples = """
                    {"reviewers": 2, "seniors": 1, "otherTeam": false, "reason": "There is no other team yet."}
                    """)
    public record RequirementRequest(
            @NotNull @Min(1) @Max(20) Integer reviewers,
            @NotNull @Min(1) @Max(20) Integer seniors,
            boolean otherTeam,
            @NotBlank @Size(max = 1000) String reason) {}

    @POST
    @Path("/reassign")
    @Idempotent
    @Operation(
            summary = "Ask somebody else, or somebody in addition",
            description =
                    "For its reviewers, seniors and managers; who wrote the text may ask for somebody in addition.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReviewAnswer.class)))
    public Response reassignReview(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid ReassignRequest request) {
        ReviewView view = reviews.visible(id);
        Cause cause = caller.cause();
        return answer(
                new Reassign(
                        view.id, request.from(), known("to", request.to()), request.reason(), requester(), cause.at()),
                Expected.optional(ifMatch),
                cause);
    }

    @POST
    @Path("/decline")
    @Idempotent
    @Operation(
            summary = "Say that you cannot review it",
            description = "Somebody else is asked in your place; where nobody can be, the managers hear of it.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReviewAnswer.class)))
    public Response declineReview(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid DeclineRequest request) {
        ReviewView view = reviews.visible(id);
        Cause cause = caller.cause();
        return answer(
                new DeclineReview(view.id, caller.person(), request.reason(), candidates.pool(view.team), cause.at()),
                Expected.optional(ifMatch),
                cause);
    }

    @POST
    @Path("/invite")
    @Idempotent
    @Operation(
            summary = "Ask more people to read and comment",
            description = "They judge nothing. Those invited to a private postmortem may read it from then on, so there"
                    + " only its owner or a manager invites.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReviewAnswer.class)))
    public Response inviteReaders(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid InviteRequest request) {
        ReviewView view = reviews.visible(id);
        request.people().forEach(person -> known("people", person));
        Cause cause = caller.cause();
        return answer(
                new InviteReaders(view.id, request.people(), request.reason(), requester(), cause.at()),
                Expected.optional(ifMatch),
                cause);
    }

    @PUT
    @Path("/requirement")
    @Transactional
    @Operation(
            summary = "Change who has to accept it, with a reason",
            description = "For a manager who has not written in it. At least one senior always has to accept.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReviewAnswer.class)))
    public Response changeRequirement(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid RequirementRequest request) {
        ReviewView view = reviews.visible(id);
        if (request.seniors() > request.reviewers()) {
            throw new InvalidValue("seniors", "There are no more seniors than reviewers.");
        }
        Cause cause = caller.cause();
        return answer(
                new ChangeRequirement(
                        view.id,
                        new Requirement(request.reviewers(), request.seniors(), request.otherTeam()),
                        request.reason(),
                        requester(),
                        candidates.pool(view.team),
                        cause.at()),
                Expected.required(ifMatch),
                cause);
    }

    private Candidate known(String field, String person) {
        return candidates
                .find(person)
                .orElseThrow(() -> new InvalidValue(field, "The catalog knows nobody called " + person + "."));
    }

    private Requester requester() {
        return new Requester(caller.person(), caller.has(Roles.SENIOR), caller.has(Roles.MANAGER));
    }

    private Response answer(ReviewCommand command, Expected expected, Cause cause) {
        commands.handle(command, expected, cause);
        ReviewView view = ReviewView.findById(command.reviewId());
        return Answers.ok(view.version, ReviewAnswer.of(view));
    }
}
