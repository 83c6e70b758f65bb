package dev.manabi.incident.chat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of a chat, readable.
 *
 * @param id the chat's own, or one made from its place
 * @param names by which the catalog may know who said it: id, handle, mail, name
 * @param authorName as the chat shows it
 * @param thread id of the message that it answers
 * @param reactions names without colons
 * @param housekeeping whether the chat itself said it: somebody joined, the topic changed
 */
record Said(
        String id,
        Instant at,
        List<String> names,
        String authorName,
        boolean bot,
        String text,
        @Nullable String thread,
        @Nullable Instant editedAt,
        List<String> reactions,
        boolean pinned,
        boolean housekeeping) {}
