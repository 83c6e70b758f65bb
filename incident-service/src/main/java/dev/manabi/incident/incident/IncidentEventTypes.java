package dev.manabi.incident.incident;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.eventsourcing.EventTypes;
import dev.manabi.incident.incident.domain.IncidentEvent;
import dev.manabi.incident.incident.domain.IncidentEvent.AlertsReported;
import dev.manabi.incident.incident.domain.IncidentEvent.DuplicateAbsorbed;
import dev.manabi.incident.incident.domain.IncidentEvent.ImpactRecorded;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentAcknowledged;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentClosed;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentDeclared;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentDescribed;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentMerged;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentMitigated;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentReopened;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentResolved;
import dev.manabi.incident.incident.domain.IncidentEvent.PastIncidentRecorded;
import dev.manabi.incident.incident.domain.IncidentEvent.RolesAssigned;
import dev.manabi.incident.incident.domain.IncidentEvent.SeverityChanged;
import dev.manabi.incident.incident.domain.IncidentEvent.TimelineEntryAdded;
import dev.manabi.incident.incident.domain.IncidentEvent.TimelineEntryCorrected;
import dev.manabi.incident.incident.domain.IncidentEvent.TimesCorrected;
import dev.manabi.incident.incident.domain.IncidentKind;
import java.util.List;

/** The names under which incidents' events are stored. A name is never reused and never changed. */
final class IncidentEventTypes {

    static final EventTypes<IncidentEvent> TYPES = EventTypes.<IncidentEvent>of("incident")
            .with("incident-declared.v2", IncidentDeclared.class)
            .upcast("incident-declared.v1", "incident-declared.v2", IncidentEventTypes::described)
            .with("past-incident-recorded.v1", PastIncidentRecorded.class)
            .with("incident-described.v1", IncidentDescribed.class)
            .with("incident-merged.v1", IncidentMerged.class)
            .with("duplicate-absorbed.v1", DuplicateAbsorbed.class)
            .with("incident-acknowledged.v1", IncidentAcknowledged.class)
            .with("incident-mitigated.v1", IncidentMitigated.class)
            .with("incident-resolved.v1", IncidentResolved.class)
            .with("incident-closed.v1", IncidentClosed.class)
            .with("incident-reopened.v1", IncidentReopened.class)
            .with("severity-changed.v1", SeverityChanged.class)
            .with("impact-recorded.v2", ImpactRecorded.class)
            .upcast("impact-recorded.v1", "impact-recorded.v2", IncidentEventTypes::withFigures)
            .with("roles-assigned.v1", RolesAssigned.class)
            .with("timeline-entry-added.v1", TimelineEntryAdded.class)
            .with("timeline-entry-corrected.v1", TimelineEntryCorrected.class)
            .with("times-corrected.v1", TimesCorrected.class)
            .with("alerts-reported.v1", AlertsReported.class);

    private IncidentEventTypes() {}

    /** What it is about stood beside the rest, and there were neither kinds nor services at fault. */
    private static ObjectNode described(ObjectNode declared) {
        ObjectNode description = declared.putObject("description");
        List.of("title", "summary", "services", "team", "detectedBy")
                .forEach(name -> description.set(name, declared.remove(name)));
        description.put("kind", IncidentKind.INCIDENT.name());
        description.putArray("servicesAtFault");
        return withFigures(declared);
    }

    private static ObjectNode withFigures(ObjectNode event) {
        event.withObject("impact").putArray("figures");
        return event;
    }
}
