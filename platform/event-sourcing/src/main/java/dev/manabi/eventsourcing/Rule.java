package dev.manabi.eventsourcing;

import java.util.Locale;

/** A rule of the domain that a command can break. Implemented by one enum for each aggregate. */
public interface Rule {

    /** The enum constant's name. */
    String name();

    /** The stable code that callers see, for instance {@code incident-not-open}. */
    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
