package dev.manabi.postmortem.similar.domain;

import dev.manabi.eventsourcing.Decider;
import dev.manabi.postmortem.similar.domain.RecurrenceEvent.RecurrenceSuspected;
import java.util.List;

/** A recurrence is suspected once for each pair, however often the incident is closed. */
public final class RecurrenceDecider implements Decider<RecurrenceCommand, RecurrenceEvent, Recurrence> {

    @Override
    public Recurrence initial() {
        return new Recurrence(false);
    }

    @Override
    public List<RecurrenceEvent> decide(RecurrenceCommand command, Recurrence state) {
        return switch (command) {
            case RecurrenceCommand.SuspectRecurrence c -> state.suspected() ? List.of() : List.of(c.suspicion());
        };
    }

    @Override
    public Recurrence evolve(Recurrence state, RecurrenceEvent event) {
        return switch (event) {
            case RecurrenceSuspected _ -> new Recurrence(true);
        };
    }
}
