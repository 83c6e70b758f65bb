package dev.manabi.notification.delivery;

import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.NotificationConfig.ChannelSettings;
import dev.manabi.notification.catalog.PersonKnown;
import dev.manabi.notification.delivery.domain.Channel;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The workers of each channel. They are woken after the commit that made something due, look by themselves now and
 * then, and share nothing with the workers of the other channel.
 */
@ApplicationScoped
public class Workers {

    private static final Logger LOG = Logger.getLogger(Workers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Courier courier;
    private final Leases leases;
    private final NotificationConfig config;
    private final Map<Channel, Semaphore> bells = new EnumMap<>(Channel.class);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    Workers(Courier courier, Leases leases, NotificationConfig config) {
        this.courier = courier;
        this.leases = leases;
        this.config = config;
        for (Channel channel : Channel.values()) {
            bells.put(channel, new Semaphore(0));
        }
    }

    void start(@Observes StartupEvent event) {
        bells.forEach((channel, bell) -> {
            for (int i = 0; i < settings(channel).concurrency(); i++) {
                threads.add(Thread.ofPlatform()
                        .daemon()
                        .name("delivery-" + channel.name().toLowerCase(java.util.Locale.ROOT) + "-" + i)
                        .start(() -> work(channel, bell)));
            }
        });
    }

    /** What is being said is said to its end, as far as that takes a moment only. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        bells.forEach((channel, bell) -> bell.release(settings(channel).concurrency()));
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (Thread thread : threads) {
            thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            thread.interrupt();
        }
    }

    void onDue(@Observes(during = TransactionPhase.AFTER_SUCCESS) DeliveriesDue due) {
        wakeAll();
    }

    void endWaiting(@Observes PersonKnown known) {
        leases.endWaiting(known.person());
    }

    void onPersonKnown(@Observes(during = TransactionPhase.AFTER_SUCCESS) PersonKnown known) {
        wakeAll();
    }

    private void wakeAll() {
        bells.forEach((channel, bell) -> {
            if (bell.availablePermits() < settings(channel).concurrency()) {
                bell.release(settings(channel).concurrency());
            }
        });
    }

    private void work(Channel channel, Semaphore bell) {
        while (!stopping) {
            try {
                while (!stopping && courier.carryOne(channel)) {
                    LOG.tracef("%s: one more", channel);
                }
                bell.tryAcquire(config.poll().toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!stopping) {
                    LOG.warnf("%s deliveries must wait: %s", channel, e.toString());
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(config.poll());
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    private ChannelSettings settings(Channel channel) {
        return switch (channel) {
            case MAIL -> config.mail();
            case CHAT -> config.chat();
        };
    }
}
