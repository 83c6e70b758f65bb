package dev.manabi.postmortem.similar;

import dev.manabi.eventsourcing.EventTypes;
import dev.manabi.postmortem.similar.domain.RecurrenceEvent;

/** The names under which the events of recurrences are stored. */
public final class RecurrenceEventTypes {

    public static final EventTypes<RecurrenceEvent> ALL = EventTypes.<RecurrenceEvent>of("recurrence")
            .with("recurrence-suspected.v1", RecurrenceEvent.RecurrenceSuspected.class);

    private RecurrenceEventTypes() {}
}
