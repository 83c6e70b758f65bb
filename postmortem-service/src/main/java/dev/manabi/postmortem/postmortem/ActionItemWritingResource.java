package dev.manabi.postmortem.postmortem;

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
import dev.manabi.postmortem.policy.Policies;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Kind;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Priority;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Task;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AddActionItem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeActionItem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
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
    private final Caller caller;

    ActionItemWritingResource(
            PostmortemCommands commands, Postmortems postmortems, Policies policies, Catalog catalog, Caller caller) {
        this.commands = commands;
        this.postmortems = postmortems;
        this.policies = policies;
        this.catalog = catalog;
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
        ActionItemView item = postmortems.actionItem(itemId);
        if (!item.postmortemId.equals(postmortem.id)) {
            throw new NotFound("action item", itemId);
        }
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
                webAddress(request.trackerUrl()));
    }

    private static @Nullable String webAddress(@Nullable String address) {
        if (address == null) {
            return null;
        }
        try {
            URI uri = new URI(address);
            String scheme = uri.getScheme();
            if (uri.getHost() != null && Set.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT))) {
                return address;
            }
        } catch (URISyntaxException e) {
            // falls through: no address at all
        }
        throw new InvalidValue("trackerUrl", "trackerUrl is an address of the web, with http or https.");
    }
}
