package dev.manabi.postmortem.similar;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Aggregate;
import dev.manabi.kit.Aggregates;
import dev.manabi.postmortem.catalog.TeamView;
import dev.manabi.postmortem.incident.IncidentView;
import dev.manabi.postmortem.postmortem.ActionItemView;
import dev.manabi.postmortem.postmortem.PostmortemView;
import dev.manabi.postmortem.postmortem.domain.ActionItem.ActionStatus;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Kind;
import dev.manabi.postmortem.similar.domain.Recurrence;
import dev.manabi.postmortem.similar.domain.RecurrenceCommand;
import dev.manabi.postmortem.similar.domain.RecurrenceCommand.SuspectRecurrence;
import dev.manabi.postmortem.similar.domain.RecurrenceDecider;
import dev.manabi.postmortem.similar.domain.RecurrenceEvent;
import dev.manabi.postmortem.similar.domain.RecurrenceEvent.Ground;
import dev.manabi.postmortem.similar.domain.RecurrenceEvent.OpenItem;
import dev.manabi.postmortem.similar.domain.RecurrenceEvent.RecurrenceSuspected;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares an incident that is over with older ones whose prevention is still open (METHOD A4). */
@Startup
@ApplicationScoped
class Recurrences {

    /** More than these at once are no alarm but noise. */
    private static final int MOST = 3;

    private final Aggregate<RecurrenceCommand, RecurrenceEvent, Recurrence> recurrences;
    private final Similar similar;

    Recurrences(Aggregates aggregates, RecurrenceProjection projection, Similar similar) {
        this.recurrences = aggregates.register(
                new RecurrenceDecider(), RecurrenceEventTypes.ALL, projection, new RecurrencePublisher());
        this.similar = similar;
    }

    /** Of older ones that not everybody may read nothing is told. */
    void lookFor(IncidentView incident, Cause cause) {
        PostmortemView own = PostmortemView.<PostmortemView>find("incidentId = ?1 and not imported", incident.id)
                .firstResult();
        Subject subject = own == null ? Subject.of(incident) : Subject.of(own, incident);
        List<Aggregate<RecurrenceCommand, RecurrenceEvent, Recurrence>.Prepared> prepared = new ArrayList<>();
        for (Likeness likeness : similar.to(subject, null)) {
            if (!likeness.resembles() || prepared.size() == MOST) {
                break;
            }
            PostmortemView earlier =
                    Objects.requireNonNull(PostmortemView.<PostmortemView>findById(likeness.postmortemId()));
            List<OpenItem> open = openPrevention(earlier);
            if (!open.isEmpty() && isEarlier(earlier, incident)) {
                SuspectRecurrence command =
                        new SuspectRecurrence(suspicion(incident, own, earlier, likeness, open, cause));
                prepared.add(recurrences.prepare(pair(incident.id, earlier.id), command, Expected.any(), cause));
            }
        }
        prepared.forEach(Aggregate.Prepared::commit);
    }

    private static boolean isEarlier(PostmortemView other, IncidentView incident) {
        return incident.closedAt == null || other.draftedAt.isBefore(incident.closedAt);
    }

    private static List<OpenItem> openPrevention(PostmortemView postmortem) {
        return ActionItemView.<ActionItemView>list(
                        "postmortemId = ?1 and kind = ?2 and status in ?3 order by position",
                        postmortem.id,
                        Kind.PREVENT,
                        List.of(ActionStatus.OPEN, ActionStatus.IN_PROGRESS))
                .stream()
                .map(item -> new OpenItem(item.id, item.title, item.owner, item.dueAt))
                .toList();
    }

    private static RecurrenceSuspected suspicion(
            IncidentView incident,
            @Nullable PostmortemView own,
            PostmortemView earlier,
            Likeness likeness,
            List<OpenItem> open,
            Cause cause) {
        TeamView team = incident.team == null ? null : TeamView.findById(incident.team);
        return new RecurrenceSuspected(
                incident.id,
                incident.number,
                incident.title,
                own == null ? null : own.id,
                own == null ? null : own.number,
                own == null ? null : own.owner,
                incident.team,
                team == null ? null : team.lead,
                earlier.id,
                earlier.number,
                earlier.title,
                likeness.score(),
                likeness.reasons().stream()
                        .map(reason -> new Ground(reason.why().name(), reason.values()))
                        .toList(),
                open,
                own != null && own.restricted,
                cause.at());
    }

    /** The same pair has the same stream, so a recurrence is told once. */
    private static UUID pair(UUID incidentId, UUID earlierId) {
        return UUID.nameUUIDFromBytes(("recurrence/" + incidentId + "/" + earlierId).getBytes(StandardCharsets.UTF_8));
    }
}
