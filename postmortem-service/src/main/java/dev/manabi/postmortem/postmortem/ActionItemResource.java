package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Handled;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.listing.Filter;
import dev.manabi.postmortem.listing.TimeCursor;
import dev.manabi.postmortem.postmortem.domain.ActionItem.ActionStatus;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Kind;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Priority;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeActionItemStatus;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Following action items across all postmortems. */
@Path("/api/v1/action-items")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Action items")
public class ActionItemResource {

    private final PostmortemCommands commands;
    private final Postmortems postmortems;
    private final Caller caller;
    private final Clock clock;

    ActionItemResource(PostmortemCommands commands, Postmortems postmortems, Caller caller, Clock clock) {
        this.commands = commands;
        this.postmortems = postmortems;
        this.caller = caller;
        this.clock = clock;
    }

    /** @param reason needed to decline */
    @Schema(name = "NewActionItemStatus", examples = """
                    {"status": "DECLINED", "reason": "The service is switched off in May"}
                    """)
    public record StatusRequest(
            @NotNull ActionStatus status,
            @Nullable @Size(max = 2_000) String reason) {}

    @PUT
    @Path("/{id}/status")
    @Transactional
    @Operation(
            operationId = "changeActionItemStatus",
            summary = "Say how far it has come",
            description = "Also after the publication. The ETag is that of the postmortem.")
    @APIResponse(
            responseCode = "200",
            description = "The action item",
            content = @Content(schema = @Schema(implementation = ActionItemAnswer.class)))
    public Response changeStatus(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull StatusRequest request) {
        ActionItemView item = postmortems.actionItem(id);
        Handled<Postmortem> handled = commands.handle(
                new ChangeActionItemStatus(
                        item.postmortemId,
                        item.id,
                        request.status(),
                        request.reason(),
                        caller.person(),
                        caller.cause().at()),
                Expected.required(ifMatch),
                caller.cause());
        return Answers.ok(handled.version(), answer(item.id));
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(operationId = "getActionItem", summary = "One action item", description = "With its postmortem's ETag.")
    @APIResponse(
            responseCode = "200",
            description = "The action item",
            content = @Content(schema = @Schema(implementation = ActionItemAnswer.class)))
    public Response get(@PathParam("id") String id) {
        ActionItemView item = postmortems.actionItem(id);
        return Answers.ok(postmortems.get(item.postmortemId.toString()).version, ActionItemAnswer.of(item));
    }

    @GET
    @Transactional
    @Operation(operationId = "listActionItems", summary = "Action items of all postmortems, the most urgent date first")
    public Page<ActionItemAnswer> list(
            @QueryParam("status") @Parameter(schema = @Schema(implementation = ActionStatus.class)) @Nullable
                    String status,
            @QueryParam("owner") @Nullable String owner,
            @QueryParam("kind") @Parameter(schema = @Schema(implementation = Kind.class)) @Nullable String kind,
            @QueryParam("priority") @Parameter(schema = @Schema(implementation = Priority.class)) @Nullable
                    String priority,
            @QueryParam("overdue") @DefaultValue("false") @Parameter(description = "Only what is late") boolean overdue,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        Filter filter = new Filter()
                .and("status = :status", "status", Filter.oneOf(ActionStatus.class, "status", status))
                .and("owner = :owner", "owner", owner)
                .and("kind = :kind", "kind", Filter.oneOf(Kind.class, "kind", kind))
                .and("priority = :priority", "priority", Filter.oneOf(Priority.class, "priority", priority))
                .and("dueAt <= :now", "now", overdue ? clock.instant() : null)
                .and("status in :unsettled", "unsettled", overdue ? unsettled() : null)
                .and(
                        "exists (select 1 from PostmortemView p where p.id = postmortemId and "
                                + Visibility.condition("p") + ")",
                        Visibility.READER,
                        caller.person())
                .after("(dueAt, id) > (:at, :id)", TimeCursor.read(page.after()));
        List<ActionItemView> rows = ActionItemView.<ActionItemView>find(
                        filter.where() + " order by dueAt, id", filter.parameters())
                .range(0, page.rowsToRead() - 1)
                .list();
        return Page.of(page, rows, row -> new TimeCursor(row.dueAt, row.id).text(), ActionItemAnswer::of);
    }

    private static List<ActionStatus> unsettled() {
        return Arrays.stream(ActionStatus.values())
                .filter(status -> !status.settled())
                .toList();
    }

    private ActionItemAnswer answer(UUID id) {
        return ActionItemAnswer.of(postmortems.actionItem(id.toString()));
    }
}
