package dev.manabi.postmortem.decision;

import dev.manabi.contracts.IncidentMessage.Figure;
import dev.manabi.contracts.IncidentMessage.Impact;
import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.postmortem.policy.domain.IncidentFacts;
import dev.manabi.postmortem.policy.domain.IncidentFacts.NoticedBy;
import dev.manabi.postmortem.policy.domain.Judgement;
import dev.manabi.postmortem.policy.domain.Policy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the criteria look at, out of what an incident says. */
final class Facts {

    private static final String DRILL = "DRILL";

    private Facts() {}

    /** A drill is practised on purpose: nothing in it makes a postmortem due, though anybody may ask for one. */
    static List<Judgement> judge(Policy policy, Incident incident) {
        if (DRILL.equals(incident.kind())) {
            return List.of(new Judgement("drill", false, "it was a drill", null));
        }
        return policy.criteria().judge(of(incident));
    }

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
                noticedBy(incident.detectedBy()),
                incident.kind() == null ? "INCIDENT" : incident.kind(),
                incident.severity(),
                incident.peakSeverity(),
                incident.title(),
                incident.summary(),
                incident.team(),
                incident.services(),
                incident.servicesAtFault(),
                incident.declaredAt(),
                incident.detectedAt(),
                incident.acknowledgedAt(),
                incident.mitigatedAt(),
                impact.usersAffected(),
                figures(impact.figures()));
    }

    private static @Nullable List<IncidentFacts.Figure> figures(@Nullable List<Figure> figures) {
        return figures == null
                ? null
                : figures.stream()
                        .map(figure -> new IncidentFacts.Figure(
                                figure.kind(), figure.what(), figure.value(), figure.unit(), figure.estimated()))
                        .toList();
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
