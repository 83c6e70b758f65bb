package dev.manabi.postmortem.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.manabi.postmortem.postmortem.domain.Status;
import dev.manabi.postmortem.text.ChangeSet;
import dev.manabi.postmortem.text.TextUpdate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What editors are told. {@code type} tells which it is; {@code document} is the version of the postmortem, its ETag. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "hello", value = ServerMessage.Hello.class),
    @JsonSubTypes.Type(name = "opened", value = ServerMessage.Opened.class),
    @JsonSubTypes.Type(name = "updates", value = ServerMessage.Updates.class),
    @JsonSubTypes.Type(name = "refused", value = ServerMessage.Refused.class),
    @JsonSubTypes.Type(name = "presence", value = ServerMessage.Presence.class),
    @JsonSubTypes.Type(name = "left", value = ServerMessage.Left.class),
    @JsonSubTypes.Type(name = "changed", value = ServerMessage.Changed.class),
    @JsonSubTypes.Type(name = "pong", value = ServerMessage.Pong.class)
})
sealed interface ServerMessage {

    /**
     * The first message.
     *
     * @param id of this connection, under which others see it
     * @param write whether its changes are taken
     */
    record Hello(
            String id,
            UUID postmortem,
            String number,
            long document,
            int revision,
            Status status,
            boolean write,
            List<SectionHead> sections,
            List<Presence> present)
            implements ServerMessage {}

    record SectionHead(String key, String title, int version) {}

    /** The text of a section; whatever the editor has of it is to be replaced. */
    record Opened(String section, int version, long document, String text) implements ServerMessage {}

    /**
     * Changes of a section, in their order; also one's own, which is how one knows that they are kept.
     *
     * @param version of the text before the first of them
     */
    record Updates(String section, int version, long document, List<Update> updates) implements ServerMessage {}

    /** @param by the person who made it */
    record Update(@JsonProperty("clientID") String clientId, ChangeSet changes, String by) {

        static List<Update> all(List<TextUpdate> updates, String by) {
            return updates.stream()
                    .map(update -> new Update(update.clientId(), update.changes(), by))
                    .toList();
        }

        TextUpdate withoutAuthor() {
            return new TextUpdate(clientId, changes);
        }
    }

    /**
     * Nothing was kept of what was sent.
     *
     * @param section where it was about one
     * @param code stable, for programs
     * @param retry whether the same may be taken a moment later
     */
    record Refused(@Nullable String section, String code, String detail, boolean retry) implements ServerMessage {}

    /** Somebody is here, and where. */
    record Presence(
            String id,
            String person,
            @Nullable String section,
            @Nullable Integer anchor,
            @Nullable Integer head) implements ServerMessage {}

    record Left(String id) implements ServerMessage {}

    /**
     * Something else happened to the postmortem.
     *
     * @param event its name in the history, without a version
     */
    record Changed(long document, int revision, Status status, boolean write, String event, String by)
            implements ServerMessage {}

    record Pong() implements ServerMessage {}
}
