package dev.manabi.postmortem.tracker;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a team keeps its work. Every method asks over the network and may throw a {@link TrackerFailure}, so none is
 * called while a transaction is open; the last three only know how addresses are made.
 */
public interface Tracker {

    /** @param marker stands in the issue, so that it can be found again */
    record NewIssue(UUID marker, String title, String text) {}

    /** @param key what the tracker calls it: {@code 12}, or {@code OPS-12} */
    record Issue(String key, State state) {}

    /** How an issue stands. */
    enum State {
        OPEN,
        DONE,
        /** Closed, and not because it was done. */
        DROPPED
    }

    /** @param until where to begin next time */
    record Changes(List<Issue> issues, Instant until) {}

    Issue create(NewIssue issue);

    /**
     * An issue that was made and not remembered.
     *
     * @param since it was not made before
     */
    Optional<Issue> find(UUID marker, Instant since);

    /** From now on an issue that was there already is among those of which {@link #changedSince} tells. */
    Issue adopt(String key);

    Issue read(String key);

    /**
     * @param to DONE or DROPPED to close it, OPEN to open it again; what it is already, it stays
     * @param comment says why
     */
    void move(String key, State to, String comment);

    /** The issues that have changed, oldest change first, of which some may not be ours. Some may be told again. */
    Changes changedSince(Instant since);

    /** The key in the address of an issue of this tracker; empty where it is none of its issues. */
    Optional<String> keyOf(String address);

    /** What a key looks like. */
    String example();

    /** Where people read it. */
    String address(String key);
}
