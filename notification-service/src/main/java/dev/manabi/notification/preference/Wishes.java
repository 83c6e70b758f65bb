package dev.manabi.notification.preference;

import dev.manabi.notification.announcement.Language;
import dev.manabi.notification.channel.Channels;
import dev.manabi.notification.subscription.EventPattern;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a person wants to be told.
 *
 * @param language of what is told, or null for the configured one
 * @param zone in which the times are meant
 * @param dailyAt when the one message a day is sent
 * @param quiet when the person is not to be disturbed, or null
 * @param via names of channels: {@value Channels#MAIL}, and channels of the person's own
 * @param muted patterns of event types, see {@link EventPattern}
 */
public record Wishes(
        @Nullable Language language,
        ZoneId zone,
        Pace pace,
        LocalTime dailyAt,
        @Nullable Quiet quiet,
        List<String> via,
        List<String> muted) {

    static final LocalTime MORNING = LocalTime.of(9, 0);

    /** From one time of the day to another, perhaps over midnight. */
    public record Quiet(LocalTime from, LocalTime until) {

        boolean covers(LocalTime time) {
            return from.isBefore(until)
                    ? !time.isBefore(from) && time.isBefore(until)
                    : !time.isBefore(from) || time.isBefore(until);
        }
    }

    /** What the wishes mean for one message. */
    public sealed interface Verdict {
        record Now() implements Verdict {}

        record Later(Instant until) implements Verdict {}

        record Never(String why) implements Verdict {}
    }

    public Wishes {
        via = List.copyOf(via);
        muted = List.copyOf(muted);
    }

    /** What holds for whoever has said nothing. */
    public static Wishes usual(ZoneId zone) {
        return new Wishes(null, zone, Pace.IMMEDIATELY, MORNING, null, List.of(Channels.MAIL), List.of());
    }

    /**
     * @param mandatory it is the person's own duty
     * @param alone it cannot be told together with others, since a calendar reads it
     */
    public Verdict judge(String eventType, boolean mandatory, boolean alone, Instant now) {
        if (mandatory) {
            return new Verdict.Now();
        }
        if (EventPattern.patternsOf(eventType).stream().anyMatch(muted::contains)) {
            return new Verdict.Never("The recipient does not want to be told of it.");
        }
        Instant at = alone ? now : slot(now);
        Instant undisturbed = afterQuiet(at);
        return undisturbed.isAfter(now) ? new Verdict.Later(undisturbed) : new Verdict.Now();
    }

    /** The next time that one message for several things is sent. */
    private Instant slot(Instant now) {
        return switch (pace) {
            case IMMEDIATELY -> now;
            case HOURLY -> now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
            case DAILY -> {
                LocalDate today = now.atZone(zone).toLocalDate();
                Instant slot = today.atTime(dailyAt).atZone(zone).toInstant();
                yield slot.isAfter(now)
                        ? slot
                        : today.plusDays(1).atTime(dailyAt).atZone(zone).toInstant();
            }
        };
    }

    private Instant afterQuiet(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        if (quiet == null || !quiet.covers(local.toLocalTime())) {
            return at;
        }
        ZonedDateTime end = local.toLocalDate().atTime(quiet.until()).atZone(zone);
        return end.toInstant().isAfter(at)
                ? end.toInstant()
                : local.toLocalDate()
                        .plusDays(1)
                        .atTime(quiet.until())
                        .atZone(zone)
                        .toInstant();
    }
}
