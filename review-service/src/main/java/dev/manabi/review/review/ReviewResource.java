package dev.manabi.review.review;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import dev.manabi.review.review.domain.ReviewCommand;
import dev.manabi.review.review.domain.ReviewCommand.AcceptReview;
import dev.manabi.review.review.domain.ReviewCommand.GiveVerdict;
import dev.manabi.review.review.domain.ReviewCommand.RequestChanges;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Reviews reviews;
    private final Remarks remarks;
    private final Caller caller;

    ReviewResource(ReviewCommands commands, Reviews reviews, Remarks remarks, Caller caller) {
        this.commands = commands;
        this.reviews = reviews;
        this.remarks = remarks;
        this.caller = caller;
    }

    /** @param remark what was seen; expected where the criterion fails */
    @Schema(name = "NewVerdict", examples = """
                    {"verdict": "FAIL", "remark": "The text stops at the deployment; why did the check let it pass?"}
                    """)
    public record VerdictRequest(
            @NotNull Verdict verdict,
            @Size(max = 4000) @Nullable String remark) {}

    /** @param contentHash the content that was read: refused where another one is under review, with what has changed */
    @Schema(name = "Acceptance", examples = """
                    {
                      "remark": "Clear and useful. Thank you.",
                      "contentHash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                    }
                    """)
    public record AcceptRequest(
            @Size(max = 4000) @Nullable String remark,
            @NotBlank @Size(max = 128) String contentHash) {}

    @Schema(name = "RequestForChanges", examples = """
                    {"reason": "Please go on to why the alert came twelve minutes late."}
                    """)
    public record ChangesRequest(@NotBlank @Size(max = 4000) String reason) {}

    /** @param reviewer person id, or {@code me} */
    @GET
    @Transactional
    @Operation(summary = "Reviews, newest first")
    public Page<ReviewAnswer> listReviews(
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
        return Page.of(page, rows, view -> view.id.toString(), ReviewAnswer::of);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One review, by its id or by the number of its postmortem")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReviewAnswer.class)))
    public Response getReview(@PathParam("id") String id) {
        ReviewView view = reviews.visible(id);
        return Answers.ok(view.version, ReviewAnswer.of(view, remarks.wordings(view.verdicts)));
    }

    @PUT
    @Path("/{id}/verdicts/{criterion}")
    @Transactional
    @Operation(summary = "Judge one criterion of the checklist")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReviewAnswer.class)))
    public Response giveVerdict(
            @PathParam("id") String id,
            @PathParam("criterion") String criterion,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid VerdictRequest request) {
        ReviewView view = reviews.visible(id);
        Cause cause = caller.cause();
        return answer(
                new GiveVerdict(view.id, criterion, request.verdict(), request.remark(), caller.person(), cause.at()),
                Expected.required(ifMatch),
                cause);
    }

    @POST
    @Path("/{id}/accept")
    @Idempotent
    @Operation(
            summary = "Accept this very content",
            description =
                    "The review is accepted once those who accept meet its `requirement`; `stillNeeded` says what they lack."
                            + " Where another content is under review, the problem `content-changed` says what has changed since.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReviewAnswer.class)))
    public Response acceptReview(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid AcceptRequest request) {
        ReviewView view = reviews.visible(id);
        Cause cause = caller.cause();
        return answer(
                new AcceptReview(view.id, caller.person(), request.remark(), request.contentHash(), cause.at()),
                Expected.optional(ifMatch),
                cause);
    }

    @POST
    @Path("/{id}/request-changes")
    @Idempotent
    @Operation(summary = "Send the text back to its owner")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReviewAnswer.class)))
    public Response requestChanges(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid ChangesRequest request) {
        ReviewView view = reviews.visible(id);
        Cause cause = caller.cause();
        return answer(
                new RequestChanges(view.id, caller.person(), request.reason(), cause.at()),
                Expected.optional(ifMatch),
                cause);
    }

    private Response answer(ReviewCommand command, Expected expected, Cause cause) {
        commands.handle(command, expected, cause);
        ReviewView view = ReviewView.findById(command.reviewId());
        return Answers.ok(view.version, ReviewAnswer.of(view, remarks.wordings(view.verdicts)));
    }

    private static ReviewStatus status(String value) {
        try {
            return ReviewStatus.valueOf(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("status", "status is WAITING, ACCEPTED, CHANGES_REQUESTED or LAPSED.");
        }
    }

    private static UUID uuid(String field, String value) {
        return Reviews.uuid(value).orElseThrow(() -> new InvalidValue(field, field + " is not an id."));
    }
}
