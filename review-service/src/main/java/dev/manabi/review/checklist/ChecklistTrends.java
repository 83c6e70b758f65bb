package dev.manabi.review.checklist;

import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.review.checklist.Checklist.LocalText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which criteria of a checklist are met and which are not, counted by PostgreSQL (METHOD R2). */
@ApplicationScoped
class ChecklistTrends {

    /** Below this a share says little. */
    static final int FEW = 30;

    /**
     * Rounds of the time that the caller may know of: one of a private postmortem exists for those alone whom it
     * concerns, in figures too.
     */
    private static final String ENDED = """
            with ended as (
                select j.review_id, j.round, j.accepted, to_char(j.ended_at at time zone 'UTC', 'YYYY-MM') as month
                  from judged_round j join review r on r.id = j.review_id
                 where j.checklist = :checklist and j.ended_at >= :from and j.ended_at < :until
                   and (cast(:team as text) is null or j.team = cast(:team as text))
                   and (not r.confidential or exists (select 1 from review_participant p
                                                       where p.review_id = r.id and p.person = :reader)))
            """;

    private static final String ROUNDS = ENDED + """
            select month, count(*), count(*) filter (where accepted), count(distinct review_id)
              from ended
             group by grouping sets ((month), ())
            """;

    /** The round before is the last one that judged it by the same checklist, also where it ended before the time. */
    private static final String CRITERIA = ENDED + """
            , judged as (
                select c.review_id, c.round, c.criterion, c.failed, c.verdict,
                       lag(c.verdict) over (partition by c.review_id, c.criterion order by c.round) as before
                  from judged_criterion c join judged_round j on j.review_id = c.review_id and j.round = c.round
                 where j.checklist = :checklist and c.verdict is not null
                   and c.review_id in (select review_id from ended))
            select month, criterion, count(*),
                   count(*) filter (where verdict = 'PASS'), count(*) filter (where verdict = 'FAIL'),
                   count(*) filter (where verdict = 'NOT_APPLICABLE'), count(*) filter (where failed),
                   count(*) filter (where verdict = 'PASS' and before = 'FAIL')
              from ended join judged using (review_id, round)
             group by grouping sets ((month, criterion), (criterion))
            """;

    private final Checklists checklists;
    private final EntityManager entities;

    ChecklistTrends(Checklists checklists, EntityManager entities) {
        this.checklists = checklists;
        this.entities = entities;
    }

    /**
     * @param team null for all
     * @param reader who asks
     */
    record Window(Instant from, Instant until, @Nullable String team, String reader) {}

    /**
     * Rounds that ended in the time. One that was overtaken by the next revision before it ended is left out.
     *
     * @param key 2026-03, or null for everything together
     * @param reviews how many postmortems they were about
     * @param criteria in the order of the newest version of the checklist; those that it no longer has follow
     */
    @Schema(name = "ChecklistTrendGroup")
    record Group(
            @Nullable String key,
            long rounds,
            long accepted,
            long changesRequested,
            long reviews,
            List<CriterionTrend> criteria) {}

    /**
     * @param title null where no version of the checklist has it
     * @param judged rounds that ended with a verdict on it
     * @param failed rounds in which it stood at FAIL in the end; one reviewer who says so is enough
     * @param failedOnce rounds in which somebody said FAIL at some time, be it that it passed in the end
     * @param failedShare of those that judged it, 0 to 1; null where none did
     * @param mended rounds that pass it, where the round before ended with it failed
     */
    @Schema(name = "CriterionTrend")
    record CriterionTrend(
            String criterion,
            @Nullable LocalText title,
            long judged,
            long passed,
            long failed,
            long notApplicable,
            long failedOnce,
            @Nullable Double failedShare,
            long mended) {}

    /**
     * One for each month with a round that ended, in their order, and all together as the last.
     *
     * @throws NotFound where there is no checklist of that key
     */
    List<Group> groups(String key, Window window) {
        List<Checklist> versions = checklists.everyVersion(key);
        if (versions.isEmpty()) {
            throw new NotFound("checklist", key);
        }
        Map<String, LocalText> titles = titles(versions);
        Map<String, List<CriterionTrend>> criteria = criteria(key, window, titles);
        Map<String, Group> groups = new TreeMap<>();
        for (Object row : query(ROUNDS, key, window).getResultList()) {
            Object[] columns = (Object[]) row;
            @Nullable String month = (String) columns[0];
            long rounds = count(columns[1]);
            long accepted = count(columns[2]);
            groups.put(
                    sorted(month),
                    new Group(
                            month,
                            rounds,
                            accepted,
                            rounds - accepted,
                            count(columns[3]),
                            criteria.getOrDefault(sorted(month), List.of())));
        }
        return List.copyOf(groups.values());
    }

    private Map<String, List<CriterionTrend>> criteria(String key, Window window, Map<String, LocalText> titles) {
        Map<String, List<CriterionTrend>> criteria = new LinkedHashMap<>();
        for (Object row : query(CRITERIA, key, window).getResultList()) {
            Object[] columns = (Object[]) row;
            String criterion = (String) columns[1];
            long judged = count(columns[2]);
            long failedOnce = count(columns[6]);
            criteria.computeIfAbsent(sorted((String) columns[0]), _ -> new ArrayList<>())
                    .add(new CriterionTrend(
                            criterion,
                            titles.get(criterion),
                            judged,
                            count(columns[3]),
                            count(columns[4]),
                            count(columns[5]),
                            failedOnce,
                            judged == 0 ? null : Math.round(failedOnce * 1_000.0 / judged) / 1_000.0,
                            count(columns[7])));
        }
        List<String> order = List.copyOf(titles.keySet());
        criteria.values()
                .forEach(list -> list.sort(Comparator.comparingInt((CriterionTrend one) -> place(one, order))
                        .thenComparing(CriterionTrend::criterion)));
        return criteria;
    }

    private Query query(String sql, String key, Window window) {
        return entities.createNativeQuery(sql)
                .setParameter("checklist", key)
                .setParameter("from", window.from())
                .setParameter("until", window.until())
                .setParameter("team", window.team())
                .setParameter("reader", window.reader());
    }

    /** As the newest version that has it puts it. */
    private static Map<String, LocalText> titles(List<Checklist> newestFirst) {
        Map<String, LocalText> titles = new LinkedHashMap<>();
        newestFirst.stream()
                .flatMap(checklist -> checklist.criteria().stream())
                .forEach(criterion -> titles.putIfAbsent(criterion.key(), criterion.title()));
        return titles;
    }

    private static int place(CriterionTrend trend, List<String> order) {
        int at = order.indexOf(trend.criterion());
        return at < 0 ? order.size() : at;
    }

    /** Everything together comes after each month. */
    private static String sorted(@Nullable String month) {
        return month == null ? "~" : month;
    }

    private static long count(Object column) {
        return ((Number) column).longValue();
    }
}
