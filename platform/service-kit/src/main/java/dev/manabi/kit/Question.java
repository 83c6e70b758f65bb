package dev.manabi.kit;

import dev.manabi.contracts.MissingAnswer;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.EventMetadata;
import java.util.Optional;

/**
 * Which of a service's public events want an answer from another service. A bean of a service says so of one kind of
 * stream; from then on {@link AwaitedAnswers} keeps what is open, and {@link AskAgain} asks until somebody settles it.
 */
public interface Question {

    /**
     * @param told an event of this service, in the transaction that tells it
     * @param metadata of that event; its id is the id of the message
     * @return what to say for as long as the answer is missing, {@code asked} zero times; empty where none is wanted
     */
    Optional<MissingAnswer> of(PublicEvent told, EventMetadata metadata);

    /** Whether after that event of the same stream nobody waits for an answer to an earlier one any more. */
    boolean endsWith(PublicEvent told);
}
