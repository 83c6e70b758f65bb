package dev.manabi.postmortem.similar.domain;

import dev.manabi.postmortem.similar.domain.RecurrenceEvent.RecurrenceSuspected;

/** What can be said of a pair. */
public sealed interface RecurrenceCommand {

    record SuspectRecurrence(RecurrenceSuspected suspicion) implements RecurrenceCommand {}
}
