package dev.manabi.notification.channel;

import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.announcement.Language;
import dev.manabi.notification.announcement.Markup;
import dev.manabi.notification.channel.Channels.Outlet;
import dev.manabi.notification.outgoing.ChatFormat;
import dev.manabi.notification.outgoing.ChatMessage;
import dev.manabi.notification.outgoing.OutgoingHttp;
import dev.manabi.notification.outgoing.OutgoingHttp.Patience;
import dev.manabi.notification.outgoing.StandardWebhooks;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Chat rooms and programs, by HTTP. Sent again, a message has the same {@code webhook-id}, so that the other side can
 * tell.
 */
@ApplicationScoped
public class Hooks {

    private final OutgoingHttp http;
    private final NotificationConfig config;
    private final Clock clock;

    Hooks(OutgoingHttp http, NotificationConfig config, Clock clock) {
        this.http = http;
        this.config = config;
        this.clock = clock;
    }

    /** What is sent. */
    public sealed interface Body {

        /**
         * For people.
         *
         * @param text in the markup of the room
         * @param link page where there is more, or null
         * @param language ISO 639 code of the text
         */
        record Message(String text, @Nullable URI link, String language) implements Body {}

        /** For programs: JSON, sent as it is. */
        record Event(String json) implements Body {}
    }

    /** How a text for that room is written. */
    public static Markup markup(Outlet.Hook hook) {
        return Markup.valueOf(hook.kind().name());
    }

    /** Waits for the answer, and no longer than the timeout. */
    public Sending send(UUID deliveryId, Outlet.Hook hook, Body body) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json; charset=utf-8");
        headers.put(StandardWebhooks.ID, deliveryId.toString());
        byte[] bytes =
                switch (body) {
                    case Body.Message message -> chat(hook, message);
                    case Body.Event(String json) -> json.getBytes(StandardCharsets.UTF_8);
                };
        if (!hook.signingSecrets().isEmpty()) {
            headers.putAll(
                    StandardWebhooks.headers(deliveryId.toString(), clock.instant(), bytes, hook.signingSecrets()));
        }
        return http.post(
                hook.target(),
                headers,
                bytes,
                config.chat().timeout(),
                body instanceof Body.Event ? Patience.WITH_EVERY_ANSWER : Patience.WITH_PASSING_TROUBLE);
    }

    private static byte[] chat(Outlet.Hook hook, Body.Message message) {
        String more = Language.ofCode(message.language()).open();
        return ChatFormat.valueOf(hook.kind().name()).body(new ChatMessage(message.text(), message.link(), more));
    }
}
