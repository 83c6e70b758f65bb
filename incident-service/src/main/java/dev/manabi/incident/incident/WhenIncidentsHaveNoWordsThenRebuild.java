package dev.manabi.incident.incident;

import dev.manabi.kit.Operations;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Incidents from before there was a search are made searchable once, while the service is ready to be asked already. */
@ApplicationScoped
class WhenIncidentsHaveNoWordsThenRebuild {

    private static final Logger LOG = Logger.getLogger(WhenIncidentsHaveNoWordsThenRebuild.class);
    /** Behind those who register their projections. */
    private static final int LAST = 10_000;

    private final Operations operations;

    WhenIncidentsHaveNoWordsThenRebuild(Operations operations) {
        this.operations = operations;
    }

    void start(@Observes @Priority(LAST) StartupEvent event) {
        if (haveNoWords()) {
            LOG.info(
                    "There are incidents and no words of them: they are made from the events. Commands wait until then.");
            Thread.ofVirtual().name("first-words").start(operations::rebuildProjections);
        }
    }

    private static boolean haveNoWords() {
        return QuarkusTransaction.requiringNew()
                .call(() ->
                        IncidentView.findAll().page(0, 1).firstResultOptional().isPresent()
                                && IncidentWords.findAll()
                                        .page(0, 1)
                                        .firstResultOptional()
                                        .isEmpty());
    }
}
