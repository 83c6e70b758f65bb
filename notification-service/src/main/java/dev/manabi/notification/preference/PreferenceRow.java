package dev.manabi.notification.preference;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one person has said about being told. */
@Entity
@Table(name = "preference")
public class PreferenceRow extends PanacheEntityBase {

    @Id
    public String person;

    public long version;
    public @Nullable String language;
    public @Nullable String timeZone;

    @Enumerated(EnumType.STRING)
    public Pace pace;

    public @Nullable LocalTime dailyAt;
    public @Nullable LocalTime quietFrom;
    public @Nullable LocalTime quietUntil;
    public List<String> via;
    public List<String> muted;
    public Instant changedAt;
}
