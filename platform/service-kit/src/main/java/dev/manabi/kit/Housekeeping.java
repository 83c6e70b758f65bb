package dev.manabi.kit;

import dev.manabi.eventsourcing.IdempotencyKeys;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** Forgets what nobody can ask for any more, and begins nothing new while the service stops. */
@ApplicationScoped
public class Housekeeping {

    private final IdempotencyKeys answers;
    private final Clock clock;
    private final KitConfig config;

    Housekeeping(AgroalDataSource dataSource, Clock clock, KitConfig config) {
        this.answers = new IdempotencyKeys(dataSource::getConnection);
        this.clock = clock;
        this.config = config;
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void forgetAnswers() {
        answers.removeBefore(clock.instant().minus(config.idempotency().retention()));
    }

    /** What runs on a schedule would find the database closed already. */
    void stop(@Observes ShutdownEvent event, Scheduler scheduler) {
        scheduler.pause();
    }
}
