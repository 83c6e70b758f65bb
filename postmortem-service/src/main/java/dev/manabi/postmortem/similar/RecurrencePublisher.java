package dev.manabi.postmortem.similar;

import dev.manabi.contracts.PostmortemMessage;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.kit.Publisher;
import dev.manabi.postmortem.similar.domain.Recurrence;
import dev.manabi.postmortem.similar.domain.RecurrenceEvent;
import dev.manabi.postmortem.similar.domain.RecurrenceEvent.RecurrenceSuspected;
import java.util.Optional;

/** What the world is told of recurrences. */
final class RecurrencePublisher implements Publisher<RecurrenceEvent, Recurrence> {

    @Override
    public Optional<PublicEvent> publish(Recorded<RecurrenceEvent> recorded, Recurrence after) {
        return switch (recorded.event()) {
            case RecurrenceSuspected e -> Optional.of(suspected(e));
        };
    }

    private static PostmortemMessage suspected(RecurrenceSuspected e) {
        return new PostmortemMessage.RecurrenceSuspected(
                e.incidentId(),
                e.incidentNumber(),
                e.incidentTitle(),
                e.postmortemId(),
                e.postmortemNumber(),
                e.owner(),
                e.team(),
                e.lead(),
                e.earlierPostmortemId(),
                e.earlierNumber(),
                e.earlierTitle(),
                e.reasons().stream()
                        .map(ground -> new PostmortemMessage.Likeness(ground.why(), ground.values()))
                        .toList(),
                e.openActionItems().stream()
                        .map(item -> new PostmortemMessage.OpenActionItem(
                                item.actionItemId(), item.title(), item.owner(), item.dueAt()))
                        .toList(),
                e.at(),
                e.restricted());
    }
}
