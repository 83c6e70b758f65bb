package dev.manabi.eventsourcing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Enough of a stream to know its state.
 *
 * @param from what the events go on from; null where they are all there are
 * @param events oldest first
 */
public record Resumed<E, S>(@Nullable Snapshot<S> from, List<Recorded<E>> events) {}
