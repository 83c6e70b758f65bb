package dev.manabi.postmortem.postmortem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Handled;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.postmortem.domain.ActionItem;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.EditSection;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent;
import dev.manabi.postmortem.postmortem.domain.Section;
import dev.manabi.postmortem.postmortem.domain.Status;
import dev.manabi.postmortem.postmortem.domain.Writing;
import dev.manabi.postmortem.text.WordDifference;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Every moment of a postmortem: what happened, what it said then, what changed in between, and who wrote what. */
@Path("/api/v1/postmortems/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "History")
public class HistoryResource {

    private static final String SUBMITTED = "submitted";

    private final PostmortemCommands commands;
    private final Postmortems postmortems;
    private final Caller caller;
    private final ObjectMapper json;

    HistoryResource(PostmortemCommands commands, Postmortems postmortems, Caller caller, ObjectMapper json) {
        this.commands = commands;
        this.postmortems = postmortems;
        this.caller = caller;
        this.json = json;
    }

    /**
     * One thing that happened to a postmortem.
     *
     * @param type what happened, as it is stored
     * @param actor a person's id, or {@code system:<service>}
     * @param data the details, of a shape of their own for each type
     */
    @Schema(name = "HistoryEntry")
    public record HistoryEntry(
            long version,
            String type,
            Instant at,
            String actor,

            @Schema(implementation = Map.class) JsonNode data) {}

    /**
     * What it said in one version.
     *
     * @param version of the postmortem, the ETag that it had
     * @param revision how often the content had changed
     */
    @Schema(name = "PostmortemText")
    public record TextAnswer(
            UUID id,
            String number,
            long version,
            int revision,
            String contentHash,
            Status status,
            @Nullable String owner,
            String title,
            List<Section> sections,
            List<String> actionItems) {

        static TextAnswer of(Handled<Postmortem> then) {
            Document document = (Document) then.state();
            return new TextAnswer(
                    document.id(),
                    document.drafted().number(),
                    then.version(),
                    document.revision(),
                    document.contentHash(),
                    document.status(),
                    document.owner(),
                    document.content().title(),
                    document.content().sections(),
                    document.content().actionItems().stream()
                            .map(item -> item.task().title())
                            .toList());
        }
    }

    /**
     * What changed from one version to another.
     *
     * @param title null where it is the same
     * @param sections those that differ
     * @param actionItems those that were added, removed or are to be done otherwise
     * @param classificationChanged whether trigger or causes are other ones
     */
    @Schema(name = "PostmortemDifference")
    public record DifferenceAnswer(
            long from,
            long to,
            @Nullable List<PartAnswer> title,
            List<SectionDifference> sections,
            List<ActionItemDifference> actionItems,
            boolean classificationChanged) {}

    /** @param parts in the order of the text: what is the same, what was removed, what was added */
    @Schema(name = "SectionDifference")
    public record SectionDifference(String key, String title, List<PartAnswer> parts) {}

    /** A piece of both texts, or of one of them. */
    @Schema(name = "TextPart")
    public record PartAnswer(PartKind kind, String text) {

        static List<PartAnswer> between(String before, String after) {
            return WordDifference.between(before, after).stream()
                    .map(part -> new PartAnswer(PartKind.valueOf(part.kind().name()), part.text()))
                    .toList();
        }
    }

    /** What became of a piece of text. */
    @Schema(name = "TextPartKind")
    public enum PartKind {
        SAME,
        REMOVED,
        ADDED
    }

    @Schema(name = "ActionItemDifference")
    public record ActionItemDifference(UUID id, String title, Difference difference) {}

    /** What became of an action item. */
    public enum Difference {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * Who wrote what in a section.
     *
     * @param stretches in the order of the text, all of it
     */
    @Schema(name = "SectionAuthorship")
    public record AuthorshipAnswer(String key, List<StretchAnswer> stretches) {}

    /** @param by null for what was filled in, or came along from elsewhere */
    @Schema(name = "AuthoredText")
    public record StretchAnswer(String text, @Nullable String by) {}

    /** @param version of the postmortem in which the section said what it is to say again */
    @Schema(name = "SectionRestoration", examples = """
                    {"version": 7}
                    """)
    public record RestoreRequest(@NotNull @Min(1) Long version) {}

    @GET
    @Path("/history")
    @Transactional
    @Operation(operationId = "listPostmortemHistory", summary = "Everything that happened to it, oldest first")
    public Page<HistoryEntry> history(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        List<Recorded<PostmortemEvent>> rows =
                commands.history(postmortems.get(id).id, versionIn(page.after()), page.rowsToRead());
        return Page.of(page, rows, row -> Long.toString(row.version()), this::entry);
    }

    @GET
    @Path("/text")
    @Transactional
    @Operation(
            operationId = "getPostmortemText",
            summary = "What it said in a version, or at a time",
            description = "Without either, what it says now. Costs the same however long its history is.")
    @APIResponse(
            responseCode = "200",
            description = "The text",
            content = @Content(schema = @Schema(implementation = TextAnswer.class)))
    public Response text(
            @PathParam("id") String id,
            @QueryParam("version") @Nullable Long version,
            @QueryParam("at") @Parameter(description = "RFC 3339", example = "2026-03-01T10:30:00Z") @Nullable
                    String at) {
        UUID postmortem = postmortems.get(id).id;
        if (version != null && at != null) {
            throw new InvalidValue("at", "Ask for a version or for a time, not for both.");
        }
        Handled<Postmortem> then = at != null ? commands.loadAt(postmortem, timeIn(at)) : version(postmortem, version);
        if (!(then.state() instanceof Document)) {
            throw new NotFound("text of " + id, at == null ? "version " + version : "at " + at);
        }
        return Response.ok(TextAnswer.of(then)).build();
    }

    @GET
    @Path("/changes")
    @Transactional
    @Operation(
            operationId = "comparePostmortem",
            summary = "What changed from one version to another, word by word",
            description = "For instance since it was submitted for review.")
    @APIResponse(
            responseCode = "200",
            description = "What differs",
            content = @Content(schema = @Schema(implementation = DifferenceAnswer.class)))
    public Response changes(
            @PathParam("id") String id,
            @QueryParam("from")
                    @Parameter(
                            description = "A version, or submitted for the one that was last submitted for review",
                            example = "7")
                    @Nullable
                    String from,
            @QueryParam("to") @Parameter(description = "A version; left out for the present one") @Nullable Long to) {
        PostmortemView postmortem = postmortems.get(id);
        Handled<Postmortem> before = version(postmortem.id, versionToCompare(from, postmortem));
        Handled<Postmortem> after = version(postmortem.id, to);
        if (!(before.state() instanceof Document earlier) || !(after.state() instanceof Document later)) {
            throw new InvalidValue("from", "A version is a number from 1 on.");
        }
        return Response.ok(new DifferenceAnswer(
                        before.version(),
                        after.version(),
                        earlier.content().title().equals(later.content().title())
                                ? null
                                : PartAnswer.between(
                                        earlier.content().title(),
                                        later.content().title()),
                        sections(earlier, later),
                        actionItems(earlier, later),
                        !Objects.equals(
                                earlier.content().classification(),
                                later.content().classification())))
                .build();
    }

    @GET
    @Path("/sections/{key}/authorship")
    @Transactional
    @Operation(operationId = "getSectionAuthorship", summary = "Who wrote what in a section")
    @APIResponse(
            responseCode = "200",
            description = "All of its text",
            content = @Content(schema = @Schema(implementation = AuthorshipAnswer.class)))
    public Response authorship(@PathParam("id") String id, @PathParam("key") String key) {
        Handled<Postmortem> now = commands.load(postmortems.get(id).id);
        Document document = (Document) now.state();
        String text = section(document, key).text();
        List<StretchAnswer> answer = new ArrayList<>();
        int at = 0;
        for (var stretch : document.writing(key).authorship().stretches()) {
            answer.add(new StretchAnswer(
                    text.substring(at, at + stretch.length()),
                    stretch.by().equals(Writing.NOBODY) ? null : stretch.by()));
            at += stretch.length();
        }
        return Answers.ok(now.version(), new AuthorshipAnswer(key, answer));
    }

    @POST
    @Path("/sections/{key}/restore")
    @Idempotent
    @Operation(
            operationId = "restoreSection",
            summary = "Have a section say again what it said in a version",
            description = "An edit like any other: it can be undone in the same way, and reopens a review.")
    @APIResponse(
            responseCode = "200",
            description = "The postmortem",
            content = @Content(schema = @Schema(implementation = PostmortemAnswer.class)))
    public Response restore(
            @PathParam("id") String id,
            @PathParam("key") String key,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull RestoreRequest request) {
        PostmortemView postmortem = postmortems.get(id);
        if (!(version(postmortem.id, request.version()).state() instanceof Document then)) {
            throw new InvalidValue("version", "A version is a number from 1 on.");
        }
        commands.handle(
                new EditSection(
                        postmortem.id,
                        key,
                        section(then, key).text(),
                        caller.person(),
                        caller.cause().at()),
                Expected.optional(ifMatch),
                caller.cause());
        return Answers.ok(postmortem.version, postmortems.answer(postmortem));
    }

    private Handled<Postmortem> version(UUID id, @Nullable Long version) {
        return version == null ? commands.load(id) : commands.loadAtVersion(id, version);
    }

    private static Section section(Document document, String key) {
        return document.content().section(key).orElseThrow(() -> new NotFound("section", key));
    }

    private static List<SectionDifference> sections(Document earlier, Document later) {
        return later.content().sections().stream()
                .filter(section ->
                        !section.text().equals(section(earlier, section.key()).text()))
                .map(section -> new SectionDifference(
                        section.key(),
                        section.title(),
                        PartAnswer.between(section(earlier, section.key()).text(), section.text())))
                .toList();
    }

    private static List<ActionItemDifference> actionItems(Document earlier, Document later) {
        Stream<ActionItemDifference> removed = earlier.content().actionItems().stream()
                .filter(item -> later.content().actionItem(item.id()).isEmpty())
                .map(item -> difference(item, Difference.REMOVED));
        Stream<ActionItemDifference> others = later.content().actionItems().stream()
                .flatMap(item -> earlier.content()
                        .actionItem(item.id())
                        .map(before -> before.task().equals(item.task())
                                ? Stream.<ActionItemDifference>empty()
                                : Stream.of(difference(item, Difference.CHANGED)))
                        .orElseGet(() -> Stream.of(difference(item, Difference.ADDED))));
        return Stream.concat(removed, others).toList();
    }

    private static ActionItemDifference difference(ActionItem item, Difference difference) {
        return new ActionItemDifference(item.id(), item.task().title(), difference);
    }

    private static long versionToCompare(@Nullable String from, PostmortemView postmortem) {
        if (SUBMITTED.equals(from)) {
            Long submitted = postmortem.submittedVersion;
            if (submitted == null) {
                throw new InvalidValue("from", "It has not been submitted for review yet.");
            }
            return submitted;
        }
        try {
            return Long.parseLong(String.valueOf(from));
        } catch (NumberFormatException e) {
            throw new InvalidValue("from", "from is a version, or submitted.");
        }
    }

    private static Instant timeIn(String at) {
        try {
            return Instant.parse(at);
        } catch (DateTimeParseException e) {
            throw new InvalidValue("at", "at is a time such as 2026-03-01T10:30:00Z.");
        }
    }

    private HistoryEntry entry(Recorded<PostmortemEvent> recorded) {
        try {
            return new HistoryEntry(
                    recorded.version(),
                    PostmortemEventTypes.ALL.nameOf(recorded.event()),
                    recorded.metadata().at(),
                    recorded.metadata().actor(),
                    json.readTree(PostmortemEventTypes.ALL.write(recorded.event())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is stored as JSON is JSON", e);
        }
    }

    private static long versionIn(@Nullable String after) {
        try {
            return after == null ? 0 : Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw new InvalidValue("cursor", "cursor must be the next of an earlier answer.");
        }
    }
}
