package dev.manabi.postmortem.postmortem;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Handled;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.catalog.Catalog;
import dev.manabi.postmortem.incident.IncidentView;
import dev.manabi.postmortem.policy.Policies;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Kind;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Priority;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Task;
import dev.manabi.postmortem.postmortem.domain.ActionItemLint;
import dev.manabi.postmortem.postmortem.domain.Dismissal;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AddActionItem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeActionItem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.RemoveActionItem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Writing action items, which are part of their postmortem's content. */
@Path("/api/v1/postmortems/{id}/action-items")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Action items")
public class ActionItemWritingResource {

    private final PostmortemCommands commands;
    private final Postmortems postmortems;
    private final Policies policies;
    private final Catalog catalog;
    private final ActionItemAccess access;
    private final Caller caller;

    ActionItemWritingResource(
            PostmortemCommands commands,
            Postmortems postmortems,
            Policies policies,
            Catalog catalog,
            ActionItemAccess access,
            Caller caller) {
        this.commands = commands;
        this.postmortems = postmortems;
        this.policies = policies;
        this.catalog = catalog;
        this.access = access;
        this.caller = caller;
    }

    /**
     * @param owner a person's id; may wait, but not beyond the review
     * @param priority may wait, but not beyond the review
     * @param dueAt null for what the policy says for the incident's severity; a change leaves it as it is
     * @param endState how one will see that it is done
     */
    @Schema(name = "NewActionItem", examples = """
                    {
                      "title": "Alert when more than 1 % of the card payments fail",
                      "kind": "DETECT",
                      "priority": "P1",
                      "owner": "alex",
                      "dueAt": "2026-03-17T17:00:00Z",
                      "endState": "The alert has fired in a drill",
                      "trackerUrl": "https://tracker.example/checkout/4212"
                    }
                    """)
    public record ActionItemRequest(
            @NotBlank @Size(max = PostmortemResource.LONGEST_TITLE)
            String title,

            @NotNull Kind kind,
            @Nullable Priority priority,
            @Nullable @Size(max = 100) String owner,
            @Nullable Instant dueAt,
            @Nullable @Size(max = 2_000) String endState,
            @Nullable @Size(max = 2_000) String trackerUrl) {}

    /**
     * Something that could be better.
     *
     * @param code stable, for programs
     * @param message in the language of the postmortem
     * @param actionItemId the action item it is about, or null where it is about all of them
     */
    @Schema(name = "LintFinding")
    public record LintFinding(
            String code, String message, @Nullable UUID actionItemId) {}

    /** What could make the action items better; empty where nothing was found. */
    @Schema(name = "Lint")
    public record Lint(List<LintFinding> findings) {}

    @POST
    @Idempotent
    @Operation(operationId = "addActionItem", summary = "Write down something to be done")
    @APIResponse(
            responseCode = "201",
            description = "The action item",
            content = @Content(schema = @Schema(implementation = ActionItemAnswer.class)))
    public Response add(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull ActionItemRequest request) {
        PostmortemView postmortem = postmortems.get(id);
        Instant at = caller.cause().at();
        Instant usual =
                policies.version(postmortem.policyVersion).actionItemDueAt(postmortem.severity, postmortem.team, at);
        UUID itemId = Ids.next();
        Handled<Postmortem> handled = commands.handle(
                new AddActionItem(postmortem.id, itemId, task(request, usual), caller.person(), at),
                Expected.optional(ifMatch),
                caller.cause());
        return Answers.created("/api/v1/action-items/" + itemId, handled.version(), answer(itemId));
    }

    @PUT
    @Path("/{itemId}")
    @Transactional
    @Operation(operationId = "changeActionItem", summary = "Change what is to be done")
    @APIResponse(
            responseCode = "200",
            description = "The action item",
            content = @Content(schema = @Schema(implementation = ActionItemAnswer.class)))
    public Response change(
            @PathParam("id") String id,
            @PathParam("itemId") String itemId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull ActionItemRequest request) {
        PostmortemView postmortem = postmortems.get(id);
        ActionItemView item = item(postmortem, itemId);
        Handled<Postmortem> handled = commands.handle(
                new ChangeActionItem(
                        postmortem.id,
                        item.id,
                        task(request, item.dueAt),
                        caller.person(),
                        caller.cause().at()),
                Expected.required(ifMatch),
                caller.cause());
        return Answers.ok(handled.version(), answer(item.id));
    }

    @DELETE
    @Path("/{itemId}")
    @Transactional
    @Operation(
            operationId = "removeActionItem",
            summary = "Remove what was added by mistake",
            description = "Until the publication; what is not going to be done after all is declined instead. For its"
                    + " owner, the postmortem's owner and collaborators, seniors and managers.")
    @APIResponse(
            responseCode = "200",
            description = "As it was",
            content = @Content(schema = @Schema(implementation = ActionItemAnswer.class)))
    public Response remove(
            @PathParam("id") String id,
            @PathParam("itemId") String itemId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        PostmortemView postmortem = postmortems.get(id);
        ActionItemView item = item(postmortem, itemId);
        access.requireSay(item);
        ActionItemAnswer asItWas = ActionItemAnswer.of(item);
        Handled<Postmortem> handled = commands.handle(
                new RemoveActionItem(
                        postmortem.id, item.id, caller.person(), caller.cause().at()),
                Expected.required(ifMatch),
                caller.cause());
        return Answers.ok(handled.version(), asItWas);
    }

    @GET
    @Path("/lint")
    @Transactional
    @Operation(
            operationId = "lintActionItems",
            summary = "What could make the action items better",
            description = "Advice, in the language of the postmortem; nothing here stands in the way of anything.")
    @APIResponse(
            responseCode = "200",
            description = "What was found; empty where nothing was",
            content = @Content(schema = @Schema(implementation = Lint.class)))
    public Response lint(@PathParam("id") String id) {
        PostmortemView postmortem = postmortems.get(id);
        Document document = (Document) commands.load(postmortem.id).state();
        return Answers.ok(
                postmortem.version,
                new Lint(ActionItemLint.of(document.content(), dismissed(document), affectedUsers(postmortem)).stream()
                        .map(finding -> new LintFinding(
                                finding.advice().code(),
                                finding.advice().message(postmortem.language),
                                finding.actionItemId()))
                        .toList()));
    }

    private static Set<String> dismissed(Document document) {
        return document.dismissals().stream().map(Dismissal::finding).collect(Collectors.toSet());
    }

    private static boolean affectedUsers(PostmortemView postmortem) {
        IncidentView incident = IncidentView.findById(postmortem.incidentId);
        Incident closed = incident == null ? null : incident.document;
        if (closed == null) {
            return false;
        }
        Long users = closed.impact().usersAffected();
        return Boolean.TRUE.equals(closed.impact().userVisible()) || (users != null && users > 0);
    }

    private ActionItemView item(PostmortemView postmortem, String itemId) {
        ActionItemView item = postmortems.actionItem(itemId);
        if (!item.postmortemId.equals(postmortem.id)) {
            throw new NotFound("action item", itemId);
        }
        return item;
    }

    private ActionItemAnswer answer(UUID id) {
        return ActionItemAnswer.of(postmortems.actionItem(id.toString()));
    }

    private Task task(ActionItemRequest request, Instant usualDueAt) {
        String owner = request.owner();
        Instant dueAt = request.dueAt();
        if (owner != null && !catalog.knowsPerson(owner)) {
            throw new InvalidValue("owner", "There is no person " + owner + ".");
        }
        return new Task(
                request.title().strip(),
                request.kind(),
                request.priority(),
                owner,
                dueAt == null ? usualDueAt : dueAt.truncatedTo(ChronoUnit.MICROS), // as the database keeps it
                request.endState(),
                WebAddress.checked("trackerUrl", request.trackerUrl()));
    }
}
