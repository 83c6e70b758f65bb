package dev.manabi.postmortem.live;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.manabi.postmortem.text.TextUpdate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an editor says. {@code type} tells which it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "open", value = ClientMessage.Open.class),
    @JsonSubTypes.Type(name = "push", value = ClientMessage.Push.class),
    @JsonSubTypes.Type(name = "presence", value = ClientMessage.Presence.class),
    @JsonSubTypes.Type(name = "ping", value = ClientMessage.Ping.class)
})
sealed interface ClientMessage {

    /**
     * Wants the text of a section, and from then on every change of it.
     *
     * @param version of the text that it has, to be told only what is newer; null to get the text
     * @param document the version of the postmortem that came with that, or null
     */
    record Open(
            String section,
            @Nullable Integer version,
            @Nullable Long document) implements ClientMessage {

        public Open {
            requireSaid(section, "section");
        }
    }

    /**
     * Changes.
     *
     * @param version of the text that the first was made upon
     */
    record Push(String section, int version, List<TextUpdate> updates) implements ClientMessage {

        public Push {
            requireSaid(section, "section");
            requireSaid(updates, "updates");
            updates.forEach(update -> requireSaid(update, "an update"));
        }
    }

    /** Where its cursor is. Null for nowhere. */
    record Presence(
            @Nullable String section,
            @Nullable Integer anchor,
            @Nullable Integer head) implements ClientMessage {}

    /** Asks for an answer. */
    record Ping() implements ClientMessage {}

    /** What comes from outside may lack anything. */
    private static void requireSaid(@Nullable Object value, String what) {
        if (value == null) {
            throw new IllegalArgumentException(what + " is missing");
        }
    }
}
