package dev.manabi.notification.preference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.notification.announcement.Language;
import dev.manabi.notification.preference.Wishes.Quiet;
import dev.manabi.notification.preference.Wishes.Verdict;
import dev.manabi.notification.subscription.EventPattern;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WishesTest {

    private static final List<String> TYPES = EventPattern.types();
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** 20 000 people with wishes of every kind. */
    @Test
    void duties_are_told_at_once_and_what_is_muted_never_is() {
        Random random = new Random(20_261_124);
        int muted = 0;
        int later = 0;
        for (int i = 0; i < 20_000; i++) {
            Wishes wishes = wishes(random);
            String type = TYPES.get(random.nextInt(TYPES.size()));
            boolean alone = random.nextInt(5) == 0;
            Instant now = Instant.ofEpochSecond(1_767_225_600L + random.nextInt(366 * 86_400));
            assertThat(wishes.judge(type, true, alone, now)).isInstanceOf(Verdict.Now.class);
            boolean isMuted = EventPattern.patternsOf(type).stream().anyMatch(wishes.muted()::contains);
            Verdict verdict = wishes.judge(type, false, alone, now);
            assertThat(verdict instanceof Verdict.Never).isEqualTo(isMuted);
            if (verdict instanceof Verdict.Never) {
                muted++;
            }
            if (verdict instanceof Verdict.Later(Instant until)) {
                later++;
                assertThat(until).isAfter(now).isBefore(now.plus(Duration.ofHours(51)));
                Quiet quiet = wishes.quiet();
                if (quiet != null) {
                    assertThat(quiet.covers(until.atZone(wishes.zone()).toLocalTime()))
                            .as("%s %s", wishes, until)
                            .isFalse();
                }
            }
        }
        assertThat(muted).isGreaterThan(1_000);
        assertThat(later).isGreaterThan(5_000);
    }

    private static Wishes wishes(Random random) {
        Quiet quiet = null;
        if (random.nextBoolean()) {
            int from = random.nextInt(24);
            quiet = new Quiet(LocalTime.of(from, 30), LocalTime.of((from + 1 + random.nextInt(23)) % 24, 30));
        }
        List<String> muted = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            List<String> patterns = EventPattern.patternsOf(TYPES.get(random.nextInt(TYPES.size())));
            muted.add(patterns.get(random.nextInt(patterns.size())));
        }
        return new Wishes(
                Language.EN,
                random.nextBoolean() ? TOKYO : BERLIN,
                Pace.values()[random.nextInt(3)],
                LocalTime.of(random.nextInt(24), random.nextInt(60)),
                quiet,
                List.of("mail"),
                muted);
    }

    @Test
    void a_day_ends_where_the_person_lives() {
        Wishes daily = new Wishes(null, TOKYO, Pace.DAILY, LocalTime.of(9, 30), null, List.of("mail"), List.of());
        assertThat(judge(daily, "2026-03-02T00:29:59Z")).isEqualTo(later("2026-03-02T00:30:00Z"));
        assertThat(judge(daily, "2026-03-02T00:30:00Z")).isEqualTo(later("2026-03-03T00:30:00Z"));
    }

    @Test
    void an_hour_that_there_is_not_and_one_that_there_is_twice_are_no_trouble() {
        Wishes daily = new Wishes(null, BERLIN, Pace.DAILY, LocalTime.of(2, 30), null, List.of("mail"), List.of());
        assertThat(judge(daily, "2026-03-28T23:30:00Z")).isEqualTo(later("2026-03-29T01:30:00Z"));
        assertThat(judge(daily, "2026-10-24T23:00:00Z")).isEqualTo(later("2026-10-25T00:30:00Z"));
        assertThat(judge(daily, "2026-10-25T00:30:00Z")).isEqualTo(later("2026-10-26T01:30:00Z"));
    }

    @Test
    void the_night_is_left_alone_and_invitations_wait_for_no_hour() {
        Wishes hourly = new Wishes(
                null,
                BERLIN,
                Pace.HOURLY,
                LocalTime.NOON,
                new Quiet(LocalTime.of(20, 0), LocalTime.of(7, 0)),
                List.of("mail"),
                List.of());
        assertThat(judge(hourly, "2026-03-02T10:05:00Z")).isEqualTo(later("2026-03-02T11:00:00Z"));
        assertThat(judge(hourly, "2026-03-02T18:30:00Z")).isEqualTo(later("2026-03-03T06:00:00Z"));
        Instant noon = Instant.parse("2026-03-02T11:05:00Z");
        assertThat(hourly.judge("manabi.meeting.scheduled.v1", false, true, noon))
                .isEqualTo(new Verdict.Now());
    }

    private static Verdict judge(Wishes wishes, String now) {
        return wishes.judge("manabi.postmortem.published.v1", false, false, Instant.parse(now));
    }

    private static Verdict later(String until) {
        return new Verdict.Later(Instant.parse(until));
    }
}
