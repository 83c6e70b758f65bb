package dev.manabi.postmortem.postmortem;

import dev.manabi.postmortem.search.SearchIndex;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/**
 * What is typed is found about a second later. Each postmortem has a short transaction of its own, since whoever types
 * in it meanwhile waits for that.
 */
@ApplicationScoped
class WhenTypedThenMakeFindable {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final SearchIndex search;
    private final PostmortemProjection projection;
    private final Clock clock;

    WhenTypedThenMakeFindable(SearchIndex search, PostmortemProjection projection, Clock clock) {
        this.search = search;
        this.projection = projection;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        boolean more = true;
        while (more) {
            more = QuarkusTransaction.requiringNew().call(this::keepNext);
        }
    }

    private boolean keepNext() {
        return search.takeDue(clock.instant().minus(PATIENCE))
                .map(id -> {
                    PostmortemView.<PostmortemView>findByIdOptional(id).ifPresent(projection::makeFindable);
                    return true;
                })
                .orElse(false);
    }
}
