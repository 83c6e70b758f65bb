package dev.manabi.review.review;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import dev.manabi.review.review.ReviewView.RequestedChanges;
import dev.manabi.review.review.domain.Candidate;
import dev.manabi.review.review.domain.GivenVerdict;
import dev.manabi.review.review.domain.Requester;
import dev.manabi.review.review.domain.ReviewCommand;
import dev.manabi.review.review.domain.ReviewCommand.AcceptReview;
import dev.manabi.review.review.domain.ReviewCommand.GiveVerdict;
import dev.manabi.review.review.domain.ReviewCommand.Reassign;
import dev.manabi.review.review.domain.ReviewCommand.RequestChanges;
import dev.manabi.review.review.domain.Reviewer;
import dev.manabi.review.review.domain.Verdict;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Reviews of postmortems. Whoever is asked to review may judge, whatever the roles of the token beyond {@code member}:
 * being asked is the permission.
 */
@Path("/api/v1/reviews")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Reviews")
public class ReviewResource {

    private static final String ME = "me";

    private final ReviewCommands commands;
    private final Candidates candidates;
    private final Caller caller;

    ReviewResource(ReviewCommands commands, Candidates candidates, Caller caller) {
        this.commands = commands;
        this.candidates = candidates;
        this.caller = caller;
    }

    /**
     * @param number of the postmortem
     * @param round 1 for the first submission
     * @param contentHash the verdicts hold for exactly this content
     * @param criteria keys of the checklist, each of which needs a verdict
     * @param escalated nobody could be asked when the round opened
     */
    @Schema(name = "Review")
    public record Answer(
            UUID id,
            UUID postmortemId,
            String number,
            String title,
            @Nullable String owner,
            List<String> authors,
            int round,
            int revision,
            String contentHash,
            ReviewStatus status,
            List<Reviewer> reviewers,
            String checklist,
            int checklistVersion,
            List<String> criteria,
            List<GivenVerdict> verdicts,
            List<Reviewer> acceptedBy,
            @Nullable RequestedChanges requestedChanges,
            boolean escalated,
            boolean overdue,
            @JsonProperty("private") boolean confidential,
            Instant submittedAt,
            Instant dueAt,
            @Nullable Instant acceptedAt,
            long version) {

        static Answer of(ReviewView view) {
            return new Answer(
                    view.id,
                    view.postmortemId,
                    view.number,
                    view.title,
                    view.owner,
                    view.authors,
                    view.round,
                    view.revision,
                    view.contentHash,
                    view.status,
                    view.reviewers,
                    view.checklist,
                    view.checklistVersion,
                    view.criteria,
                    view.verdicts,
                    view.acceptedBy,
                    view.requestedChanges,
                    view.escalatedTo != null,
                    view.overdue,
                    view.confidential,
                    view.submittedAt,
                    view.dueAt,
                    view.acceptedAt,
                    view.version);
        }
    }

    /** @param remark what was seen; expected where the criterion fails */
    @Schema(name = "NewVerdict", examples = """
                    {"verdict": "FAIL", "remark": "The text stops at the deployment; why did the check let it pass?"}
                    """)
    public record VerdictRequest(
            @NotNull Verdict verdict,
            @Size(max = 4000) @Nullable String remark) {}

    /** @param contentHash the content that was read; refused where another one is under review */
    @Schema(name = "Acceptance", examples = """
                    {
                      "remark": "Clear and useful. Thank you.",
                      "contentHash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                    }
                    """)
    public record AcceptRequest(
            @Size(max = 4000) @Nullable String remark,
            @Size(max = 128) @Nullable String contentHash) {}

    @Schema(name = "RequestForChanges", examples = """
                    {"reason": "Please go on to why the alert came twelve minutes late."}
                    """)
    public record ChangesRequest(@NotBlank @Size(max = 4000) String reason) {}

    /** @param from who is released; where nobody is named, {@code to} comes in addition */
    @Schema(name = "Reassignment", examples = """
                    {"from": "ken", "to": "mei", "reason": "Ken is on call this week."}
                    """)
    public record ReassignRequest(
            @Size(max = 200) @Nullable String from,
            @NotBlank @Size(max = 200) String to,
            @NotBlank @Size(max = 1000) String reason) {}

    /** @param reviewer person id, or {@code me} */
    @GET
    @Transactional
    @Operation(summary = "Reviews, newest first")
    public Page<Answer> listReviews(
            @QueryParam("status") @Nullable String status,
            @QueryParam("reviewer") @Nullable String reviewer,
            @QueryParam("postmortemId") @Nullable String postmortemId,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        StringBuilder query = new StringBuilder("from ReviewView r where (not r.confidential or exists "
                + "(select 1 from r.participants p where p.person = :caller))");
        Map<String, Object> parameters = new HashMap<>(Map.of("caller", caller.person()));
        if (status != null) {
            query.append(" and r.status = :status");
            parameters.put("status", status(status));
        }
        if (reviewer != null) {
            query.append(" and exists (select 1 from r.participants p where p.person = :reviewer and p.reviewer)");
            parameters.put("reviewer", reviewer.equals(ME) ? caller.person() : reviewer);
        }
        if (postmortemId != null) {
            query.append(" and r.postmortemId = :postmortem");
            parameters.put("postmortem", uuid("postmortemId", postmortemId));
        }
        if (page.after() != null) {
            query.append(" and r.id < :after");
            parameters.put("after", uuid("cursor", page.after()));
        }
        List<ReviewView> rows = ReviewView.<ReviewView>find(
                        query.append(" order by r.id desc").toString(), parameters)
                .range(0, page.rowsToRead() - 1)
                .list();
        return Page.of(page, rows, view -> view.id.toString(), Answer::of);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One review, by its id or by the number of its postmortem")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Answer.class)))
    public Response getReview(@PathParam("id") String id) {
        ReviewView view = visible(id);
        return Answers.ok(view.version, Answer.of(view));
    }

    @PUT
    @Path("/{id}/verdicts/{criterion}")
    @Transactional
    @Operation(summary = "Judge one criterion of the checklist")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Answer.class)))
    public Response giveVerdict(
            @PathParam("id") String id,
            @PathParam("criterion") String criterion,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid VerdictRequest request) {
        ReviewView view = visible(id);
        Cause cause = caller.cause();
        return answer(
                new GiveVerdict(view.id, criterion, request.verdict(), request.remark(), caller.person(), cause.at()),
                Expected.required(ifMatch),
                cause);
    }

    @POST
    @Path("/{id}/accept")
    @Idempotent
    @Operation(summary = "Accept this very content", description = "A senior reviewer's acceptance accepts the review.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Answer.class)))
    public Response acceptReview(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @Nullable AcceptRequest request) {
        ReviewView view = visible(id);
        Cause cause = caller.cause();
        return answer(
                new AcceptReview(
                        view.id,
                        caller.person(),
                        request == null ? null : request.remark(),
                        request == null ? null : request.contentHash(),
                        cause.at()),
                Expected.optional(ifMatch),
                cause);
    }

    @POST
    @Path("/{id}/request-changes")
    @Idempotent
    @Operation(summary = "Send the text back to its owner")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Answer.class)))
    public Response requestChanges(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid ChangesRequest request) {
        ReviewView view = visible(id);
        Cause cause = caller.cause();
        return answer(
                new RequestChanges(view.id, caller.person(), request.reason(), cause.at()),
                Expected.optional(ifMatch),
                cause);
    }

    @POST
    @Path("/{id}/reassign")
    @Idempotent
    @Operation(summary = "Ask somebody else, or somebody in addition")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Answer.class)))
    public Response reassignReview(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid ReassignRequest request) {
        ReviewView view = visible(id);
        Candidate to = candidates
                .find(request.to())
                .orElseThrow(() -> new InvalidValue("to", "The catalog knows nobody called " + request.to() + "."));
        Requester by = new Requester(caller.person(), caller.has(Roles.SENIOR), caller.has(Roles.MANAGER));
        Cause cause = caller.cause();
        return answer(
                new Reassign(view.id, request.from(), to, request.reason(), by, cause.at()),
                Expected.optional(ifMatch),
                cause);
    }

    private Response answer(ReviewCommand command, Expected expected, Cause cause) {
        commands.handle(command, expected, cause);
        ReviewView view = ReviewView.findById(command.reviewId());
        return Answers.ok(view.version, Answer.of(view));
    }

    /** A review that the caller may not know of is answered like one that there is not. */
    private ReviewView visible(String id) {
        Optional<ReviewView> view = id.toUpperCase(Locale.ROOT).startsWith("PM-")
                ? ReviewView.ofPostmortemNumber(id.toUpperCase(Locale.ROOT))
                : uuid(id).flatMap(uuid -> ReviewView.<ReviewView>findByIdOptional(uuid));
        return view.filter(one -> one.isVisibleTo(caller.person())).orElseThrow(() -> new NotFound("review", id));
    }

    private static ReviewStatus status(String value) {
        try {
            return ReviewStatus.valueOf(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("status", "status is WAITING, ACCEPTED or CHANGES_REQUESTED.");
        }
    }

    private static UUID uuid(String field, String value) {
        return uuid(value).orElseThrow(() -> new InvalidValue(field, field + " is not an id."));
    }

    private static Optional<UUID> uuid(String value) {
        try {
            return Optional.of(UUID.fromString(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
