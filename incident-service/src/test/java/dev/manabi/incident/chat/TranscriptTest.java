package dev.manabi.incident.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final LocalDate DAY = LocalDate.parse("2026-03-01");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10:42 mei: rolled back",
                "[10:42] mei: rolled back",
                "2026-03-01 10:42 mei: rolled back",
                "[2026/03/01, 10:42:00] mei: rolled back",
                "2026-03-01T10:42:00Z mei: rolled back",
                "10:42 <mei> rolled back",
                "[10:42:00] <@mei> rolled back",
                "10:42 AM mei: rolled back",
                "mei  10:42 AM\nrolled back",
                "mei  [10:42]\nrolled back",
                "mei\t10:42\nrolled back"
            })
    void a_pasted_message_is_read_in_each_usual_shape(String text) {
        assertThat(PastedTranscript.read(text, DAY, UTC).messages())
                .singleElement()
                .satisfies(said -> {
                    assertThat(said.at()).isEqualTo("2026-03-01T10:42:00Z");
                    assertThat(said.authorName()).isEqualTo("mei");
                    assertThat(said.text()).isEqualTo("rolled back");
                });
    }

    @Test
    void a_message_goes_on_over_lines_and_past_midnight_in_its_own_zone() {
        Transcript transcript = PastedTranscript.read("""
                # incident-42
                23:58 mei: restarted
                the database
                00:03 alex: 復旧
                """, DAY, ZoneId.of("Asia/Tokyo"));
        assertThat(transcript.notUnderstood()).isEqualTo(1);
        assertThat(transcript.messages()).extracting(Said::text).containsExactly("restarted\nthe database", "復旧");
        assertThat(transcript.messages())
                .extracting(Said::at)
                .containsExactly(Instant.parse("2026-03-01T14:58:00Z"), Instant.parse("2026-03-01T15:03:00Z"));
    }

    @Test
    void the_clock_of_the_place_is_meant_also_where_it_was_changed() {
        Transcript transcript = PastedTranscript.read(
                "2026-03-29 01:30 mei: before\n2026-03-29 03:30 mei: after", null, ZoneId.of("Europe/Berlin"));
        assertThat(transcript.messages())
                .extracting(Said::at)
                .containsExactly(Instant.parse("2026-03-29T00:30:00Z"), Instant.parse("2026-03-29T01:30:00Z"));
    }

    @Test
    void what_is_no_transcript_is_refused_with_a_hint() {
        assertThatThrownBy(() -> PastedTranscript.read("nothing here", DAY, UTC))
                .isInstanceOf(NotReadable.class)
                .hasMessageContaining("10:42 mei: rolled back");
        assertThatThrownBy(() -> PastedTranscript.read("10:42 mei: x", null, UTC))
                .isInstanceOf(NotReadable.class)
                .hasMessageContaining("date=");
        assertThatThrownBy(() -> PastedTranscript.read("99:99 mei: x", DAY, UTC))
                .isInstanceOf(NotReadable.class);
    }

    @Test
    void an_export_is_read_with_threads_edits_bots_reactions_and_names() {
        Transcript transcript = SlackExport.ofJson(json("""
                {"users": [{"id": "U1", "name": "mei", "real_name": "Mei Tanaka", "profile": {"email": "mei@manabi.example"}}],
                 "messages": [
                  {"type": "message", "user": "U1", "ts": "1772361600.000100", "text": "<@U1> see <https://x.example/|the graph> &amp; more",
                   "edited": {"user": "U1", "ts": "1772361700.000000"}, "reactions": [{"name": "pushpin", "count": 1}],
                   "thread_ts": "1772361600.000100", "pinned_to": ["C1"]},
                  {"type": "message", "user": "U1", "ts": "1772361660.000100", "text": "answer", "thread_ts": "1772361600.000100"},
                  {"type": "message", "subtype": "bot_message", "bot_id": "B1", "username": "Alertmanager", "ts": "1772361630.5",
                   "text": "", "attachments": [{"title": "FIRING", "text": "CheckoutErrorRate"}]},
                  {"type": "message", "subtype": "channel_join", "user": "U1", "ts": "1772361601.000100", "text": "joined"},
                  {"type": "message", "user": "U1", "ts": "99999999999999.1", "text": "never"},
                  {"type": "message", "user": "U1", "text": "no time"},
                  "not even an object"]}
                """));
        assertThat(transcript.notUnderstood()).isEqualTo(3);
        assertThat(transcript.messages()).hasSize(4);
        Said first = transcript.messages().getFirst();
        assertThat(first.text()).isEqualTo("@Mei Tanaka see the graph (https://x.example/) & more");
        assertThat(first.names()).contains("U1", "mei", "mei@manabi.example");
        assertThat(first.editedAt()).isEqualTo("2026-03-01T10:41:40Z");
        assertThat(first.reactions()).containsExactly("pushpin");
        assertThat(first.pinned()).isTrue();
        assertThat(first.thread()).isNull();
        assertThat(transcript.messages().get(1).housekeeping()).isTrue();
        assertThat(transcript.messages().get(2).bot()).isTrue();
        assertThat(transcript.messages().get(2).text()).isEqualTo("FIRING\nCheckoutErrorRate");
        assertThat(transcript.messages().get(3).thread()).isEqualTo("1772361600.000100");
    }

    @Test
    void of_a_zip_one_channel_is_read() throws IOException {
        byte[] one = zip(Map.of(
                "users.json", "[{\"id\": \"U1\", \"name\": \"mei\"}]",
                "channels.json", "[]",
                "inc-42/2026-03-01.json", "[{\"user\": \"U1\", \"ts\": \"1772361600.1\", \"text\": \"a\"}]",
                "inc-42/2026-03-02.json", "[{\"user\": \"U1\", \"ts\": \"1772448000.1\", \"text\": \"b\"}]"));
        assertThat(SlackExport.ofZip(one, null).channel()).isEqualTo("inc-42");
        assertThat(SlackExport.ofZip(one, null).messages())
                .extracting(Said::text)
                .containsExactly("a", "b");
        byte[] two = zip(Map.of("a/2026-03-01.json", "[]", "b/2026-03-01.json", "[]"));
        assertThatThrownBy(() -> SlackExport.ofZip(two, null))
                .isInstanceOf(NotReadable.class)
                .hasMessageContaining("[a, b]");
        assertThatThrownBy(() -> SlackExport.ofZip(two, "c"))
                .isInstanceOf(NotReadable.class)
                .hasMessageContaining("[a, b]");
        assertThat(SlackExport.ofZip(two, "b").messages()).isEmpty();
    }

    @Test
    void a_zip_that_is_a_trap_is_refused() throws IOException {
        byte[] bomb = zip(Map.of("a/2026-03-01.json", "[" + " ".repeat(60_000_000) + "]"));
        assertThat(bomb.length).isLessThan(200_000);
        assertThatThrownBy(() -> SlackExport.ofZip(bomb, null))
                .isInstanceOf(NotReadable.class)
                .hasMessageContaining("more than 50 MB");
        byte[] paths = zip(Map.of("../../etc/2026-03-01.json", "[]", "/etc/passwd", "x"));
        assertThat(SlackExport.ofZip(paths, null).channel()).isEqualTo("etc"); // a name, never a path
        assertThatThrownBy(() -> SlackExport.ofZip(zip(Map.of("readme.txt", "x")), null))
                .isInstanceOf(NotReadable.class);
        assertThatThrownBy(() -> SlackExport.ofZip(json("PK\u0003\u0004 no zip at all"), null))
                .isInstanceOf(NotReadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "42", "\"x\"", "{\"messages\": {}}", "null", "[[[["})
    void what_is_no_export_is_refused(String body) {
        assertThatThrownBy(() -> SlackExport.ofJson(json(body))).isInstanceOf(NotReadable.class);
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(json(file.getValue()));
            }
        }
        return bytes.toByteArray();
    }
}
