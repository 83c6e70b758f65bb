package dev.manabi.incident.incident.domain;

import org.jspecify.annotations.Nullable;

/** What shows that an entry is true. */
public record Evidence(
        Kind kind, @Nullable String url, @Nullable String text) {

    /** The form that it has. */
    public enum Kind {
        LINK,
        MESSAGE,
        IMAGE,
        QUERY
    }
}
