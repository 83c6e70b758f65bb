package dev.manabi.icalendar;

import dev.manabi.icalendar.Entry.Attendee;
import dev.manabi.icalendar.Entry.Party;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes calendars (RFC 5545). Times are written in UTC: an entry takes place once, so that it needs no rules of a time
 * zone, and no reader needs to have the same ones.
 *
 * <p>Written here and not by a library because those that there are count characters where a line ends, not octets, and
 * so write Japanese lines of three times the length that is allowed.
 */
public final class ICalendar {

    public static final String MEDIA_TYPE = "text/calendar";

    private static final int LONGEST_LINE = 75;
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final StringBuilder text = new StringBuilder();

    private ICalendar() {}

    /** @param name what a calendar that is subscribed to is called, or null */
    public static String of(Method method, List<Entry> entries, @Nullable String name) {
        ICalendar calendar = new ICalendar();
        calendar.line("BEGIN:VCALENDAR");
        calendar.line("VERSION:2.0");
        calendar.line("PRODID:-//Manabi//Review meetings//EN");
        calendar.line("CALSCALE:GREGORIAN");
        calendar.line("METHOD:" + method);
        if (name != null) {
            calendar.line("NAME:" + text(name));
            calendar.line("X-WR-CALNAME:" + text(name));
        }
        entries.forEach(calendar::add);
        calendar.line("END:VCALENDAR");
        return calendar.text.toString();
    }

    /** What every version of the entry is known by. */
    public static String uid(Entry entry) {
        return entry.id() + "@manabi";
    }

    private void add(Entry entry) {
        line("BEGIN:VEVENT");
        line("UID:" + uid(entry));
        line("DTSTAMP:" + moment(entry.stampedAt()));
        line("LAST-MODIFIED:" + moment(entry.stampedAt()));
        line("SEQUENCE:" + entry.sequence());
        line("DTSTART:" + moment(entry.startsAt()));
        line("DTEND:" + moment(entry.startsAt().plus(entry.duration())));
        line("SUMMARY:" + text(entry.summary()));
        if (entry.description() != null) {
            line("DESCRIPTION:" + text(entry.description()));
        }
        if (entry.location() != null) {
            line("LOCATION:" + text(entry.location()));
        }
        if (entry.url() != null) {
            line("URL:" + entry.url());
        }
        line("ORGANIZER;CN=" + quoted(entry.organizer().name()) + ":" + mailbox(entry.organizer()));
        entry.attendees().forEach(this::invite);
        line("STATUS:" + (entry.cancelled() ? "CANCELLED" : "CONFIRMED"));
        line("TRANSP:OPAQUE");
        line("END:VEVENT");
    }

    /** Nobody reads answers, so none is asked for. */
    private void invite(Attendee attendee) {
        line("ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=" + (attendee.chairs() ? "CHAIR" : "REQ-PARTICIPANT")
                + ";PARTSTAT=NEEDS-ACTION;RSVP=FALSE;CN="
                + quoted(attendee.party().name())
                + ":" + mailbox(attendee.party()));
    }

    private static String moment(Instant instant) {
        return UTC.format(instant);
    }

    private static String mailbox(Party party) {
        return "mailto:" + printable(party.address());
    }

    private static String text(String value) {
        return printable(value.replace("\r\n", "\n").replace('\r', '\n'))
                .replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\n", "\\n");
    }

    /** A parameter's value knows no escape: what would end it is replaced. */
    private static String quoted(String value) {
        return "\"" + printable(value).replace('"', '\'').replace('\n', ' ') + "\"";
    }

    private static String printable(String value) {
        StringBuilder printable = new StringBuilder(value.length());
        value.codePoints()
                .filter(one -> one == '\n' || one == '\t' || !Character.isISOControl(one))
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }

    /** A line that is too long goes on in the next, after a space; a character is never cut in two. */
    private void line(String line) {
        int octets = 0;
        for (int at = 0; at < line.length(); at += Character.charCount(line.codePointAt(at))) {
            String one = Character.toString(line.codePointAt(at));
            int size = one.getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > LONGEST_LINE) {
                text.append("\r\n ");
                octets = 1;
            }
            text.append(one);
            octets += size;
        }
        text.append("\r\n");
    }
}
