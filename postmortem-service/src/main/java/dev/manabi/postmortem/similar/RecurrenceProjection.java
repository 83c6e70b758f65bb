package dev.manabi.postmortem.similar;

import dev.manabi.eventsourcing.Projection;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.postmortem.similar.domain.RecurrenceEvent;
import dev.manabi.postmortem.similar.domain.RecurrenceEvent.RecurrenceSuspected;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Events of recurrences → {@code recurrence_view}. */
@ApplicationScoped
class RecurrenceProjection implements Projection<RecurrenceEvent> {

    @Override
    public List<String> tables() {
        return List.of("recurrence_view");
    }

    @Override
    public void project(Recorded<RecurrenceEvent> recorded) {
        switch (recorded.event()) {
            case RecurrenceSuspected e -> {
                RecurrenceView pair = new RecurrenceView();
                pair.id = recorded.streamId();
                pair.incidentId = e.incidentId();
                pair.incidentNumber = e.incidentNumber();
                pair.postmortemId = e.postmortemId();
                pair.earlierPostmortemId = e.earlierPostmortemId();
                pair.earlierNumber = e.earlierNumber();
                pair.reasons = e.reasons();
                pair.openActionItems = e.openActionItems();
                pair.suspectedAt = e.at();
                pair.persist();
            }
        }
    }
}
