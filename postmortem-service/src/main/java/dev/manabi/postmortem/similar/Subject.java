package dev.manabi.postmortem.similar;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.IncidentMessage.TimelineEntry;
import dev.manabi.postmortem.incident.IncidentView;
import dev.manabi.postmortem.postmortem.PostmortemView;
import dev.manabi.postmortem.postmortem.domain.Section;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What others are compared with.
 *
 * @param postmortemId its own, which is like no other; null where it has none
 * @param incidentId null where that is not known
 * @param text what it says
 */
record Subject(@Nullable UUID postmortemId, @Nullable UUID incidentId, String text, Traits traits) {

    private static final String TITLE_COUNTS_TWICE = "%1$s\n%1$s\n%2$s";

    /**
     * What can be shared beside words.
     *
     * @param servicesAtFault ids of the services in which it began
     * @param alerts what the alerts said, without numbers
     * @param trigger code, or null where none has been chosen
     * @param causes codes
     */
    record Traits(
            Set<String> servicesAtFault,
            Set<String> alerts,
            @Nullable String trigger,
            Set<String> causes) {

        static Traits of(@Nullable Incident incident, @Nullable PostmortemView postmortem) {
            List<String> atFault = incident == null ? null : incident.servicesAtFault();
            return new Traits(
                    atFault == null ? Set.of() : new LinkedHashSet<>(atFault),
                    incident == null ? Set.of() : alertsOf(incident),
                    postmortem == null ? null : postmortem.triggerCode,
                    postmortem == null ? Set.of() : Set.of(postmortem.causeCodes));
        }

        private static Set<String> alertsOf(Incident incident) {
            return incident.timeline().stream()
                    .filter(entry -> entry.kind().equals("ALERT"))
                    .map(entry -> name(entry.text()))
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }

        /** The first line, in which measured values differ each time. */
        private static String name(String text) {
            return text.lines()
                    .findFirst()
                    .orElse("")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[0-9]+", "")
                    .replaceAll("\\s+", " ")
                    .strip();
        }
    }

    static Subject of(PostmortemView postmortem, @Nullable IncidentView incident) {
        String sections = postmortem.sections.stream().map(Section::text).collect(Collectors.joining("\n"));
        return new Subject(
                postmortem.id,
                postmortem.incidentId,
                TITLE_COUNTS_TWICE.formatted(postmortem.title, sections),
                Traits.of(incident == null ? null : incident.document, postmortem));
    }

    /** Of an incident without a postmortem, or with one that must not be read. */
    static Subject of(IncidentView incident) {
        Incident document = incident.document;
        String said = document == null
                ? ""
                : Stream.concat(
                                Stream.of(document.summary()),
                                document.timeline().stream().map(TimelineEntry::text))
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining("\n"));
        return new Subject(
                null, incident.id, TITLE_COUNTS_TWICE.formatted(incident.title, said), Traits.of(document, null));
    }
}
