package dev.manabi.postmortem.trends;

import dev.manabi.postmortem.listing.Filter;
import dev.manabi.postmortem.postmortem.Visibility;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Figures of the whole process, counted by PostgreSQL (METHOD S8). */
@ApplicationScoped
class Trends {

    /** Below this a share says little. */
    static final int FEW = 30;

    private final EntityManager entities;
    private final Visibility visibility;

    Trends(EntityManager entities, Visibility visibility) {
        this.entities = entities;
        this.visibility = visibility;
    }

    /** What the figures are put together by. */
    enum By {
        MONTH,
        TEAM;

        /** As SQL. */
        private String key(String team, String time) {
            return switch (this) {
                case MONTH -> "to_char(" + time + " at time zone 'UTC', 'YYYY-MM')";
                case TEAM -> team;
            };
        }
    }

    /** @param team null for all */
    record Window(Instant from, Instant until, @Nullable String team) {}

    /**
     * How long something took.
     *
     * @param n how many are known
     * @param medianSeconds null where none is known
     * @param p90Seconds nine of ten took no longer; null where none is known
     */
    @Schema(name = "Spread")
    record Spread(
            long n,
            @Nullable Double medianSeconds,
            @Nullable Double p90Seconds) {
        private static final Spread NONE = new Spread(0, null, null);
    }

    /**
     * Postmortems drafted in the time, however much later they went on; those brought along from elsewhere are left out.
     *
     * @param toDraft from the incident's closing to the draft that the service made
     * @param toSubmit from the draft to the first submission
     * @param toAccept from the first submission to the first accepted review
     * @param toShare from that review to the publication, which is when everybody is told
     * @param toPublish from the draft to the publication
     */
    @Schema(name = "PostmortemTrend")
    record PostmortemTrend(
            long drafted,
            long published,
            Spread toDraft,
            Spread toSubmit,
            Spread toAccept,
            Spread toShare,
            Spread toPublish) {}

    /** Incidents declared in the time that are over; drills are left out. Times count from the start. */
    @Schema(name = "IncidentTrend")
    record IncidentTrend(long closed, Spread toDetect, Spread toMitigate, Spread toResolve) {}

    /**
     * Action items added in the time.
     *
     * @param closureRate the share that is done or declined, 0 to 1; null where there is none
     * @param toDone from being added to being done
     * @param openAge how old those are that are still open
     */
    @Schema(name = "ActionItemTrend")
    record ActionItemTrend(
            long added,
            long done,
            long declined,
            long open,
            long overdue,
            @Nullable Double closureRate,
            Spread toDone,
            Spread openAge) {}

    /** @param key a month, 2026-03, or a team's id; null for what has no team, and for everything together */
    @Schema(name = "TrendGroup")
    record Group(
            @Nullable String key, PostmortemTrend postmortems, IncidentTrend incidents, ActionItemTrend actionItems) {}

    /**
     * @param n postmortems that say it at all
     * @param note set where there are too few to compare
     */
    @Schema(name = "CodeShares")
    record Shares(long n, @Nullable String note, List<Share> codes) {}

    /**
     * @param percent of those that say it; a postmortem may have several causes
     * @param publishedPercent Google's share of 2010 to 2017 (Site Reliability Workbook, appendix C), or null
     */
    @Schema(name = "CodeShare")
    record Share(
            String code,
            String nameEn,
            String nameJa,
            long count,
            @Nullable Double percent,
            @Nullable BigDecimal publishedPercent) {}

    /** One for each key, in their order, and all together as the last. */
    List<Group> groups(Window window, By by, Instant now) {
        Map<Key, Row> postmortems = postmortemRows(window, by, now);
        Map<Key, Row> incidents = incidentRows(window, by, now);
        Map<Key, Row> items = actionItemRows(window, by, now);
        TreeSet<Key> keys = Stream.of(postmortems, incidents, items)
                .flatMap(found -> found.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return keys.stream()
                .map(key -> new Group(
                        key.name(),
                        postmortems(postmortems.getOrDefault(key, Row.NONE)),
                        incidents(incidents.getOrDefault(key, Row.NONE)),
                        actionItems(items.getOrDefault(key, Row.NONE))))
                .toList();
    }

    private Map<Key, Row> postmortemRows(Window window, By by, Instant now) {
        String sql = """
                select grouping(key), key, count(*), count(published_at), %s
                  from (select %s as key, p.published_at,
                               extract(epoch from p.drafted_at - i.closed_at) as to_draft,
                               extract(epoch from p.submitted_at - p.drafted_at) as to_submit,
                               extract(epoch from p.accepted_at - p.submitted_at) as to_accept,
                               extract(epoch from p.published_at - p.accepted_at) as to_share,
                               extract(epoch from p.published_at - p.drafted_at) as to_publish
                          from postmortem_view p left join incident_view i on i.id = p.incident_id
                         where p.drafted_at >= :from and p.drafted_at < :until and not p.imported and %s and %s) as step
                 group by grouping sets ((key), ())
                """.formatted(
                        spreads("to_draft", "to_submit", "to_accept", "to_share", "to_publish"),
                        by.key("p.team", "p.drafted_at"),
                        ofTeam("p", window),
                        Visibility.sql("p"));
        return rows(sql, window, now);
    }

    private Map<Key, Row> incidentRows(Window window, By by, Instant now) {
        String sql = """
                select grouping(key), key, count(*), %s
                  from (select %s as key,
                               extract(epoch from detected_at - started_at) as to_detect,
                               extract(epoch from mitigated_at - started_at) as to_mitigate,
                               extract(epoch from resolved_at - started_at) as to_resolve
                          from (select i.team, i.declared_at,
                                       cast(i.document ->> 'startedAt' as timestamptz) as started_at,
                                       cast(i.document ->> 'detectedAt' as timestamptz) as detected_at,
                                       cast(i.document ->> 'mitigatedAt' as timestamptz) as mitigated_at,
                                       cast(i.document ->> 'resolvedAt' as timestamptz) as resolved_at
                                  from incident_view i
                                 where i.declared_at >= :from and i.declared_at < :until
                                   and i.document is not null and i.document ->> 'kind' is distinct from 'DRILL') as i
                         where %s) as took
                 group by grouping sets ((key), ())
                """.formatted(
                        spreads("to_detect", "to_mitigate", "to_resolve"),
                        by.key("i.team", "i.declared_at"),
                        ofTeam("i", window));
        return rows(sql, window, now);
    }

    private Map<Key, Row> actionItemRows(Window window, By by, Instant now) {
        String sql = """
                select grouping(key), key, count(*), count(*) filter (where status = 'DONE'),
                       count(*) filter (where status = 'DECLINED'),
                       count(*) filter (where status in ('OPEN', 'IN_PROGRESS')),
                       count(*) filter (where status in ('OPEN', 'IN_PROGRESS') and due_at <= :now), %s
                  from (select %s as key, a.status, a.due_at,
                               case when a.status = 'DONE' then extract(epoch from a.status_at - a.added_at) end as to_done,
                               case when a.status in ('OPEN', 'IN_PROGRESS') then extract(epoch from :now - a.added_at) end as age
                          from action_item_view a join postmortem_view p on p.id = a.postmortem_id
                         where a.added_at >= :from and a.added_at < :until and %s and %s) as item
                 group by grouping sets ((key), ())
                """.formatted(
                spreads("to_done", "age"), by.key("p.team", "a.added_at"), ofTeam("p", window), Visibility.sql("p"));
        return rows(sql, window, now);
    }

    Shares triggers(Window window) {
        return shares(window, "TRIGGER", "(values (p.trigger_code))");
    }

    Shares causes(Window window) {
        return shares(window, "CAUSE", "unnest(p.cause_codes)");
    }

    private Shares shares(Window window, String kind, String chosen) {
        String sql = """
                with coded as (
                    select distinct p.id, chosen.code
                      from postmortem_view p cross join lateral %s as chosen (code)
                     where p.drafted_at >= :from and p.drafted_at < :until and chosen.code is not null and %s and %s)
                select c.code, c.name_en, c.name_ja, c.published_share,
                       (select count(*) from coded where code = c.code),
                       (select count(distinct id) from coded)
                  from cause_code c
                 where c.kind = :kind
                 order by c.position, c.code
                """.formatted(chosen, ofTeam("p", window), Visibility.sql("p"));
        Query query = with(window, sql);
        query.setParameter("kind", kind);
        query.setParameter(Visibility.READER, visibility.reader());
        List<Share> shares = new ArrayList<>();
        long n = 0;
        for (Object row : query.getResultList()) {
            Object[] columns = (Object[]) row;
            long count = ((Number) columns[4]).longValue();
            n = ((Number) columns[5]).longValue();
            shares.add(new Share(
                    (String) columns[0],
                    (String) columns[1],
                    (String) columns[2],
                    count,
                    n == 0 ? null : Math.round(count * 10_000.0 / n) / 100.0,
                    (BigDecimal) columns[3]));
        }
        String note = n < FEW ? "Fewer than " + FEW + " say it: a difference may be chance." : null;
        return new Shares(n, note, shares);
    }

    /** @param all everything together, whatever its key */
    private record Key(boolean all, @Nullable String name) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            if (all != other.all) {
                return Boolean.compare(all, other.all);
            }
            return Objects.compare(name, other.name, Comparator.nullsLast(Comparator.naturalOrder()));
        }
    }

    /** What was counted, column by column. */
    private record Row(List<@Nullable Object> columns) {
        static final Row NONE = new Row(List.of());

        long count(int column) {
            return column < columns.size() && columns.get(column) instanceof Number number ? number.longValue() : 0;
        }

        /** Of three columns. */
        Spread spread(int first) {
            if (first + 2 >= columns.size()) {
                return Spread.NONE;
            }
            return new Spread(count(first), seconds(columns.get(first + 1)), seconds(columns.get(first + 2)));
        }

        private static @Nullable Double seconds(@Nullable Object value) {
            return value instanceof Number number ? (double) Math.round(number.doubleValue()) : null;
        }
    }

    private Map<Key, Row> rows(String sql, Window window, Instant now) {
        Query query = with(window, sql);
        if (sql.contains(":reader")) {
            query.setParameter(Visibility.READER, visibility.reader());
        }
        if (sql.contains(":now")) {
            query.setParameter("now", now);
        }
        Map<Key, Row> rows = new HashMap<>();
        for (Object row : query.getResultList()) {
            Object[] columns = (Object[]) row;
            boolean all = ((Number) columns[0]).intValue() == 1;
            rows.put(new Key(all, (String) columns[1]), new Row(Arrays.asList(columns)));
        }
        return rows;
    }

    private Query with(Window window, String sql) {
        Query query = entities.createNativeQuery(sql);
        query.setParameter("from", window.from());
        query.setParameter("until", window.until());
        team("p", window).parameters().forEach(query::setParameter);
        return query;
    }

    private static String ofTeam(String row, Window window) {
        return team(row, window).where();
    }

    private static Filter team(String row, Window window) {
        return new Filter().and(row + ".team = :team", "team", window.team());
    }

    private static String spreads(String... columns) {
        return Stream.of(columns).map(column -> """
                        count(%1$s), percentile_cont(0.5) within group (order by %1$s),
                        percentile_cont(0.9) within group (order by %1$s)""".formatted(column)).collect(Collectors.joining(", "));
    }

    private static PostmortemTrend postmortems(Row row) {
        return new PostmortemTrend(
                row.count(2),
                row.count(3),
                row.spread(4),
                row.spread(7),
                row.spread(10),
                row.spread(13),
                row.spread(16));
    }

    private static IncidentTrend incidents(Row row) {
        return new IncidentTrend(row.count(2), row.spread(3), row.spread(6), row.spread(9));
    }

    private static ActionItemTrend actionItems(Row row) {
        long added = row.count(2);
        long closed = row.count(3) + row.count(4);
        return new ActionItemTrend(
                added,
                row.count(3),
                row.count(4),
                row.count(5),
                row.count(6),
                added == 0 ? null : Math.round(closed * 1000.0 / added) / 1000.0,
                row.spread(7),
                row.spread(10));
    }
}
