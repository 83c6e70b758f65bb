package dev.manabi.incident.ingest;

import dev.manabi.incident.incident.AlertView;
import dev.manabi.incident.incident.domain.Alert;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The end of an alert that overtook its beginning. Remembered for a while, because a beginning that nobody ended would
 * keep its incident open for ever.
 */
@Entity
@Table(name = "early_end")
@IdClass(AlertView.Key.class)
public class EarlyEnd extends PanacheEntityBase {

    private static final Duration REMEMBERED = Duration.ofDays(7);

    @Id
    public String source;

    @Id
    public String fingerprint;

    @Id
    @Column(name = "starts_at")
    public Instant startsAt;

    @Column(name = "ends_at")
    public Instant endsAt;

    @Column(name = "heard_at")
    public Instant heardAt;

    static void remember(String source, List<Alert> ended, Instant now) {
        delete("heardAt < ?1", now.minus(REMEMBERED));
        Set<AlertView.Key> known = new HashSet<>(of(source, ended).keySet());
        for (Alert alert : ended) {
            AlertView.Key key = new AlertView.Key(source, alert.fingerprint(), alert.startsAt());
            if (known.add(key)) {
                Instant said = Objects.requireNonNullElse(alert.endsAt(), now);
                EarlyEnd end = new EarlyEnd();
                end.source = source;
                end.fingerprint = alert.fingerprint();
                end.startsAt = alert.startsAt();
                end.endsAt = said.isAfter(now) ? now : said;
                end.heardAt = now;
                end.persist();
            }
        }
    }

    /** The alerts as they are by now: ended, where an end has been heard already. */
    static List<Alert> apply(String source, List<Alert> alerts) {
        Map<AlertView.Key, Instant> ends = of(source, alerts);
        return alerts.stream()
                .map(alert -> {
                    Instant end = ends.get(new AlertView.Key(source, alert.fingerprint(), alert.startsAt()));
                    return end == null ? alert : alert.endedAt(end);
                })
                .toList();
    }

    private static Map<AlertView.Key, Instant> of(String source, List<Alert> alerts) {
        Map<AlertView.Key, Instant> ends = new HashMap<>();
        EarlyEnd.<EarlyEnd>list(
                        "source = ?1 and fingerprint in ?2 and startsAt in ?3",
                        source,
                        alerts.stream().map(Alert::fingerprint).distinct().toList(),
                        alerts.stream().map(Alert::startsAt).distinct().toList())
                .forEach(one -> ends.put(new AlertView.Key(source, one.fingerprint, one.startsAt), one.endsAt));
        return ends;
    }
}
