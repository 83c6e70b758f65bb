package dev.manabi.icalendar;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import dev.manabi.icalendar.Entry.Attendee;
import dev.manabi.icalendar.Entry.Party;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ICalendarTest {

    private static final UUID ID = UUID.fromString("019cd5a7-3b1e-7f40-8c2d-6e9a0b4d7f15");
    private static final Instant STAMP = Instant.parse("2026-03-03T12:00:00Z");
    private static final Party MANABI = new Party("Manabi", "manabi@manabi.example");
    private static final Attendee MEI = new Attendee(new Party("Mei Tanaka", "mei@manabi.example"), false);
    private static final Attendee RIN = new Attendee(new Party("Rin", "rin@manabi.example"), true);

    @Test
    void two_other_programs_read_what_was_meant() throws Exception {
        String text = ICalendar.of(Method.REQUEST, List.of(entry("Review of PM-7", "Agenda:\n1; 2, 3\\4")), null);

        VEvent read = Biweekly.parse(text).first().getEvents().getFirst();
        assertThat(Biweekly.parse(text).first().getMethod().getValue()).isEqualTo("REQUEST");
        assertThat(read.getUid().getValue()).isEqualTo(ID + "@manabi");
        assertThat(read.getSequence().getValue()).isEqualTo(2);
        assertThat(read.getDateTimeStamp().getValue().toInstant()).isEqualTo(STAMP);
        assertThat(read.getSummary().getValue()).isEqualTo("Review of PM-7");
        assertThat(read.getDescription().getValue()).isEqualTo("Agenda:\n1; 2, 3\\4");
        assertThat(read.getOrganizer().getEmail()).isEqualTo("manabi@manabi.example");
        assertThat(read.getAttendees())
                .extracting(one -> one.getEmail())
                .containsExactly("mei@manabi.example", "rin@manabi.example");
        assertThat(read.getAttendees()).extracting(one -> one.getCommonName()).containsExactly("Mei Tanaka", "Rin");

        Component other = ical4j(text).getComponentList().getAll().getFirst();
        assertThat(value(other, "UID")).isEqualTo(ID + "@manabi");
        assertThat(value(other, "SEQUENCE")).isEqualTo("2");
        assertThat(value(other, "DTSTART")).isEqualTo("20260305T130000Z");
        assertThat(value(other, "DTEND")).isEqualTo("20260305T134500Z");
        assertThat(value(other, "DESCRIPTION")).isEqualTo("Agenda:\n1; 2, 3\\4");
        assertThat(value(other, "LOCATION")).isEqualTo("Room 3");
    }

    @ParameterizedTest
    @EnumSource
    void each_method_keeps_to_the_rules_of_scheduling(Method method) throws Exception {
        Entry entry = new Entry(
                ID,
                0,
                STAMP,
                STAMP,
                Duration.ofMinutes(30),
                "Review",
                null,
                null,
                null,
                MANABI,
                method == Method.PUBLISH ? List.of() : List.of(MEI),
                method == Method.CANCEL);

        Calendar read = ical4j(ICalendar.of(method, List.of(entry), method == Method.PUBLISH ? "Reviews" : null));

        assertThat(read.validate(true).getEntries()).isEmpty();
        assertThat(value(read.getComponentList().getAll().getFirst(), "STATUS"))
                .isEqualTo(method == Method.CANCEL ? "CANCELLED" : "CONFIRMED");
    }

    /** The days on which clocks change, and the days around them. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-28T14:00, Europe/Berlin, 20260328T130000Z",
        "2026-03-29T14:00, Europe/Berlin, 20260329T120000Z",
        "2026-10-24T14:00, Europe/Berlin, 20261024T120000Z",
        "2026-10-25T14:00, Europe/Berlin, 20261025T130000Z",
        "2026-03-07T09:30, America/New_York, 20260307T143000Z",
        "2026-03-08T09:30, America/New_York, 20260308T133000Z",
        "2026-11-01T09:30, America/New_York, 20261101T143000Z",
        "2026-03-29T10:00, Asia/Tokyo, 20260329T010000Z",
        "2026-11-01T10:00, Asia/Tokyo, 20261101T010000Z"
    })
    void a_local_time_is_the_same_local_time_whatever_the_clocks_do(String local, String zone, String utc) {
        Instant start = LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant();

        String text = ICalendar.of(Method.REQUEST, List.of(at(start)), null);

        assertThat(text).contains("DTSTART:" + utc + "\r\n");
        VEvent read = Biweekly.parse(text).first().getEvents().getFirst();
        assertThat(read.getDateStart()
                        .getValue()
                        .toInstant()
                        .atZone(ZoneId.of(zone))
                        .toLocalDateTime())
                .isEqualTo(LocalDateTime.parse(local));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "決済サービスの障害についてのレビュー会議：なぜ検査は空の設定を通したのか、次に何を変えるのか、お客様にどう伝えるのか",
                "A very long summary that goes on, and on; with commas, semicolons; and back\\slashes until the line has to be folded twice at least",
                "👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻 x"
            })
    void no_line_is_longer_than_75_octets_and_none_is_cut_within_a_character(String summary) throws Exception {
        String text = ICalendar.of(Method.REQUEST, List.of(entry(summary, summary.repeat(5))), null);

        assertThat(text.split("\r\n"))
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
        assertThat(text.replace("\r\n", "")).doesNotContain("\n", "\r");
        assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(text);
        assertThat(Biweekly.parse(text)
                        .first()
                        .getEvents()
                        .getFirst()
                        .getSummary()
                        .getValue())
                .isEqualTo(summary);
        assertThat(value(ical4j(text).getComponentList().getAll().getFirst(), "SUMMARY"))
                .isEqualTo(summary);
    }

    @Test
    void the_words_of_others_add_no_line_of_their_own() {
        String hostile = "x\r\nATTENDEE:mailto:eve@evil.example\r\nEND:VEVENT\u0000\u0007";
        Entry entry = new Entry(
                ID,
                0,
                STAMP,
                STAMP,
                Duration.ofMinutes(30),
                hostile,
                hostile,
                hostile,
                null,
                MANABI,
                List.of(new Attendee(new Party("\"Eve\";ROLE=CHAIR\r\nX:", "mei@manabi.example"), false)),
                false);

        VEvent read = Biweekly.parse(ICalendar.of(Method.REQUEST, List.of(entry), hostile))
                .first()
                .getEvents()
                .getFirst();

        assertThat(read.getAttendees()).hasSize(1);
        assertThat(read.getAttendees().getFirst().getEmail()).isEqualTo("mei@manabi.example");
        assertThat(read.getSummary().getValue()).startsWith("x\nATTENDEE:mailto");
    }

    private static Entry entry(String summary, String description) {
        return new Entry(
                ID,
                2,
                STAMP,
                Instant.parse("2026-03-05T13:00:00Z"),
                Duration.ofMinutes(45),
                summary,
                description,
                "Room 3",
                URI.create("https://manabi.example/meetings/" + ID),
                MANABI,
                List.of(MEI, RIN),
                false);
    }

    private static Entry at(Instant start) {
        return new Entry(
                ID, 0, STAMP, start, Duration.ofMinutes(45), "Review", null, null, null, MANABI, List.of(MEI), false);
    }

    private static Calendar ical4j(String text) throws Exception {
        return new CalendarBuilder().build(new StringReader(text));
    }

    private static String value(Component component, String property) {
        return component.getProperty(property).orElseThrow().getValue();
    }
}
