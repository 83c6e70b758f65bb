package dev.manabi.postmortem.process;

import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.decision.domain.Outcome;
import dev.manabi.postmortem.listing.Filter;
import dev.manabi.postmortem.listing.TimeCursor;
import dev.manabi.postmortem.postmortem.Visibility;
import dev.manabi.postmortem.postmortem.domain.Status;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where everything is: nothing falls out between an incident and its postmortem. */
@Path("/api/v1/process")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Process")
public class ProcessResource {

    private static final String ROWS = """
            select i.id as incidentId, i.number as incidentNumber, i.title as incidentTitle,
                   i.status as incidentStatus, i.severity as severity,
                   i.team as team, i.closedAt as closedAt,
                   d.outcome as outcome, d.id as decisionId, d.decidedAt as decidedAt,
                   case when %1$s then p.id end as postmortemId,
                   case when %1$s then p.number end as postmortemNumber,
                   case when %1$s then p.owner end as owner,
                   p.status as status, p.statusSince as statusSince,
                   p.draftDueAt as draftDueAt, p.dueAt as dueAt, p.suspended as suspended
              from IncidentView i
              join DecisionView d on d.incidentId = i.id and d.current
              left join PostmortemView p on p.incidentId = i.id and p.imported = false
             where i.closedAt is not null
            """.formatted(Visibility.condition("p"));

    private static final String UNSETTLED = """
            select a.postmortemId as postmortemId, count(*) as open,
                   sum(case when a.dueAt <= :now then 1 else 0 end) as overdue
              from ActionItemView a
             where a.postmortemId in :postmortems and a.status in (OPEN, IN_PROGRESS)
             group by a.postmortemId
            """;

    private static final String OVERDUE = "(not p.suspended and (p.status = DRAFT and p.draftDueAt <= :now"
            + " or p.status not in (DRAFT, PUBLISHED) and p.dueAt <= :now))";

    private final EntityManager entities;
    private final Clock clock;
    private final Visibility visibility;

    ProcessResource(EntityManager entities, Clock clock, Visibility visibility) {
        this.visibility = visibility;
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * A closed incident and the step it is in.
     *
     * @param incidentStatus CLOSED, or another status where the incident was reopened since
     * @param severity the worst that it ever was
     * @param since when the step began
     * @param outcome of the decision that holds
     * @param postmortemId null where there is none, or where it is private and not for the caller; so are its number
     *     and its owner
     * @param dueAt the next deadline of the step, or null where there is none
     * @param overdue that deadline has passed
     * @param openActionItems of the postmortem, if it is for the caller
     * @param overdueActionItems of those, whose date has passed
     */
    @Schema(name = "ProcessEntry")
    public record Entry(
            UUID incidentId,
            String incidentNumber,
            String incidentTitle,
            String incidentStatus,
            String severity,
            @Nullable String team,
            Instant closedAt,
            Step step,
            Instant since,
            Outcome outcome,
            UUID decisionId,
            @Nullable UUID postmortemId,
            @Nullable String postmortemNumber,
            @Nullable String owner,
            @Nullable Instant dueAt,
            boolean overdue,
            int openActionItems,
            int overdueActionItems) {}

    @GET
    @Transactional
    @Operation(
            operationId = "listProcess",
            summary = "Every closed incident and the step it is in, the latest closed first")
    public Page<Entry> list(
            @QueryParam("step") @Parameter(schema = @Schema(implementation = Step.class)) @Nullable String step,
            @QueryParam("severity") @Nullable String severity,
            @QueryParam("team") @Nullable String team,
            @QueryParam("overdue") @DefaultValue("false") @Parameter(description = "Only what is late") boolean overdue,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        Step wanted = Filter.oneOf(Step.class, "step", step);
        Instant now = clock.instant();
        Filter filter = new Filter()
                .and(wanted == null ? "" : wanted.condition())
                .and("i.severity = :severity", "severity", severity)
                .and("i.team = :team", "team", team)
                .and(OVERDUE, "now", overdue ? now : null)
                .after("(i.closedAt, i.id) < (:at, :id)", TimeCursor.read(page.after()));
        TypedQuery<Row> query = entities.createQuery(
                ROWS + " and " + filter.where() + " order by i.closedAt desc, i.id desc", Row.class);
        filter.parameters().forEach(query::setParameter);
        query.setParameter(Visibility.READER, visibility.reader());
        List<Row> rows = query.setMaxResults(page.rowsToRead()).getResultList();
        Map<UUID, Unsettled> unsettled = unsettled(rows, now);
        return Page.of(
                page,
                rows,
                row -> new TimeCursor(row.closedAt(), row.incidentId()).text(),
                row -> row.entry(
                        now,
                        row.postmortemId() == null
                                ? Unsettled.NONE
                                : unsettled.getOrDefault(row.postmortemId(), Unsettled.NONE)));
    }

    /** What is still to be done, for all rows at once. */
    private Map<UUID, Unsettled> unsettled(List<Row> rows, Instant now) {
        List<UUID> postmortems =
                rows.stream().map(Row::postmortemId).filter(Objects::nonNull).toList();
        if (postmortems.isEmpty()) {
            return Map.of();
        }
        return entities.createQuery(UNSETTLED, Unsettled.class)
                .setParameter("postmortems", postmortems)
                .setParameter("now", now)
                .getResultStream()
                .collect(Collectors.toMap(Unsettled::postmortemId, Function.identity()));
    }

    private record Unsettled(UUID postmortemId, long open, long overdue) {
        static final Unsettled NONE = new Unsettled(new UUID(0, 0), 0, 0);
    }

    private record Row(
            UUID incidentId,
            String incidentNumber,
            String incidentTitle,
            String incidentStatus,
            String severity,
            @Nullable String team,
            Instant closedAt,
            Outcome outcome,
            UUID decisionId,
            Instant decidedAt,
            @Nullable UUID postmortemId,
            @Nullable String postmortemNumber,
            @Nullable String owner,
            @Nullable Status status,
            @Nullable Instant statusSince,
            @Nullable Instant draftDueAt,
            @Nullable Instant dueAt,
            @Nullable Boolean suspended) {

        Entry entry(Instant now, Unsettled unsettled) {
            boolean still = Boolean.TRUE.equals(suspended);
            Instant deadline = still ? null : deadline();
            Step step = Step.of(status, still, outcome);
            return new Entry(
                    incidentId,
                    incidentNumber,
                    incidentTitle,
                    incidentStatus,
                    severity,
                    team,
                    closedAt,
                    step,
                    statusSince == null || still ? decidedAt : statusSince,
                    outcome,
                    decisionId,
                    postmortemId,
                    postmortemNumber,
                    owner,
                    deadline,
                    deadline != null && !now.isBefore(deadline),
                    Math.toIntExact(unsettled.open()),
                    Math.toIntExact(unsettled.overdue()));
        }

        private @Nullable Instant deadline() {
            return switch (status) {
                case DRAFT -> draftDueAt;
                case IN_REVIEW, CHANGES_REQUESTED, APPROVED -> dueAt;
                case PUBLISHED -> null;
                case null -> null;
            };
        }
    }
}
