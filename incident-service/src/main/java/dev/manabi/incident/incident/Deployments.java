package dev.manabi.incident.incident;

import dev.manabi.eventsourcing.Ids;
import dev.manabi.incident.incident.domain.EntryKind;
import dev.manabi.incident.incident.domain.Evidence;
import dev.manabi.incident.incident.domain.EvidenceKind;
import dev.manabi.incident.incident.domain.TimelineEntry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was deployed shortly before an incident belongs to its timeline, which begins before the incident does. */
@ApplicationScoped
public class Deployments {

    private static final Duration REMEMBERED = Duration.ofDays(7);
    private static final Duration BEFORE = Duration.ofHours(2);
    private static final Duration AFTER = Duration.ofDays(1);
    private static final int MOST = 20;

    /** Writes, so call it once every stream has been loaded. */
    public void remember(
            String source, String id, String service, Instant at, String text, @Nullable String url, Instant now) {
        Deployment.delete("at < ?1", now.minus(REMEMBERED));
        if (at.isBefore(now.minus(REMEMBERED)) || Deployment.findById(new Deployment.Key(source, id)) != null) {
            return;
        }
        Deployment deployment = new Deployment();
        deployment.source = source;
        deployment.id = id;
        deployment.service = service;
        deployment.at = at;
        deployment.text = text;
        deployment.url = url;
        deployment.persist();
    }

    /** Of these services, from two hours before that time until a day after it. */
    List<TimelineEntry> around(UUID incident, List<String> services, Instant startedAt, Instant now) {
        if (services.isEmpty()) {
            return List.of();
        }
        return Deployment.<Deployment>find(
                        "service in ?1 and at >= ?2 and at <= ?3 order by at desc",
                        services,
                        startedAt.minus(BEFORE),
                        startedAt.plus(AFTER))
                .range(0, MOST - 1)
                .stream()
                .map(one -> entry(incident, one.source, one.id, one.at, EntryKind.DEPLOYMENT, one.text, one.url, now))
                .toList();
    }

    /** A fact as a source tells it: told again, it is the same entry. */
    public static TimelineEntry entry(
            UUID incident,
            String source,
            String id,
            Instant at,
            EntryKind kind,
            String text,
            @Nullable String url,
            Instant now) {
        List<Evidence> evidence = url == null ? List.of() : List.of(new Evidence(EvidenceKind.LINK, url, null));
        UUID entry = Ids.named("fact/" + incident + "/" + source + "/" + id);
        return new TimelineEntry(entry, at, now, kind, text, source, null, evidence);
    }
}
