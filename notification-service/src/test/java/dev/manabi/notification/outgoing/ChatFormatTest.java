package dev.manabi.notification.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChatFormatTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ChatMessage MESSAGE =
            new ChatMessage("公開 \"x\"", URI.create("https://manabi.example/postmortems/PM-7"), "Open");

    @Test
    void slack_gets_blocks_and_a_text_that_stands_for_them() throws IOException {
        JsonNode json = JSON.readTree(ChatFormat.SLACK.body(MESSAGE));
        assertThat(json.at("/text").asText()).isEqualTo("公開 \"x\"");
        assertThat(json.at("/blocks/0/text/type").asText()).isEqualTo("mrkdwn");
        assertThat(json.at("/blocks/0/text/text").asText()).isEqualTo("公開 \"x\"");
        assertThat(json.at("/blocks/1/elements/0/url").asText()).isEqualTo("https://manabi.example/postmortems/PM-7");
        assertThat(json.at("/unfurl_links").asBoolean()).isFalse();
    }

    @Test
    void teams_gets_one_adaptive_card() throws IOException {
        JsonNode json = JSON.readTree(ChatFormat.TEAMS.body(MESSAGE));
        assertThat(json.at("/type").asText()).isEqualTo("message");
        assertThat(json.at("/attachments/0/contentType").asText()).isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(json.at("/attachments/0/content/type").asText()).isEqualTo("AdaptiveCard");
        assertThat(json.at("/attachments/0/content/body/0/text").asText()).isEqualTo("公開 \"x\"");
        assertThat(json.at("/attachments/0/content/actions/0/type").asText()).isEqualTo("Action.OpenUrl");
    }

    @Test
    void mattermost_and_google_chat_get_a_text() throws IOException {
        for (ChatFormat format : new ChatFormat[] {ChatFormat.MATTERMOST, ChatFormat.GOOGLE_CHAT}) {
            assertThat(JSON.readTree(format.body(MESSAGE)).at("/text").asText()).isEqualTo("公開 \"x\"");
        }
        assertThat(JSON.readTree(ChatFormat.MATTERMOST.body(MESSAGE))
                        .at("/username")
                        .asText())
                .isEqualTo("Manabi");
    }

    @Test
    void discord_calls_nobody() throws IOException {
        JsonNode json = JSON.readTree(ChatFormat.DISCORD.body(MESSAGE));
        assertThat(json.at("/content").asText()).isEqualTo("公開 \"x\"");
        assertThat(json.at("/allowed_mentions/parse").isArray()).isTrue();
        assertThat(json.at("/allowed_mentions/parse")).isEmpty();
    }

    /** Emoji at every place where it could be cut in two. */
    @ParameterizedTest
    @EnumSource
    void no_text_is_longer_than_the_room_takes_or_ends_in_half_a_character(ChatFormat format) {
        for (int shift = 0; shift < 2; shift++) {
            String text = "x".repeat(shift) + "🔥".repeat(6_000);
            String body = new String(format.body(new ChatMessage(text, null, "Open")), StandardCharsets.UTF_8);
            assertThat(body).contains("🔥…").doesNotContain("\\ud83d…", "?…");
            assertThat(body.codePoints().filter(one -> one == 0x1f525).count()).isLessThan(6_000);
        }
    }

    /** Teams counts bytes, and takes 28 KB; Google Chat takes 32 000. */
    @ParameterizedTest
    @EnumSource
    void no_message_is_larger_than_the_room_takes(ChatFormat format) {
        for (String text : new String[] {"障".repeat(40_000), "🔥".repeat(40_000), "\"\n".repeat(40_000)}) {
            byte[] body =
                    format.body(new ChatMessage(text, URI.create("https://manabi.example/postmortems/PM-7"), "Open"));
            assertThat(body.length).isBetween(2_000, 28_000);
        }
    }
}
