package dev.manabi.postmortem.search;

import dev.manabi.postmortem.listing.Filter;
import dev.manabi.postmortem.postmortem.Visibility;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Finds postmortems by words. Only the newest of the hits are ranked, because ranking reads every word of each: what it
 * costs does not depend on how many there are. See ADR 24.
 */
@ApplicationScoped
class Search {

    /** So many hits are ranked, the newest. */
    static final int MOST_RANKED = 200;

    /** So many of the newest tell whether a word is a common one. */
    private static final int SAMPLE = 50;

    /** What so many of the sample have is found soonest by looking at one after the other, from the newest on. */
    private static final int COMMON = SAMPLE / 10;

    /** Further than this nobody looks that way: enough for what is just common. */
    private static final int MOST_LOOKED_AT = 12 * MOST_RANKED;

    /** What a word counts in comments, action items, sections and the title. */
    private static final String WEIGHTS = "{0.1, 0.4, 0.4, 1.0}";

    private final EntityManager entities;
    private final Visibility visibility;

    Search(EntityManager entities, Visibility visibility) {
        this.entities = entities;
        this.visibility = visibility;
    }

    /** A postmortem that has all words, and how well it fits. */
    record Candidate(UUID id, float rank) {}

    /** @param capped there were more, older ones, which were not ranked */
    record Candidates(List<Candidate> ranked, boolean capped) {}

    /**
     * @param filter conditions on a row {@code p} of {@code postmortem_view}
     * @return the best first, among equals the newest
     */
    Candidates find(SearchQuery query, Filter filter) {
        planForTheseWords();
        boolean onlyShort = query.narrow().isEmpty();
        if (onlyShort || isCommon(query, filter)) {
            List<Candidate> found = ranked(query, filter, among(filter, MOST_LOOKED_AT));
            if (onlyShort) {
                return new Candidates(cut(found), found.size() > MOST_RANKED || hasMore(filter));
            }
            if (found.size() > MOST_RANKED) {
                return new Candidates(cut(found), true);
            }
        }
        List<Candidate> found = ranked(query, filter, byTheIndex(query, filter));
        return new Candidates(cut(found), found.size() > MOST_RANKED);
    }

    private static List<Candidate> cut(List<Candidate> found) {
        return found.stream().limit(MOST_RANKED).toList();
    }

    /** How to search depends on the words: no plan serves all of them. Reading every word of all is never the best. */
    private void planForTheseWords() {
        entities.createNativeQuery("select set_config('plan_cache_mode', 'force_custom_plan', true),"
                        + " set_config('enable_seqscan', 'off', true)")
                .getSingleResult();
    }

    private boolean isCommon(SearchQuery query, Filter filter) {
        Query sample = with(filter, "select count(*) from (" + among(filter, SAMPLE) + ") as hit");
        sample.setParameter("all", query.all());
        return ((Number) sample.getSingleResult()).intValue() >= COMMON;
    }

    /** Whether there are more than are looked at. */
    private boolean hasMore(Filter filter) {
        return !with(
                        filter,
                        "select 1 from postmortem_view p where %s and %s offset %d limit 1"
                                .formatted(filter.where(), Visibility.sql("p"), MOST_LOOKED_AT))
                .getResultList()
                .isEmpty();
    }

    /** One after the other, the newest first. */
    private static String among(Filter filter, int lookedAt) {
        return """
                select p.id, p.drafted_at, s.words
                  from (select p.id, p.drafted_at from postmortem_view p where %s and %s
                         order by p.drafted_at desc, p.id desc limit %d) as p
                  join search_text s on s.postmortem_id = p.id
                 where s.words @@ cast(:all as tsquery)
                """.formatted(filter.where(), Visibility.sql("p"), lookedAt);
    }

    /** All that have the words, and of those the newest that pass the filters. */
    private static String byTheIndex(SearchQuery query, Filter filter) {
        boolean all = query.narrow().equals(query.all());
        return """
                with hit as materialized (
                    select postmortem_id, drafted_at from search_text where words @@ cast(:%s as tsquery))
                select p.id, p.drafted_at, s.words
                  from (select * from hit order by drafted_at desc, postmortem_id desc offset 0) as h
                  join postmortem_view p on p.id = h.postmortem_id
                  join search_text s on s.postmortem_id = h.postmortem_id
                 where %s and %s %s
                """.formatted(
                        all ? "all" : "narrow",
                        filter.where(),
                        Visibility.sql("p"),
                        all ? "" : "and s.words @@ cast(:all as tsquery)");
    }

    /** @param hits as SQL; one more is ranked than is shown, so that it is known whether there are more */
    private List<Candidate> ranked(SearchQuery query, Filter filter, String hits) {
        Query ranked = with(filter, """
                select cast(id as text), ts_rank(cast('%s' as real[]), words, cast(:any as tsquery)) as rank
                  from (%s order by drafted_at desc, id desc limit %d) as hit
                 order by rank desc, drafted_at desc, id desc
                """.formatted(WEIGHTS, hits, MOST_RANKED + 1));
        ranked.setParameter("any", query.any());
        for (var parameter : List.of(Map.entry("all", query.all()), Map.entry("narrow", query.narrow()))) {
            if (hits.contains(":" + parameter.getKey() + " ")) {
                ranked.setParameter(parameter.getKey(), parameter.getValue());
            }
        }
        List<?> rows = ranked.getResultList();
        return rows.stream().map(Search::candidate).toList();
    }

    private static Candidate candidate(Object row) {
        Object[] columns = (Object[]) row;
        return new Candidate(UUID.fromString((String) columns[0]), ((Number) columns[1]).floatValue());
    }

    private Query with(Filter filter, String sql) {
        Query query = entities.createNativeQuery(sql);
        filter.parameters().forEach(query::setParameter);
        query.setParameter(Visibility.READER, visibility.reader());
        return query;
    }
}
