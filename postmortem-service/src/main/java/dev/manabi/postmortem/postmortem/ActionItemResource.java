package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Handled;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.catalog.Catalog;
import dev.manabi.postmortem.listing.Filter;
import dev.manabi.postmortem.listing.TimeCursor;
import dev.manabi.postmortem.postmortem.domain.ActionItem.ActionStatus;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Kind;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Priority;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeActionItemStatus;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ReplanActionItem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
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
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
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

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final PostmortemCommands commands;
    private final Postmortems postmortems;
    private final ActionItemAccess access;
    private final Catalog catalog;
    private final Caller caller;
    private final Clock clock;

    ActionItemResource(
            PostmortemCommands commands,
            Postmortems postmortems,
            ActionItemAccess access,
            Catalog catalog,
            Caller caller,
            Clock clock) {
        this.commands = commands;
        this.postmortems = postmortems;
        this.access = access;
        this.catalog = catalog;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * @param reason needed to decline; where it is done, how that was seen
     * @param evidence an address that shows it
     */
    @Schema(name = "NewActionItemStatus", examples = """
                    {
                      "status": "DONE",
                      "reason": "The alert fired in the drill of May",
                      "evidence": "https://graphs.example/d/checkout?from=drill"
                    }
                    """)
    public record StatusRequest(
            @NotNull ActionStatus status,
            @Nullable @Size(max = 2_000) String reason,
            @Nullable @Size(max = 2_000) String evidence) {}

    /** @param owner a person's id */
    @Schema(name = "NewActionItemPlan", examples = """
                    {"owner": "alex", "dueAt": "2026-06-30T15:00:00Z", "reason": "The new gateway comes in June"}
                    """)
    public record PlanRequest(
            @NotBlank @Size(max = 100) String owner,
            @NotNull Instant dueAt,
            @NotBlank @Size(max = 2_000) String reason) {}

    @PUT
    @Path("/{id}/status")
    @Transactional
    @Operation(
            operationId = "changeActionItemStatus",
            summary = "Say how far it has come",
            description = "Also after the publication, and back again. For its owner, the postmortem's owner and"
                    + " collaborators, seniors and managers; what would prevent the incident from happening again is"
                    + " declined by a senior or a manager who does not own it. The ETag is that of the postmortem.")
    @APIResponse(
            responseCode = "200",
            description = "The action item",
            content = @Content(schema = @Schema(implementation = ActionItemAnswer.class)))
    public Response changeStatus(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull StatusRequest request) {
        ActionItemView item = postmortems.actionItem(id);
        access.requireSay(item);
        Handled<Postmortem> handled = commands.handle(
                new ChangeActionItemStatus(
                        item.postmortemId,
                        item.id,
                        request.status(),
                        request.reason(),
                        WebAddress.checked("evidence", request.evidence()),
                        caller.person(),
                        access.leads(),
                        caller.cause().at()),
                Expected.required(ifMatch),
                caller.cause());
        return Answers.ok(handled.version(), answer(item.id));
    }

    @PUT
    @Path("/{id}/plan")
    @Transactional
    @Operation(
            operationId = "replanActionItem",
            summary = "Agree on another owner or date, once the postmortem is published",
            description = "What was reviewed and published stays as it is. For its owner, the postmortem's owner and"
                    + " collaborators, seniors and managers. The ETag is that of the postmortem.")
    @APIResponse(
            responseCode = "200",
            description = "The action item",
            content = @Content(schema = @Schema(implementation = ActionItemAnswer.class)))
    public Response replan(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull PlanRequest request) {
        ActionItemView item = postmortems.actionItem(id);
        access.requireSay(item);
        if (!catalog.knowsPerson(request.owner())) {
            throw new InvalidValue("owner", "There is no person " + request.owner() + ".");
        }
        Handled<Postmortem> handled = commands.handle(
                new ReplanActionItem(
                        item.postmortemId,
                        item.id,
                        request.owner(),
                        storable("dueAt", request.dueAt()),
                        request.reason().strip(),
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
            @QueryParam("team") @Parameter(description = "The postmortem's") @Nullable String team,
            @QueryParam("postmortem") @Parameter(description = "Id or number, PM-7") @Nullable String postmortem,
            @QueryParam("overdue") @DefaultValue("false") @Parameter(description = "Only what is late") boolean overdue,
            @QueryParam("dueBefore")
                    @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    @Nullable
                    String dueBefore,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        Filter filter = new Filter()
                .and("status = :status", "status", Filter.oneOf(ActionStatus.class, "status", status))
                .and("owner = :owner", "owner", owner)
                .and("kind = :kind", "kind", Filter.oneOf(Kind.class, "kind", kind))
                .and("priority = :priority", "priority", Filter.oneOf(Priority.class, "priority", priority))
                .and("postmortemId in (select t.id from PostmortemView t where t.team = :team)", "team", team)
                .and(
                        "postmortemId = :postmortem",
                        "postmortem",
                        Filter.uuid(postmortem).orElse(null))
                .and("postmortemNumber = :number", "number", number(postmortem))
                .and("dueAt < :dueBefore", "dueBefore", time("dueBefore", dueBefore))
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
        Map<UUID, TrackerIssue> issues = TrackerIssue.of(rows);
        return Page.of(
                page,
                rows,
                row -> new TimeCursor(row.dueAt, row.id).text(),
                row -> ActionItemAnswer.of(row, issues.get(row.id)));
    }

    /** What is no number is nobody's. */
    private static @Nullable String number(@Nullable String idOrNumber) {
        return idOrNumber == null || Filter.uuid(idOrNumber).isPresent()
                ? null
                : Filter.number(idOrNumber).orElse("");
    }

    private static @Nullable Instant time(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        try {
            return storable(field, Instant.parse(value));
        } catch (DateTimeParseException e) {
            throw new InvalidValue(field, field + " is a time such as 2026-03-17T15:00:00Z.");
        }
    }

    private static Instant storable(String field, Instant time) {
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new InvalidValue(field, field + " lies between the years 1 and 9999.");
        }
        return time.truncatedTo(ChronoUnit.MICROS); // as the database keeps it
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
