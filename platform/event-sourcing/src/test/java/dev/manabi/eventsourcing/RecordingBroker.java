package dev.manabi.eventsourcing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A broker whose log can be read and whose faults are arranged by the test. Like a real one it stores in the order of
 * sending, answers from a thread of its own, and may store what its client has given up on.
 */
final class RecordingBroker implements MessageBroker {

    /** What becomes of a message. */
    enum Fate {
        STORED,
        /** Not stored, and said so later. */
        REFUSED,
        /** Not stored, and said so before anything else could be sent. */
        REFUSED_AT_ONCE,
        /** Not even taken. */
        THROWN,
        /** The line is dead: neither this nor anything behind it is stored or answered, until it is abandoned. */
        LOST,
        /** Stored, but the answer got lost. */
        UNANSWERED
    }

    interface Faults {
        /** @param attempt how often this message has been sent, 1 for the first time */
        Fate of(OutgoingMessage message, int attempt);
    }

    /** What several brokers, each of its own relay, have stored in one log. */
    static final class Log {
        private final List<OutgoingMessage> stored = Collections.synchronizedList(new ArrayList<>());

        private void add(OutgoingMessage message) {
            stored.add(message);
        }

        /** Everything, copies included, oldest first. */
        List<OutgoingMessage> all() {
            synchronized (stored) {
                return List.copyOf(stored);
            }
        }

        /** Everything once, at the place where it came first: what a consumer acts upon that knows what it has seen. */
        List<OutgoingMessage> once() {
            return all().stream().distinct().toList();
        }

        List<UUID> ids() {
            return all().stream().map(OutgoingMessage::id).toList();
        }
    }

    private final Log log;
    private final ExecutorService network = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("broker").factory());
    private final List<OutgoingMessage> sent = Collections.synchronizedList(new ArrayList<>());
    private final Map<UUID, Integer> attempts = new HashMap<>();
    private boolean lineIsDead;
    private volatile Faults faults = (message, attempt) -> Fate.STORED;

    RecordingBroker() {
        this(new Log());
    }

    RecordingBroker(Log log) {
        this.log = log;
    }

    Log log() {
        return log;
    }

    RecordingBroker with(Faults arranged) {
        faults = arranged;
        return this;
    }

    /** Everything that was handed over, whatever became of it. */
    List<UUID> sent() {
        synchronized (sent) {
            return sent.stream().map(OutgoingMessage::id).toList();
        }
    }

    @Override
    public CompletionStage<?> send(OutgoingMessage message) {
        sent.add(message);
        Fate fate = faults.of(message, attempts.merge(message.id(), 1, Integer::sum));
        CompletableFuture<Long> answer = new CompletableFuture<>();
        lineIsDead |= fate == Fate.LOST;
        if (lineIsDead) {
            return answer;
        }
        switch (fate) {
            case THROWN -> throw new IllegalStateException("not taken");
            case LOST -> throw new IllegalStateException("the line is dead");
            case REFUSED_AT_ONCE -> answer.completeExceptionally(new IllegalArgumentException("refused at once"));
            case STORED, REFUSED, UNANSWERED -> network.execute(() -> settle(fate, message, answer));
        }
        return answer;
    }

    private void settle(Fate fate, OutgoingMessage message, CompletableFuture<Long> answer) {
        switch (fate) {
            case STORED -> {
                log.add(message);
                answer.complete(0L);
            }
            case UNANSWERED -> log.add(message);
            case REFUSED -> answer.completeExceptionally(new IllegalArgumentException("refused"));
            case LOST, REFUSED_AT_ONCE, THROWN -> throw new IllegalStateException(fate + " is settled already");
        }
    }

    @Override
    public void abandon() {
        lineIsDead = false; // what is under way already may arrive all the same
    }

    @Override
    public void close() {
        network.shutdown();
    }
}
