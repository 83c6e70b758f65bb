package dev.manabi.eventsourcing;

import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps read models up to date inside the command's own transaction. What it writes depends on the events alone, so
 * that a rebuild gives the same rows.
 */
public interface Projection<E> {

    void project(Recorded<E> recorded);

    /** The tables that it alone writes; a rebuild empties them first. */
    List<String> tables();

    /** Both, in this order: for each event the other may read what this one has just written. */
    default Projection<E> then(Projection<E> other) {
        Projection<E> first = this;
        return new Projection<>() {
            @Override
            public void project(Recorded<E> recorded) {
                first.project(recorded);
                other.project(recorded);
            }

            @Override
            public List<String> tables() {
                return Stream.concat(first.tables().stream(), other.tables().stream())
                        .toList();
            }
        };
    }
}
