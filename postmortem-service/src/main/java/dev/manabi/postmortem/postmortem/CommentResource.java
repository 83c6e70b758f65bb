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
import dev.manabi.postmortem.catalog.Catalog;
import dev.manabi.postmortem.listing.Filter;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Comment;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Place;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AcceptSuggestion;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AddComment;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ReopenComment;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ResolveComment;
import dev.manabi.postmortem.text.TextRange;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
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
import java.util.regex.Pattern;
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

    private static final Pattern MENTION = Pattern.compile("(?<![\\w@])@([A-Za-z0-9][A-Za-z0-9._-]{0,99})(?<![._-])");

    private final PostmortemCommands commands;
    private final Postmortems postmortems;
    private final Catalog catalog;
    private final Caller caller;

    CommentResource(PostmortemCommands commands, Postmortems postmortems, Catalog catalog, Caller caller) {
        this.commands = commands;
        this.postmortems = postmortems;
        this.catalog = catalog;
        this.caller = caller;
    }

    /**
     * @param inReplyTo the comment that began the thread, to answer there
     * @param section the key of the section it is about; left out for the whole postmortem
     * @param quote the words it is about; where there is a range, they are taken from there
     * @param range where these words stand in the section's text; it keeps its place while people go on writing
     * @param suggestion what could stand there instead
     */
    @Schema(name = "NewComment", examples = """
                    {"section": "root-cause", "range": {"from": 4, "to": 8, "version": 7}, "suggestion": "connection pool",
                     "text": "Which pool, @mei? Then everybody knows."}
                    """)
    public record CommentRequest(
            @NotBlank @Size(max = 10_000) String text,
            @Nullable UUID inReplyTo,
            @Nullable @Size(max = 100) String section,
            @Nullable @Size(max = 2_000) String quote,
            @Nullable @Valid RangeRequest range,
            @Nullable @Size(max = 10_000) String suggestion) {}

    /**
     * Words in a section's text, in UTF-16 units.
     *
     * @param to after the last one
     * @param version of the postmortem, its ETag, in which they stand there; left out for the present one
     */
    @Schema(name = "TextRangeSeen")
    public record RangeRequest(
            @Min(0) int from,
            @Min(1) int to,
            @Nullable @Min(1) Long version) {}

    /** @param text that is about to be sent */
    @Schema(name = "CommentDraft", examples = """
                    {"text": "Why did Alex restart it?"}
                    """)
    public record WordingRequest(
            @NotBlank @Size(max = 10_000) String text) {}

    /** What could be said otherwise; empty where nothing speaks against sending it. */
    @Schema(name = "CommentWordings")
    public record WordingsAnswer(List<WordingAnswer> findings) {}

    /**
     * @param rule of METHOD, {@code L1} to {@code L9}
     * @param start in UTF-16 units
     * @param end after the last one
     * @param suggestion another wording, or a question that leads to one
     */
    @Schema(name = "CommentWording")
    public record WordingAnswer(String rule, int start, int end, String excerpt, String reason, String suggestion) {}

    /** @param resolution what came of it, or why it is left */
    @Schema(name = "CommentResolution", examples = """
                    {"resolution": "Said in the third paragraph now"}
                    """)
    public record ResolutionRequest(
            @Nullable @Size(max = 2_000) String resolution) {}

    /**
     * @param inReplyTo the comment that began the thread; null where this one did
     * @param quote the words it is about, as they were when it was made
     * @param from where these stand now in the section's text, in UTF-16 units; null where it is about no words
     * @param to after the last one
     * @param textRemoved whether the words it is about have been removed since
     * @param suggestion what could stand there instead
     * @param mentions people whom it names
     * @param resolved of a thread; a reply has no state of its own
     */
    @Schema(name = "Comment")
    public record CommentAnswer(
            UUID id,
            @Nullable UUID inReplyTo,
            @Nullable String section,
            @Nullable String quote,
            @Nullable Integer from,
            @Nullable Integer to,
            boolean textRemoved,
            @Nullable String suggestion,
            List<String> mentions,
            String text,
            String author,
            Instant addedAt,
            boolean resolved,
            @Nullable String resolvedBy,
            @Nullable Instant resolvedAt,
            @Nullable String resolution) {

        static CommentAnswer of(CommentView comment, Document document) {
            Comment known = document.comments().get(comment.id);
            Place place = known == null ? null : known.place();
            TextRange range = place == null ? null : place.range();
            return new CommentAnswer(
                    comment.id,
                    comment.inReplyTo,
                    comment.section,
                    comment.quote,
                    range == null ? null : range.from(),
                    range == null ? null : range.to(),
                    place != null && range == null,
                    comment.suggestion,
                    comment.mentions,
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
        PostmortemView postmortem = postmortems.get(id);
        Filter filter = new Filter()
                .and("postmortemId = :postmortem", "postmortem", postmortem.id)
                .and("section = :section", "section", section)
                .and("inReplyTo is null and resolved = :resolved", "resolved", resolved)
                .and("position > :after", "after", positionIn(page.after()));
        List<CommentView> rows = CommentView.<CommentView>find(
                        filter.where() + " order by position", filter.parameters())
                .range(0, page.rowsToRead() - 1)
                .list();
        Document document = (Document) commands.load(postmortem.id).state();
        return Page.of(page, rows, row -> Long.toString(row.position), row -> CommentAnswer.of(row, document));
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
                present(postmortem, request),
                request.suggestion(),
                mentions(request.text()),
                request.text(),
                caller.person(),
                caller.cause().at()));
        return Answers.created(
                "/api/v1/postmortems/" + postmortem.id + "/comments", handled.version(), answer(commentId, handled));
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
        return done(
                comment,
                new ResolveComment(
                        postmortems.get(id).id,
                        comment,
                        request == null ? null : request.resolution(),
                        caller.person(),
                        caller.cause().at()));
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
        return done(
                comment,
                new ReopenComment(
                        postmortems.get(id).id,
                        comment,
                        caller.person(),
                        caller.cause().at()));
    }

    @POST
    @Path("/{commentId}/accept")
    @Idempotent
    @Operation(
            operationId = "acceptSuggestion",
            summary = "Put what a comment suggests into the text, and close its thread",
            description = "Refused with 409 where what it would replace has been changed since.")
    @APIResponse(
            responseCode = "200",
            description = "The comment that suggested it",
            content = @Content(schema = @Schema(implementation = CommentAnswer.class)))
    public Response accept(@PathParam("id") String id, @PathParam("commentId") String commentId) {
        UUID comment = comment(commentId);
        return done(
                comment,
                new AcceptSuggestion(
                        postmortems.get(id).id,
                        comment,
                        caller.person(),
                        caller.cause().at()));
    }

    @POST
    @Path("/wording")
    @Idempotent
    @Operation(
            operationId = "checkCommentWording",
            summary = "How a comment could be worded so that it asks how things came about, not who is to blame",
            description = "Before it is sent. Nothing is kept, and nothing hinders anybody from sending it as it is.")
    @APIResponse(
            responseCode = "200",
            description = "What could be said otherwise",
            content = @Content(schema = @Schema(implementation = WordingsAnswer.class)))
    public Response wording(@PathParam("id") String id, @Valid @NotNull WordingRequest request) {
        PostmortemView postmortem = postmortems.get(id);
        return Response.ok(new WordingsAnswer(commands.wordings(request.text(), postmortem.language).stream()
                        .map(found -> new WordingAnswer(
                                found.rule().name(),
                                found.start(),
                                found.end(),
                                found.excerpt(),
                                found.reason(),
                                found.suggestion()))
                        .toList()))
                .build();
    }

    private Response done(UUID comment, PostmortemCommand command) {
        Handled<Postmortem> handled = handle(command);
        return Answers.ok(handled.version(), answer(comment, handled));
    }

    private Handled<Postmortem> handle(PostmortemCommand command) {
        return commands.handle(command, Expected.any(), caller.cause());
    }

    /** Where the words stand by now. */
    private @Nullable TextRange present(PostmortemView postmortem, CommentRequest request) {
        RangeRequest asked = request.range();
        String section = request.section();
        if (asked == null) {
            return null;
        }
        if (asked.from() >= asked.to()) {
            throw new InvalidValue("range", "from is before to.");
        }
        TextRange range = new TextRange(asked.from(), asked.to());
        Long seen = asked.version();
        if (seen == null || section == null) {
            return range;
        }
        return commands.present(postmortem.id, section, range, seen)
                .orElseThrow(() -> new InvalidValue("range", "These words have been removed meanwhile."));
    }

    /** People who are named with an @ before their id. */
    private List<String> mentions(String text) {
        return MENTION.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .filter(catalog::knowsPerson)
                .toList();
    }

    private static CommentAnswer answer(UUID id, Handled<Postmortem> after) {
        return CommentView.<CommentView>findByIdOptional(id)
                .map(comment -> CommentAnswer.of(comment, (Document) after.state()))
                .orElseThrow(() -> new NotFound("comment", id.toString()));
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
