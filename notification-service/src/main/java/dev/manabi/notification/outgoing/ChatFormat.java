package dev.manabi.notification.outgoing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How each kind of room wants its messages. */
public enum ChatFormat {
    /** Block Kit; the text stands for it in notifications and wherever blocks are not known. */
    SLACK(3_000) {
        @Override
        Map<String, Object> json(String text, ChatMessage message) {
            List<Object> blocks = new ArrayList<>();
            blocks.add(Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", text)));
            URI link = message.link();
            if (link != null) {
                blocks.add(Map.of(
                        "type",
                        "actions",
                        "elements",
                        List.of(Map.of(
                                "type",
                                "button",
                                "text",
                                Map.of("type", "plain_text", "text", message.linkText()),
                                "url",
                                link.toString()))));
            }
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("text", text);
            json.put("blocks", blocks);
            json.put("unfurl_links", false);
            json.put("unfurl_media", false);
            return json;
        }
    },

    /** One Adaptive Card, as a Workflows webhook posts it; 28 KB are taken, and a character may have three bytes. */
    TEAMS(6_000) {
        @Override
        Map<String, Object> json(String text, ChatMessage message) {
            Map<String, Object> card = new LinkedHashMap<>();
            card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
            card.put("type", "AdaptiveCard");
            card.put("version", "1.4");
            card.put("body", List.of(Map.of("type", "TextBlock", "text", text, "wrap", true)));
            URI link = message.link();
            if (link != null) {
                card.put(
                        "actions",
                        List.of(Map.of("type", "Action.OpenUrl", "title", message.linkText(), "url", link.toString())));
            }
            return Map.of(
                    "type",
                    "message",
                    "attachments",
                    List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card)));
        }
    },

    /** The name is shown where the server lets webhooks choose one. */
    MATTERMOST(4_000) {
        @Override
        Map<String, Object> json(String text, ChatMessage message) {
            return Map.of("text", text, "username", "Manabi");
        }
    },

    GOOGLE_CHAT(4_000) {
        @Override
        Map<String, Object> json(String text, ChatMessage message) {
            return Map.of("text", text);
        }
    },

    /** Whatever the text says, nobody is called by it. */
    DISCORD(2_000) {
        @Override
        Map<String, Object> json(String text, ChatMessage message) {
            return Map.of("content", text, "allowed_mentions", Map.of("parse", List.of()));
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int longest;

    ChatFormat(int longest) {
        this.longest = longest;
    }

    abstract Map<String, Object> json(String text, ChatMessage message);

    /** The body of the request: JSON in UTF-8. */
    public byte[] body(ChatMessage message) {
        try {
            return JSON.writeValueAsString(json(shortened(message.text()), message))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A text is always JSON", e);
        }
    }

    /** At most so many characters as the room takes, and no half of one. */
    private String shortened(String text) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
