package dev.manabi.postmortem.catalog;

import dev.manabi.contracts.CatalogMessage;
import dev.manabi.kit.Inbox;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears who and what there is. */
@ApplicationScoped
public class CatalogListener {

    private final Inbox inbox;
    private final Catalog catalog;

    CatalogListener(Inbox inbox, Catalog catalog) {
        this.inbox = inbox;
        this.catalog = catalog;
    }

    @Incoming("catalog")
    @Blocking
    public void on(ConsumerRecord<String, byte[]> record) {
        inbox.receive("postmortem-service", record, (event, cause) -> catalog.learn((CatalogMessage) event));
    }
}
