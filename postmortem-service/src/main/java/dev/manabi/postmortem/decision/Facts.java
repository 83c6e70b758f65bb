package dev.manabi.postmortem.decision;

import dev.manabi.contracts.IncidentMessage.Impact;
import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.postmortem.policy.domain.IncidentFacts;
import dev.manabi.postmortem.policy.domain.IncidentFacts.NoticedBy;
import org.jspecify.annotations.Nullable;

/** What the criteria look at, out of what an incident says. */
final class Facts {

    private Facts() {}

    static IncidentFacts of(Incident incident) {
        Impact impact = incident.impact();
        return new IncidentFacts(
                incident.startedAt(),
                incident.resolvedAt(),
                impact.userVisible(),
                impact.downtimeMinutes(),
                impact.degradedMinutes(),
                impact.dataLoss(),
                impact.moneyAffected(),
                impact.monitoringFailed(),
                impact.onCallIntervened(),
                noticedBy(incident.detectedBy()));
    }

    /** A word that is not known yet says no more than no word. */
    private static @Nullable NoticedBy noticedBy(@Nullable String detectedBy) {
        return switch (detectedBy) {
            case "MONITORING" -> NoticedBy.MONITORING;
            case "PERSON" -> NoticedBy.PERSON;
            case "CUSTOMER" -> NoticedBy.CUSTOMER;
            case null, default -> null;
        };
    }
}
