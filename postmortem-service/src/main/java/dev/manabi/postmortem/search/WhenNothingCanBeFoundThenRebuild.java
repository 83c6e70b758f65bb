package dev.manabi.postmortem.search;

import dev.manabi.kit.Operations;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import org.jboss.logging.Logger;

/** Postmortems from before there was a search are made findable once, while the service is ready to be asked already. */
@ApplicationScoped
class WhenNothingCanBeFoundThenRebuild {

    private static final Logger LOG = Logger.getLogger(WhenNothingCanBeFoundThenRebuild.class);
    /** Behind those who register their projections. */
    private static final int LAST = 10_000;

    private final Operations operations;
    private final EntityManager entities;

    WhenNothingCanBeFoundThenRebuild(Operations operations, EntityManager entities) {
        this.operations = operations;
        this.entities = entities;
    }

    void start(@Observes @Priority(LAST) StartupEvent event) {
        if (nothingCanBeFound()) {
            LOG.info("There are postmortems that cannot be found: their words are made from the events."
                    + " Commands wait until then.");
            Thread.ofVirtual().name("first-words").start(operations::rebuildProjections);
        }
    }

    private boolean nothingCanBeFound() {
        return QuarkusTransaction.requiringNew().call(() -> (Boolean) entities.createNativeQuery(
                        "select exists (select from postmortem_view) and not exists (select from search_text)")
                .getSingleResult());
    }
}
