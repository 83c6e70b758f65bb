package dev.manabi.postmortem.decision;

import dev.manabi.eventsourcing.EventTypes;
import dev.manabi.postmortem.decision.domain.DecisionEvent;

/** The names under which the events of decisions are stored. */
public final class DecisionEventTypes {

    public static final EventTypes<DecisionEvent> ALL = EventTypes.<DecisionEvent>of("decision")
            .with("postmortem-requested.v1", DecisionEvent.PostmortemRequested.class)
            .with("decision-made.v1", DecisionEvent.DecisionMade.class)
            .with("reopening-noted.v1", DecisionEvent.ReopeningNoted.class)
            .with("decision-waived.v1", DecisionEvent.DecisionWaived.class)
            .with("waiver-ended.v1", DecisionEvent.WaiverEnded.class)
            .with("request-declined.v1", DecisionEvent.RequestDeclined.class)
            .with("request-moved.v1", DecisionEvent.RequestMoved.class);

    private DecisionEventTypes() {}
}
