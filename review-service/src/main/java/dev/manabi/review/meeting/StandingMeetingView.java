package dev.manabi.review.meeting;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A meeting that takes place every week. Plain rows, like the catalog: what comes of it are meetings, which have events. */
@Entity
@Table(name = "standing_meeting")
public class StandingMeetingView extends PanacheEntityBase {

    @Id
    public UUID id;

    public long version;

    /** Null for all teams. */
    public @Nullable String team;

    @Enumerated(EnumType.STRING)
    public DayOfWeek weekday;

    /** {@code HH:mm}, by the clocks of the zone. */
    public String localTime;

    public String timeZone;
    public int durationMinutes;
    public @Nullable String place;
    public @Nullable String link;

    /** Person ids, who take turns; whoever took part is passed over. */
    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> facilitators;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> noteTakers;

    public String language;
    public String organizer;
    public boolean active;

    /** The first of its days that is not over at that time. */
    ZonedDateTime firstAfter(Instant now) {
        ZoneId zone = ZoneId.of(timeZone);
        LocalDate today = LocalDate.ofInstant(now, zone);
        ZonedDateTime next = on(today.with(TemporalAdjusters.nextOrSame(weekday)));
        return next.toInstant().isAfter(now) ? next : on(next.toLocalDate().plusWeeks(1));
    }

    /** The same hour by the clocks of the zone, whatever they do in between. */
    ZonedDateTime on(LocalDate day) {
        return ZonedDateTime.of(day, LocalTime.parse(localTime), ZoneId.of(timeZone));
    }
}
