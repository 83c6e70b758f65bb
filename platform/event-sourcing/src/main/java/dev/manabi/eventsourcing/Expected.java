package dev.manabi.eventsourcing;

import org.jspecify.annotations.Nullable;

/** Which version of a stream the caller has seen. */
public sealed interface Expected {

    /** Whatever there is. */
    record Any() implements Expected {}

    /** Nothing yet: the id was made for this very command. Spares the reading. */
    record New() implements Expected {}

    record Version(long version) implements Expected {}

    static Expected any() {
        return new Any();
    }

    static Expected newStream() {
        return new New();
    }

    static Expected version(long version) {
        return new Version(version);
    }

    /** @param ifMatch the If-Match header, or null where none was sent; {@code *} is any */
    static Expected optional(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return any();
        }
        String tag = ifMatch.strip();
        if (tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\"")) {
            try {
                return version(Long.parseLong(tag.substring(1, tag.length() - 1)));
            } catch (NumberFormatException e) {
                // falls through: an entity tag, but none of ours
            }
        }
        throw new DomainException.InvalidValue(
                "If-Match", "If-Match must be an ETag as we sent it, for instance \"7\".");
    }

    /** @throws DomainException.VersionRequired where no If-Match was sent */
    static Expected required(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw new DomainException.VersionRequired();
        }
        return optional(ifMatch);
    }
}
