package dev.manabi.incident.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to one thing at a source: an incident, an alert or an issue there.
 *
 * @param thing the source's own id of it
 * @param id the source's own id of this happening, the same in every delivery of it
 * @param text one line for people, or the note itself
 * @param url where it can be looked at
 */
record Happening(
        String thing,
        String id,
        What what,
        Instant at,
        String text,
        @Nullable String url,
        About about) {

    enum What {
        OPENED,
        ACKNOWLEDGED,
        NOTED,
        ENDED
    }
}
