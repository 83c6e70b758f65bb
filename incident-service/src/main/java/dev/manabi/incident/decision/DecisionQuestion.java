package dev.manabi.incident.decision;

import dev.manabi.contracts.IncidentMessage.IncidentClosed;
import dev.manabi.contracts.IncidentMessage.IncidentDecisionMissed;
import dev.manabi.contracts.IncidentMessage.IncidentReopened;
import dev.manabi.contracts.MissingAnswer;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.EventMetadata;
import dev.manabi.kit.Question;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** A closing wants a decision, until the incident is opened or closed again: then only the latest one does. */
@ApplicationScoped
public class DecisionQuestion implements Question {

    @Override
    public Optional<MissingAnswer> of(PublicEvent told, EventMetadata metadata) {
        return told instanceof IncidentClosed closed
                ? Optional.of(new IncidentDecisionMissed(
                        closed.incidentId(),
                        closed.incident().number(),
                        closed.incident().title(),
                        closed.incident().team(),
                        metadata.id(),
                        closed.closedAt(),
                        0,
                        null))
                : Optional.empty();
    }

    @Override
    public boolean endsWith(PublicEvent told) {
        return told instanceof IncidentClosed || told instanceof IncidentReopened;
    }
}
