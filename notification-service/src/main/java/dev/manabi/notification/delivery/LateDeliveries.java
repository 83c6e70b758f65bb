package dev.manabi.notification.delivery;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Inbox;
import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.delivery.domain.DeliveryCommand.FindLate;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Raises the alarm for what somebody must know of and has not been told in time. */
@ApplicationScoped
public class LateDeliveries {

    private static final Logger LOG = Logger.getLogger(LateDeliveries.class);
    private static final int BATCH = 100;

    private static final String LATE =
            "status = ?1 and mandatory = true and lateSince is null and requestedAt < ?2 order by requestedAt";

    private final DeliveryCommands commands;
    private final NotificationConfig config;
    private final Inbox inbox;
    private final AtomicLong count = new AtomicLong();

    LateDeliveries(DeliveryCommands commands, NotificationConfig config, Inbox inbox, MeterRegistry meters) {
        this.commands = commands;
        this.config = config;
        this.inbox = inbox;
        Gauge.builder("manabi.notifications.late", count, AtomicLong::get)
                .description("Notifications that somebody must get and that have not arrived in time")
                .register(meters);
    }

    @Scheduled(every = "{manabi.deadlines.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        Cause cause = inbox.ownCause();
        Instant since = cause.at().minus(config.alarmAfter());
        List<DeliveryView> found = QuarkusTransaction.requiringNew()
                .call(() -> DeliveryView.<DeliveryView>find(LATE, DeliveryStatus.PENDING, since)
                        .range(0, BATCH - 1)
                        .list());
        for (DeliveryView view : found) {
            boolean late = QuarkusTransaction.requiringNew()
                    .call(() -> commands.handle(new FindLate(view.id, since, cause.at()), Expected.any(), cause)
                            .changed());
            if (late) {
                LOG.errorf("Delivery %s of %s to %s is late", view.id, view.event, view.recipient);
            }
        }
        count.set(QuarkusTransaction.requiringNew()
                .call(() -> DeliveryView.count(
                        "status = ?1 and mandatory = true and lateSince is not null", DeliveryStatus.PENDING)));
    }
}
