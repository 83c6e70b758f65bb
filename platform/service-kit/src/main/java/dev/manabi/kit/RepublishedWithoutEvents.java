package dev.manabi.kit;

import dev.manabi.eventsourcing.OutgoingMessage;
import java.util.List;

/** What a service tells others although it keeps no events of it, and can tell again from its rows. */
public interface RepublishedWithoutEvents {

    /** Called in a transaction. Ids are those of the first time. */
    List<OutgoingMessage> messages();
}
