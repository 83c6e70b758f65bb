package dev.manabi.eventsourcing;

import java.util.List;

/**
 * Keeps read models up to date inside the command's own transaction. What it writes depends on the events alone, so
 * that a rebuild gives the same rows.
 */
public interface Projection<E> {

    void project(Recorded<E> recorded);

    /** The tables that it alone writes; a rebuild empties them first. */
    List<String> tables();
}
