package dev.manabi.postmortem.similar.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is noticed of a pair: an incident, and the postmortem of an older one. People are named by their id. */
public sealed interface RecurrenceEvent {

    /**
     * The incident resembles the older one, and what was to prevent that has not been done (METHOD A4).
     *
     * @param postmortemId of the incident, or null where none is due
     * @param owner of that postmortem, or null
     * @param team of the incident, or null
     * @param lead of that team, or null
     * @param score how much it resembles the older one
     * @param reasons why
     * @param restricted the incident's postmortem is visible to those named only
     */
    record RecurrenceSuspected(
            UUID incidentId,
            String incidentNumber,
            String incidentTitle,
            @Nullable UUID postmortemId,
            @Nullable String postmortemNumber,
            @Nullable String owner,
            @Nullable String team,
            @Nullable String lead,
            UUID earlierPostmortemId,
            String earlierNumber,
            String earlierTitle,
            double score,
            List<Ground> reasons,
            List<OpenItem> openActionItems,
            boolean restricted,
            Instant at)
            implements RecurrenceEvent {}

    /**
     * @param why WORDS, SERVICE_AT_FAULT, ALERT, TRIGGER or CAUSE
     * @param values what they share
     */
    record Ground(String why, List<String> values) {}

    /** An action item of the older one that was to prevent it. */
    record OpenItem(
            UUID actionItemId, String title, @Nullable String owner, Instant dueAt) {}
}
