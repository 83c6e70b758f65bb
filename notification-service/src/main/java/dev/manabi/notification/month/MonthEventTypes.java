package dev.manabi.notification.month;

import dev.manabi.eventsourcing.EventTypes;
import dev.manabi.notification.month.domain.MonthEvent;
import dev.manabi.notification.month.domain.MonthEvent.BallotCast;
import dev.manabi.notification.month.domain.MonthEvent.ConsentAnswered;
import dev.manabi.notification.month.domain.MonthEvent.MonthClosed;
import dev.manabi.notification.month.domain.MonthEvent.Nominated;

/** How the events of the choice of a month are called in the store. */
public final class MonthEventTypes {

    public static final EventTypes<MonthEvent> ALL = EventTypes.<MonthEvent>of("month")
            .with("nominated.v1", Nominated.class)
            .with("consent-answered.v1", ConsentAnswered.class)
            .with("ballot-cast.v1", BallotCast.class)
            .with("month-closed.v1", MonthClosed.class);

    private MonthEventTypes() {}
}
