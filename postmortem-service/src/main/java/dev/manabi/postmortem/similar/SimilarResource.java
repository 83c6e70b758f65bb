package dev.manabi.postmortem.similar;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.incident.IncidentView;
import dev.manabi.postmortem.incident.Incidents;
import dev.manabi.postmortem.postmortem.ActionItemView;
import dev.manabi.postmortem.postmortem.PostmortemView;
import dev.manabi.postmortem.postmortem.Postmortems;
import dev.manabi.postmortem.postmortem.Visibility;
import dev.manabi.postmortem.postmortem.domain.ActionItem.ActionStatus;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Kind;
import dev.manabi.postmortem.postmortem.domain.Status;
import dev.manabi.postmortem.similar.Likeness.Reason;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What has happened before. */
@Path("/api/v1/search/similar")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Search")
public class SimilarResource {

    private static final int MOST = 20;

    private final Similar similar;
    private final Postmortems postmortems;
    private final Incidents incidents;
    private final Visibility visibility;

    SimilarResource(Similar similar, Postmortems postmortems, Incidents incidents, Visibility visibility) {
        this.similar = similar;
        this.postmortems = postmortems;
        this.incidents = incidents;
        this.visibility = visibility;
    }

    @Schema(name = "SimilarPostmortems")
    public record Answer(List<Found> items) {}

    /**
     * A postmortem that resembles what was asked about.
     *
     * @param score how much: the share of what is said in few other texts (0 to 1), and a fixed amount for each further
     *     reason
     * @param reasons why
     * @param openPreventActions what was to prevent it and is not done
     * @param declinedActions what somebody decided not to do
     * @param suspected an alarm has been raised for this pair
     */
    @Schema(name = "SimilarPostmortem")
    public record Found(
            UUID id,
            String number,
            String title,
            @Nullable String incidentNumber,
            Status status,
            String severity,
            @Nullable String team,
            @Nullable String owner,
            Instant draftedAt,
            double score,
            List<Reason> reasons,
            List<Action> openPreventActions,
            List<Action> declinedActions,
            boolean suspected) {}

    /** @param reason why it stands where it stands; of a declined one always there */
    @Schema(name = "SimilarAction")
    public record Action(
            UUID id,
            String title,
            ActionStatus status,
            @Nullable String owner,
            Instant dueAt,
            @Nullable String reason) {}

    @GET
    @Transactional
    @Operation(
            operationId = "listSimilar",
            summary =
                    "Postmortems that resemble an incident or a postmortem, the most similar first, each with the reason",
            description =
                    "Give exactly one of `incidentId` and `postmortemId`. What was to prevent the older ones and is not"
                            + " done, and what somebody decided not to do, is shown with each.")
    public Answer list(
            @QueryParam("incidentId") @Parameter(description = "Id or number, INC-12") @Nullable String incidentId,
            @QueryParam("postmortemId") @Parameter(description = "Id or number, PM-7") @Nullable String postmortemId,
            @QueryParam("limit") @DefaultValue("10") @Parameter(description = "1 to 20") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new InvalidValue("limit", "limit is a number from 1 to " + MOST + ".");
        }
        Subject subject = subject(incidentId, postmortemId);
        List<Likeness> alike =
                similar.to(subject, visibility.reader()).stream().limit(limit).toList();
        List<UUID> ids = alike.stream().map(Likeness::postmortemId).toList();
        Map<UUID, PostmortemView> found = PostmortemView.<PostmortemView>list("id in ?1", ids).stream()
                .collect(Collectors.toMap(one -> one.id, Function.identity()));
        Map<UUID, List<ActionItemView>> actions =
                ActionItemView.<ActionItemView>list("postmortemId in ?1 order by position", ids).stream()
                        .collect(Collectors.groupingBy(item -> item.postmortemId));
        UUID ofIncident = subject.incidentId();
        Set<UUID> suspected = ofIncident == null
                ? Set.of()
                : RecurrenceView.<RecurrenceView>list("incidentId", ofIncident).stream()
                        .map(pair -> pair.earlierPostmortemId)
                        .collect(Collectors.toSet());
        return new Answer(alike.stream()
                .map(one -> found(
                        one,
                        Objects.requireNonNull(found.get(one.postmortemId())),
                        actions.getOrDefault(one.postmortemId(), List.of()),
                        suspected.contains(one.postmortemId())))
                .toList());
    }

    private Subject subject(@Nullable String incidentId, @Nullable String postmortemId) {
        if ((incidentId == null) == (postmortemId == null)) {
            throw new InvalidValue("incidentId", "Give exactly one of incidentId and postmortemId.");
        }
        if (postmortemId != null) {
            PostmortemView postmortem = postmortems.get(postmortemId);
            UUID ofIncident = postmortem.incidentId;
            return Subject.of(
                    postmortem,
                    ofIncident == null ? null : incidents.find(ofIncident).orElse(null));
        }
        IncidentView incident = incidents.get(Objects.requireNonNull(incidentId));
        return PostmortemView.<PostmortemView>find("incidentId = ?1 and not imported", incident.id)
                .firstResultOptional()
                .filter(visibility::mayRead)
                .map(postmortem -> Subject.of(postmortem, incident))
                .orElseGet(() -> Subject.of(incident));
    }

    private static Found found(
            Likeness likeness, PostmortemView postmortem, List<ActionItemView> items, boolean suspected) {
        return new Found(
                postmortem.id,
                postmortem.number,
                postmortem.title,
                postmortem.incidentNumber,
                postmortem.status,
                postmortem.severity,
                postmortem.team,
                postmortem.owner,
                postmortem.draftedAt,
                likeness.score(),
                likeness.reasons(),
                items.stream()
                        .filter(item -> item.kind == Kind.PREVENT && !item.status.settled())
                        .map(SimilarResource::action)
                        .toList(),
                items.stream()
                        .filter(item -> item.status == ActionStatus.DECLINED)
                        .map(SimilarResource::action)
                        .toList(),
                suspected);
    }

    private static Action action(ActionItemView item) {
        return new Action(item.id, item.title, item.status, item.owner, item.dueAt, item.statusReason);
    }
}
