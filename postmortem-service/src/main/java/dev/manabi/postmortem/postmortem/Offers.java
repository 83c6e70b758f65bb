package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.Ids;
import dev.manabi.postmortem.incident.IncidentView;
import dev.manabi.postmortem.incident.Incidents;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.Section;
import dev.manabi.postmortem.template.Templates;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has become known of an incident after its postmortem was drafted, offered section by section: never written over
 * what people wrote.
 */
@ApplicationScoped
public class Offers {

    private final Incidents incidents;
    private final Templates templates;

    Offers(Incidents incidents, Templates templates) {
        this.incidents = incidents;
        this.templates = templates;
    }

    /**
     * What one section could take over.
     *
     * @param id of what is offered; another one as soon as something else is
     * @param added the lines that would come
     * @param offered what the section would say if nobody had written in it
     * @param text what it would say with what people wrote, or null where both changed the same lines
     */
    record Offer(
            UUID id,
            Section section,
            List<String> added,
            String offered,
            @Nullable String text) {}

    /** In the order of the sections. */
    List<Offer> of(Document document) {
        if (document.published()) {
            return List.of();
        }
        return generated(document).stream()
                .flatMap(offered -> offer(document, offered).stream())
                .toList();
    }

    private List<Section> generated(Document document) {
        UUID incidentId = document.drafted().incidentId();
        return Stream.ofNullable(incidentId)
                .flatMap(id -> incidents.find(id).stream())
                .filter(incident -> incident.document != null)
                .flatMap(incident -> sections(document, incident).stream())
                .toList();
    }

    private List<Section> sections(Document document, IncidentView incident) {
        return DraftText.sections(
                templates.version(
                        document.drafted().template(),
                        document.drafted().language(),
                        document.drafted().templateVersion()),
                Objects.requireNonNull(incident.document, "looked at before"),
                incident.severityChanges);
    }

    private static Optional<Offer> offer(Document document, Section generated) {
        String base = document.offers().get(generated.key());
        Optional<Section> section = document.content().section(generated.key());
        if (base == null || section.isEmpty() || base.equals(generated.text())) {
            return Optional.empty();
        }
        return Optional.of(new Offer(
                Ids.named(document.id() + generated.key() + generated.text()),
                section.get(),
                Merge.added(base, generated.text()),
                generated.text(),
                Merge.of(base, section.get().text(), generated.text()).orElse(null)));
    }
}
