package dev.manabi.notification.month;

import dev.manabi.eventsourcing.Projection;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.notification.month.domain.MonthEvent;
import java.util.List;

/** None: a month is small, and read from its events. */
final class MonthProjection implements Projection<MonthEvent> {

    @Override
    public List<String> tables() {
        return List.of();
    }

    @Override
    public void project(Recorded<MonthEvent> recorded) {
        // nothing is kept beside the events
    }
}
