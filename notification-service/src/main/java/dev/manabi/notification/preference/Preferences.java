package dev.manabi.notification.preference;

import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.announcement.Language;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Objects;

/** How people want to be told. Reads in the caller's transaction. */
@ApplicationScoped
public class Preferences {

    private final NotificationConfig config;

    Preferences(NotificationConfig config) {
        this.config = config;
    }

    /** All of them at once: whoever asks for one of them afterwards in this transaction finds it without asking again. */
    public void foresee(Collection<String> people) {
        if (people.size() > 1) {
            PreferenceRow.list("person in ?1", people);
        }
    }

    public Wishes of(String person) {
        PreferenceRow row = PreferenceRow.findById(person);
        return row == null ? Wishes.usual(config.timeZone()) : wishes(row);
    }

    private Wishes wishes(PreferenceRow row) {
        return new Wishes(
                row.language == null ? null : Language.ofCode(row.language),
                row.timeZone == null ? config.timeZone() : ZoneId.of(row.timeZone),
                row.pace,
                Objects.requireNonNullElse(row.dailyAt, Wishes.MORNING),
                row.quietFrom == null || row.quietUntil == null
                        ? null
                        : new Wishes.Quiet(row.quietFrom, row.quietUntil),
                row.via,
                row.muted);
    }
}
