package dev.manabi.postmortem.postmortem;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotAllowed;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Problem;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.catalog.Catalog;
import dev.manabi.postmortem.listing.Filter;
import dev.manabi.postmortem.listing.TimeCursor;
import dev.manabi.postmortem.policy.Policies;
import dev.manabi.postmortem.policy.domain.Policy;
import dev.manabi.postmortem.postmortem.BlockerAnswer.Blocked;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AssignOwner;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeAudience;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeTitle;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.EditSection;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.PublishPostmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.SubmitPostmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemRule;
import dev.manabi.postmortem.postmortem.domain.Section;
import dev.manabi.postmortem.postmortem.domain.Status;
import dev.manabi.postmortem.rendering.HtmlPage;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
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
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Writing, submitting and publishing postmortems. */
@Path("/api/v1/postmortems")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Postmortems")
public class PostmortemResource {

    static final int LONGEST_TITLE = 300;

    private final PostmortemCommands commands;
    private final Postmortems postmortems;
    private final Policies policies;
    private final Catalog catalog;
    private final Export export;
    private final Caller caller;

    PostmortemResource(
            PostmortemCommands commands,
            Postmortems postmortems,
            Policies policies,
            Catalog catalog,
            Export export,
            Caller caller) {
        this.commands = commands;
        this.postmortems = postmortems;
        this.policies = policies;
        this.catalog = catalog;
        this.export = export;
        this.caller = caller;
    }

    /** @param text Markdown; may be empty */
    @Schema(name = "SectionText", examples = """
                    {"text": "The connection pool of checkout was smaller than the number of its workers."}
                    """)
    public record SectionRequest(
            @NotNull @Size(max = Section.LONGEST_TEXT) String text) {}

    @Schema(name = "NewTitle", examples = """
                    {"title": "Cards were declined for 47 minutes"}
                    """)
    public record TitleRequest(
            @NotBlank @Size(max = LONGEST_TITLE) String title) {}

    /** @param owner a person's id */
    @Schema(name = "NewOwner", examples = """
                    {"owner": "alex"}
                    """)
    public record OwnerRequest(@NotBlank @Size(max = 100) String owner) {}

    /**
     * @param restricted true to keep it among those who write and review it, and the readers
     * @param readers ids of people
     */
    @Schema(name = "NewAudience", examples = """
                    {"private": true, "readers": ["hana"]}
                    """)
    public record AudienceRequest(
            @JsonProperty("private") @NotNull Boolean restricted,

            @Nullable @Size(max = 200) List<@NotBlank @Size(max = 100) String> readers) {}

    /** Who may read it. */
    @Schema(name = "Audience")
    public record AudienceAnswer(@JsonProperty("private") boolean restricted, List<String> readers) {}

    /** Everything that still stands between the postmortem and its publication; empty when nothing does. */
    @Schema(name = "Blockers")
    public record Blockers(List<BlockerAnswer> blockers) {}

    @GET
    @Transactional
    @Operation(operationId = "listPostmortems", summary = "Postmortems, newest first, without their text")
    public Page<PostmortemAnswer.Summary> list(
            @QueryParam("status") @Parameter(schema = @Schema(implementation = Status.class)) @Nullable String status,
            @QueryParam("incidentId") @Parameter(description = "Id or number, INC-12") @Nullable String incidentId,
            @QueryParam("owner") @Nullable String owner,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        Filter filter = new Filter()
                .and("status = :status", "status", Filter.oneOf(Status.class, "status", status))
                .ofIncident(incidentId)
                .and("owner = :owner", "owner", owner)
                .and(Visibility.condition("p"), Visibility.READER, caller.person())
                .after("(draftedAt, id) < (:at, :id)", TimeCursor.read(page.after()));
        List<PostmortemAnswer.Summary> rows = PostmortemView.find(
                        "from PostmortemView p where " + filter.where() + " order by draftedAt desc, id desc",
                        filter.parameters())
                .project(PostmortemAnswer.Summary.class)
                .range(0, page.rowsToRead() - 1)
                .list();
        return Page.of(page, rows, row -> new TimeCursor(row.draftedAt(), row.id()).text(), row -> row);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(operationId = "getPostmortem", summary = "One postmortem, by id or number")
    @APIResponse(
            responseCode = "200",
            description = "The postmortem",
            content = @Content(schema = @Schema(implementation = PostmortemAnswer.class)))
    public Response get(@PathParam("id") String id) {
        return answer(postmortems.get(id));
    }

    @PUT
    @Path("/{id}/sections/{key}")
    @Transactional
    @Operation(operationId = "editSection", summary = "Replace the text of a section")
    @APIResponse(
            responseCode = "200",
            description = "The postmortem",
            content = @Content(schema = @Schema(implementation = PostmortemAnswer.class)))
    public Response editSection(
            @PathParam("id") String id,
            @PathParam("key") String key,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull SectionRequest request) {
        PostmortemView postmortem = postmortems.get(id);
        EditSection command = new EditSection(postmortem.id, key, request.text(), caller.person(), at());
        return changed(postmortem, command, Expected.required(ifMatch));
    }

    @PUT
    @Path("/{id}/title")
    @Transactional
    @Operation(operationId = "changeTitle", summary = "Change the title")
    @APIResponse(
            responseCode = "200",
            description = "The postmortem",
            content = @Content(schema = @Schema(implementation = PostmortemAnswer.class)))
    public Response changeTitle(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull TitleRequest request) {
        PostmortemView postmortem = postmortems.get(id);
        ChangeTitle command = new ChangeTitle(postmortem.id, request.title().strip(), caller.person(), at());
        return changed(postmortem, command, Expected.required(ifMatch));
    }

    @PUT
    @Path("/{id}/owner")
    @Transactional
    @Operation(operationId = "assignOwner", summary = "Make a person the owner")
    @APIResponse(
            responseCode = "200",
            description = "The postmortem",
            content = @Content(schema = @Schema(implementation = PostmortemAnswer.class)))
    public Response assignOwner(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull OwnerRequest request) {
        PostmortemView postmortem = postmortems.get(id);
        if (!catalog.knowsPerson(request.owner())) {
            throw new InvalidValue("owner", "There is no person " + request.owner() + ".");
        }
        AssignOwner command = new AssignOwner(postmortem.id, request.owner(), caller.person(), at());
        return changed(postmortem, command, Expected.required(ifMatch));
    }

    @PUT
    @Path("/{id}/audience")
    @Transactional
    @Operation(
            operationId = "changeAudience",
            summary = "Say who may read it",
            description =
                    "For its owner, a collaborator, a manager or an administrator; also after the publication. A private"
                            + " postmortem is there for its owner, its collaborators, its reviewers and the readers named here;"
                            + " for everybody else it does not exist. An administrator who may not read it can still change"
                            + " this, so that none is out of reach for ever.")
    @APIResponse(
            responseCode = "200",
            description = "Who may read it now",
            content = @Content(schema = @Schema(implementation = AudienceAnswer.class)))
    public Response changeAudience(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull AudienceRequest request) {
        boolean administers = caller.has(Roles.ADMIN);
        PostmortemView postmortem = administers ? postmortems.existing(id) : postmortems.get(id);
        if (!administers && !takesPart(postmortem) && !caller.has(Roles.MANAGER)) {
            throw new NotAllowed("Only its owner, a collaborator, a manager or an administrator says who may read it.");
        }
        List<String> readers = request.readers() == null ? List.of() : request.readers();
        for (String reader : readers) {
            if (!catalog.knowsPerson(reader)) {
                throw new InvalidValue("readers", "There is no person " + reader + ".");
            }
        }
        commands.handle(
                new ChangeAudience(postmortem.id, request.restricted(), readers, caller.person(), at()),
                Expected.required(ifMatch),
                caller.cause());
        return Answers.ok(postmortem.version, new AudienceAnswer(postmortem.restricted, postmortem.namedReaders));
    }

    @POST
    @Path("/{id}/submit")
    @Idempotent
    @Operation(
            operationId = "submitPostmortem",
            summary = "Submit the present content for review",
            description =
                    "For the owner, a collaborator, a senior or a manager. What a reviewer would trip over is refused with"
                            + " a problem whose `blockers` are the list of what is missing.")
    @APIResponse(
            responseCode = "200",
            description = "The postmortem",
            content = @Content(schema = @Schema(implementation = PostmortemAnswer.class)))
    public Response submit(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        PostmortemView postmortem = postmortems.get(id);
        if (!takesPart(postmortem) && !caller.has(Roles.SENIOR) && !caller.has(Roles.MANAGER)) {
            throw new NotAllowed("Only its owner, a collaborator, a senior or a manager submits it.");
        }
        Policy policy = policies.version(postmortem.policyVersion);
        Instant reviewDueAt = policy.reviewDueAt(postmortem.severity, postmortem.team, at());
        return changed(
                postmortem,
                new SubmitPostmortem(
                        postmortem.id,
                        caller.person(),
                        reviewDueAt,
                        policy.reviewRule().of(postmortem.severity),
                        commands.known(),
                        at()),
                Expected.optional(ifMatch));
    }

    @POST
    @Path("/{id}/publish")
    @Idempotent
    @Operation(
            operationId = "publishPostmortem",
            summary = "Publish exactly what was reviewed",
            description =
                    "For the owner, a collaborator, a senior, a manager or an administrator. Without an accepted review of"
                            + " exactly this content it is refused with a problem whose `blockers` are the list of what is missing.")
    @APIResponse(
            responseCode = "200",
            description = "The postmortem",
            content = @Content(schema = @Schema(implementation = PostmortemAnswer.class)))
    public Response publish(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        PostmortemView postmortem = postmortems.get(id);
        boolean leads = caller.has(Roles.SENIOR) || caller.has(Roles.MANAGER) || caller.has(Roles.ADMIN);
        if (!takesPart(postmortem) && !leads) {
            throw new NotAllowed(
                    "Only its owner, a collaborator, a senior, a manager or an administrator publishes it.");
        }
        return changed(
                postmortem,
                new PublishPostmortem(postmortem.id, caller.person(), commands.known(), at()),
                Expected.optional(ifMatch));
    }

    @GET
    @Path("/{id}/blockers")
    @Transactional
    @Operation(
            operationId = "listBlockers",
            summary = "Everything that still stands between the postmortem and its publication",
            description = "The very list that publishing checks; empty when nothing stands in the way.")
    @APIResponse(
            responseCode = "200",
            description = "What stands in the way",
            content = @Content(schema = @Schema(implementation = Blockers.class)))
    public Response blockers(@PathParam("id") String id) {
        PostmortemView postmortem = postmortems.get(id);
        return Answers.ok(postmortem.version, new Blockers(BlockerAnswer.of(commands.blockers(postmortem.id))));
    }

    @GET
    @Path("/{id}/export")
    @Produces({"text/markdown;charset=UTF-8", "text/html;charset=UTF-8", "application/pdf", MediaType.APPLICATION_JSON})
    @Operation(
            operationId = "exportPostmortem",
            summary = "The postmortem as one file",
            description =
                    "HTML and PDF need nothing else to be read: nothing in them is loaded from anywhere, an image is a"
                            + " link to it. JSON is what reading the postmortem answers.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = {
                @Content(mediaType = "text/markdown", schema = @Schema(implementation = String.class)),
                @Content(mediaType = "text/html", schema = @Schema(implementation = String.class)),
                @Content(mediaType = "application/pdf", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "application/json", schema = @Schema(implementation = PostmortemAnswer.class))
            })
    public Response export(
            @PathParam("id") String id,
            @QueryParam("format")
                    @DefaultValue("MARKDOWN")
                    @Parameter(schema = @Schema(implementation = ExportFormat.class))
                    String format) {
        ExportFormat wanted =
                Objects.requireNonNullElse(Filter.oneOf(ExportFormat.class, "format", format), ExportFormat.MARKDOWN);
        // Drawn up without holding a connection: a PDF takes its time.
        Export.Source source = QuarkusTransaction.requiringNew().call(() -> export.source(wanted, postmortems.get(id)));
        return Response.ok(export.file(wanted, source), wanted.mediaType())
                .tag(Long.toString(source.version()))
                .header("Content-Disposition", "attachment; filename=\"" + source.number() + wanted.ending() + "\"")
                .header("Content-Security-Policy", HtmlPage.CONTENT_SECURITY_POLICY)
                .build();
    }

    private boolean takesPart(PostmortemView postmortem) {
        String person = caller.person();
        return person.equals(postmortem.owner) || postmortem.collaborators.contains(person);
    }

    private Instant at() {
        return caller.cause().at();
    }

    private Response changed(PostmortemView postmortem, PostmortemCommand command, Expected expected) {
        try {
            commands.handle(command, expected, caller.cause());
        } catch (RuleBroken e) {
            throw refused(postmortem.id, e);
        }
        return answer(postmortem);
    }

    /** A refusal that could be a surprise names everything that has to be done first. */
    private RuntimeException refused(UUID id, RuleBroken e) {
        if (!(e.rule() instanceof PostmortemRule rule)) {
            return e;
        }
        return switch (rule) {
            case POSTMORTEM_PUBLISHED,
                    POSTMORTEM_NOT_PUBLISHED,
                    PREVENTIVE_ACTION_NEEDS_APPROVER,
                    OFFER_TOUCHES_WHAT_PEOPLE_WROTE,
                    TEXT_MOVED_ON,
                    SUGGESTION_OUTDATED -> e;
            case NOT_READY_FOR_REVIEW -> Blocked.refusal(conflict(e), commands.submissionBlockers(id));
            case NOT_READY_FOR_PUBLICATION -> Blocked.refusal(conflict(e), commands.blockers(id));
        };
    }

    private static Problem conflict(RuleBroken e) {
        return Problem.of(409, e.code(), String.valueOf(e.getMessage()));
    }

    private Response answer(PostmortemView postmortem) {
        return Answers.ok(postmortem.version, postmortems.answer(postmortem));
    }
}
