package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Handled;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.listing.Filter;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AddComment;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ReopenComment;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ResolveComment;
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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Talking about a postmortem, open to everybody who may read it. An open thread stands in the way of the publication. */
@Path("/api/v1/postmortems/{id}/comments")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Comments")
public class CommentResource {

    private final PostmortemCommands commands;
    private final Postmortems postmortems;
    private final Caller caller;

    CommentResource(PostmortemCommands commands, Postmortems postmortems, Caller caller) {
        this.commands = commands;
        this.postmortems = postmortems;
        this.caller = caller;
    }

    /**
     * @param inReplyTo the comment that began the thread, to answer there
     * @param section the key of the section it is about; left out for the whole postmortem
     * @param quote the words it is about
     */
    @Schema(name = "NewComment", examples = """
                    {"section": "root-cause", "quote": "the pool was too small", "text": "What had set its size?"}
                    """)
    public record CommentRequest(
            @NotBlank @Size(max = 10_000) String text,
            @Nullable UUID inReplyTo,
            @Nullable @Size(max = 100) String section,
            @Nullable @Size(max = 2_000) String quote) {}

    /** @param resolution what came of it, or why it is left */
    @Schema(name = "CommentResolution", examples = """
                    {"resolution": "Said in the third paragraph now"}
                    """)
    public record ResolutionRequest(
            @Nullable @Size(max = 2_000) String resolution) {}

    /**
     * @param inReplyTo the comment that began the thread; null where this one did
     * @param resolved of a thread; a reply has no state of its own
     */
    @Schema(name = "Comment")
    public record CommentAnswer(
            UUID id,
            @Nullable UUID inReplyTo,
            @Nullable String section,
            @Nullable String quote,
            String text,
            String author,
            Instant addedAt,
            boolean resolved,
            @Nullable String resolvedBy,
            @Nullable Instant resolvedAt,
            @Nullable String resolution) {

        static CommentAnswer of(CommentView comment) {
            return new CommentAnswer(
                    comment.id,
                    comment.inReplyTo,
                    comment.section,
                    comment.quote,
                    comment.text,
                    comment.author,
                    comment.addedAt,
                    comment.resolved,
                    comment.resolvedBy,
                    comment.resolvedAt,
                    comment.resolution);
        }
    }

    @GET
    @Transactional
    @Operation(operationId = "listComments", summary = "Comments in the order in which they were made")
    public Page<CommentAnswer> list(
            @PathParam("id") String id,
            @QueryParam("section") @Nullable String section,
            @QueryParam("resolved")
                    @Parameter(description = "Only threads that are resolved, or that are not")
                    @Nullable
                    Boolean resolved,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        Filter filter = new Filter()
                .and("postmortemId = :postmortem", "postmortem", postmortems.get(id).id)
                .and("section = :section", "section", section)
                .and("inReplyTo is null and resolved = :resolved", "resolved", resolved)
                .and("position > :after", "after", positionIn(page.after()));
        List<CommentView> rows = CommentView.<CommentView>find(
                        filter.where() + " order by position", filter.parameters())
                .range(0, page.rowsToRead() - 1)
                .list();
        return Page.of(page, rows, row -> Long.toString(row.position), CommentAnswer::of);
    }

    @POST
    @Idempotent
    @Operation(operationId = "addComment", summary = "Say something about it, also after the publication")
    @APIResponse(
            responseCode = "201",
            description = "The comment",
            content = @Content(schema = @Schema(implementation = CommentAnswer.class)))
    public Response add(@PathParam("id") String id, @Valid @NotNull CommentRequest request) {
        PostmortemView postmortem = postmortems.get(id);
        UUID commentId = Ids.next();
        Handled<Postmortem> handled = handle(new AddComment(
                postmortem.id,
                commentId,
                request.inReplyTo(),
                request.section(),
                request.quote(),
                request.text(),
                caller.person(),
                caller.cause().at()));
        return Answers.created(
                "/api/v1/postmortems/" + postmortem.id + "/comments", handled.version(), answer(commentId));
    }

    @POST
    @Path("/{commentId}/resolve")
    @Idempotent
    @Operation(operationId = "resolveComment", summary = "Close a thread")
    @APIResponse(
            responseCode = "200",
            description = "The comment that began it",
            content = @Content(schema = @Schema(implementation = CommentAnswer.class)))
    public Response resolve(
            @PathParam("id") String id,
            @PathParam("commentId") String commentId,
            @Valid @Nullable ResolutionRequest request) {
        UUID comment = comment(commentId);
        Handled<Postmortem> handled = handle(new ResolveComment(
                postmortems.get(id).id,
                comment,
                request == null ? null : request.resolution(),
                caller.person(),
                caller.cause().at()));
        return Answers.ok(handled.version(), answer(comment));
    }

    @POST
    @Path("/{commentId}/reopen")
    @Idempotent
    @Operation(operationId = "reopenComment", summary = "Open a resolved thread again")
    @APIResponse(
            responseCode = "200",
            description = "The comment that began it",
            content = @Content(schema = @Schema(implementation = CommentAnswer.class)))
    public Response reopen(@PathParam("id") String id, @PathParam("commentId") String commentId) {
        UUID comment = comment(commentId);
        Handled<Postmortem> handled = handle(new ReopenComment(
                postmortems.get(id).id, comment, caller.person(), caller.cause().at()));
        return Answers.ok(handled.version(), answer(comment));
    }

    private Handled<Postmortem> handle(PostmortemCommand command) {
        return commands.handle(command, Expected.any(), caller.cause());
    }

    private static CommentAnswer answer(UUID id) {
        return CommentAnswer.of(CommentView.<CommentView>findByIdOptional(id)
                .orElseThrow(() -> new NotFound("comment", id.toString())));
    }

    private static UUID comment(String id) {
        return Filter.uuid(id).orElseThrow(() -> new NotFound("comment", id));
    }

    private static @Nullable Long positionIn(@Nullable String after) {
        try {
            return after == null ? null : Long.valueOf(after);
        } catch (NumberFormatException e) {
            throw new InvalidValue("cursor", "cursor must be the next of an earlier answer.");
        }
    }
}
