package dev.manabi.incident.incident;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.incident.incident.domain.IncidentKind;
import dev.manabi.incident.incident.domain.Severity;
import dev.manabi.incident.incident.domain.Status;
import dev.manabi.incident.incident.domain.TimelineEntry;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Incidents and timelines page by page; each page costs the same, however long the list. */
@ApplicationScoped
class IncidentLists {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final EntityManager entities;
    private final IncidentSearch search;

    IncidentLists(EntityManager entities, IncidentSearch search) {
        this.entities = entities;
        this.search = search;
    }

    record Filter(
            @Nullable Status status,
            @Nullable Severity severity,
            @Nullable IncidentKind kind,
            @Nullable String team,
            @Nullable String service,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable SearchText text) {

        Filter {
            requireStorable("from", from);
            requireStorable("to", to);
        }
    }

    /** Newest first. */
    Page<IncidentAnswer.Summary> incidents(Filter filter, PageRequest page) {
        return Page.of(page, rows(filter, page), view -> view.id.toString(), IncidentAnswer.Summary::of);
    }

    /** One more than the page holds, where there are more. */
    List<IncidentView> rows(Filter filter, PageRequest page) {
        if (filter.text() == null && filter.service() == null) {
            return filtered(filter, page);
        }
        SearchText text = Objects.requireNonNullElse(filter.text(), SearchText.NOTHING);
        List<UUID> found =
                search.find(filter, text, page.after() == null ? null : uuid(page.after()), page.rowsToRead());
        return IncidentView.list("id in ?1 order by id desc", found);
    }

    private List<IncidentView> filtered(Filter filter, PageRequest page) {
        StringBuilder hql = new StringBuilder("from IncidentView where true");
        Map<String, Object> values = new LinkedHashMap<>();
        if (filter.status() != null) {
            hql.append(" and status = :status");
            values.put("status", filter.status());
        }
        if (filter.severity() != null) {
            hql.append(" and severity = :severity");
            values.put("severity", filter.severity());
        }
        if (filter.kind() != null) {
            hql.append(" and kind = :kind");
            values.put("kind", filter.kind());
        }
        if (filter.team() != null) {
            hql.append(" and team = :team");
            values.put("team", filter.team());
        }
        if (filter.from() != null) {
            hql.append(" and happenedAt >= :from");
            values.put("from", filter.from());
        }
        if (filter.to() != null) {
            hql.append(" and happenedAt < :to");
            values.put("to", filter.to());
        }
        if (page.after() != null) {
            hql.append(" and id < :after");
            values.put("after", uuid(page.after()));
        }
        hql.append(" order by id desc");
        var query = entities.createQuery(hql.toString(), IncidentView.class);
        values.forEach(query::setParameter);
        query.setMaxResults(page.rowsToRead());
        return query.getResultList();
    }

    /** Oldest fact first. */
    Page<TimelineEntry> timeline(UUID incidentId, PageRequest page) {
        String after = page.after();
        List<TimelineEntryView> rows;
        if (after == null) {
            rows = TimelineEntryView.<TimelineEntryView>find("incidentId = ?1 order by occurredAt, place", incidentId)
                    .range(0, page.limit())
                    .list();
        } else {
            String[] key = after.split("/", 2);
            rows = TimelineEntryView.<TimelineEntryView>find(
                            "incidentId = ?1 and (occurredAt > ?2 or (occurredAt = ?2 and place > ?3))"
                                    + " order by occurredAt, place",
                            incidentId,
                            instant(key[0]),
                            place(key.length == 2 ? key[1] : ""))
                    .range(0, page.limit())
                    .list();
        }
        return Page.of(page, rows, row -> row.occurredAt + "/" + row.place, TimelineEntryView::entry);
    }

    /** PostgreSQL's times end long before Java's do. */
    private static void requireStorable(String parameter, @Nullable Instant time) {
        if (time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
            throw new InvalidValue(parameter, parameter + " lies between the years 1 and 9999.");
        }
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("cursor", "cursor must be the next of an earlier answer.");
        }
    }

    private static long place(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new InvalidValue("cursor", "cursor must be the next of an earlier answer.");
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidValue("cursor", "cursor must be the next of an earlier answer.");
        }
    }
}
