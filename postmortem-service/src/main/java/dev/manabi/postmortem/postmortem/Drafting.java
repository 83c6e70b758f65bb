package dev.manabi.postmortem.postmortem;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Aggregate;
import dev.manabi.kit.TransactionSql;
import dev.manabi.postmortem.catalog.Catalog;
import dev.manabi.postmortem.incident.IncidentView.SeverityChange;
import dev.manabi.postmortem.policy.domain.Policy;
import dev.manabi.postmortem.postmortem.domain.Content;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.DraftPostmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemDrafted;
import dev.manabi.postmortem.postmortem.domain.Section;
import dev.manabi.postmortem.template.Templates;
import dev.manabi.postmortem.template.domain.Template;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the first text of a postmortem from what is known of its incident. */
@ApplicationScoped
public class Drafting {

    private final PostmortemCommands postmortems;
    private final Templates templates;
    private final Catalog catalog;
    private final DraftingConfig config;
    private final TransactionSql sql;

    Drafting(
            PostmortemCommands postmortems,
            Templates templates,
            Catalog catalog,
            DraftingConfig config,
            TransactionSql sql) {
        this.postmortems = postmortems;
        this.templates = templates;
        this.catalog = catalog;
        this.config = config;
        this.sql = sql;
    }

    /** After the templates are there: a name that nobody knows stops the start instead of every draft. */
    void refuseUnknownTemplate(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE + 1) StartupEvent event) {
        QuarkusTransaction.requiringNew().run(() -> {
            for (String language : List.of("en", "ja")) {
                if (!templates.has(config.template(), language)) {
                    throw new IllegalStateException("manabi.drafting.template names %s, of which there is no %s version"
                            .formatted(config.template(), language));
                }
            }
        });
    }

    /**
     * What there is to write about.
     *
     * @param deadlinesFrom when the time begins to run
     * @param language of the draft, or null for the usual one
     */
    public record Occasion(
            Incident incident,
            List<SeverityChange> severityChanges,
            Policy policy,
            Instant deadlinesFrom,
            @Nullable String language) {}

    /**
     * Prepares the draft; writes nothing to a stream yet. Takes the postmortem's number, so every other stream of the
     * transaction is loaded before.
     */
    public Aggregate<PostmortemCommand, PostmortemEvent, Postmortem>.Prepared prepare(
            UUID postmortemId, Occasion occasion, Cause cause) {
        return postmortems.prepare(
                new DraftPostmortem(draft(postmortemId, occasion, cause.at())), Expected.newStream(), cause);
    }

    private PostmortemDrafted draft(UUID postmortemId, Occasion occasion, Instant at) {
        Incident incident = occasion.incident();
        Policy policy = occasion.policy();
        String language = occasion.language() == null ? config.language() : occasion.language();
        Template template = templates.newest(config.template(), language);
        List<Section> sections = DraftText.sections(template, incident, occasion.severityChanges());
        String team = catalog.teamOf(incident).orElse(null);
        String owner = Participants.owner(
                        incident,
                        policy.ownerSuggestion(),
                        () -> catalog.primaryOnCallOf(incident),
                        () -> catalog.leadOf(incident))
                .orElse(null);
        // A deadline is compared with what the database keeps of it.
        Instant deadlinesFrom = occasion.deadlinesFrom().truncatedTo(ChronoUnit.MICROS);
        return new PostmortemDrafted(
                postmortemId,
                nextNumber(),
                incident.id(),
                incident.number(),
                incident.title(),
                incident.peakSeverity(),
                team,
                List.copyOf(incident.services()),
                owner,
                Participants.collaborators(incident, owner),
                language,
                template.key(),
                template.version(),
                policy.version(),
                sections,
                1,
                new Content(incident.title(), sections, List.of()).hash(),
                policy.draftDueAt(incident.peakSeverity(), team, deadlinesFrom),
                policy.publicationDueAt(incident.peakSeverity(), team, deadlinesFrom),
                false,
                at);
    }

    private String nextNumber() {
        return "PM-" + sql.next("postmortem_number");
    }
}
