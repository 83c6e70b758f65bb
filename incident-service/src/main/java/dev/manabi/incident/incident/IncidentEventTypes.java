package dev.manabi.incident.incident;

import dev.manabi.eventsourcing.EventTypes;
import dev.manabi.incident.incident.domain.IncidentEvent;
import dev.manabi.incident.incident.domain.IncidentEvent.AlertsReported;
import dev.manabi.incident.incident.domain.IncidentEvent.ImpactRecorded;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentAcknowledged;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentClosed;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentDeclared;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentMitigated;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentReopened;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentResolved;
import dev.manabi.incident.incident.domain.IncidentEvent.RolesAssigned;
import dev.manabi.incident.incident.domain.IncidentEvent.SeverityChanged;
import dev.manabi.incident.incident.domain.IncidentEvent.TimelineEntryAdded;
import dev.manabi.incident.incident.domain.IncidentEvent.TimelineEntryCorrected;
import dev.manabi.incident.incident.domain.IncidentEvent.TimesCorrected;

/** The names under which incidents' events are stored. A name is never reused and never changed. */
final class IncidentEventTypes {

    static final EventTypes<IncidentEvent> TYPES = EventTypes.<IncidentEvent>of("incident")
            .with("incident-declared.v1", IncidentDeclared.class)
            .with("incident-acknowledged.v1", IncidentAcknowledged.class)
            .with("incident-mitigated.v1", IncidentMitigated.class)
            .with("incident-resolved.v1", IncidentResolved.class)
            .with("incident-closed.v1", IncidentClosed.class)
            .with("incident-reopened.v1", IncidentReopened.class)
            .with("severity-changed.v1", SeverityChanged.class)
            .with("impact-recorded.v1", ImpactRecorded.class)
            .with("roles-assigned.v1", RolesAssigned.class)
            .with("timeline-entry-added.v1", TimelineEntryAdded.class)
            .with("timeline-entry-corrected.v1", TimelineEntryCorrected.class)
            .with("times-corrected.v1", TimesCorrected.class)
            .with("alerts-reported.v1", AlertsReported.class);

    private IncidentEventTypes() {}
}
