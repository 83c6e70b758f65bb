package dev.manabi.incident.incident;

import dev.manabi.eventsourcing.StoreFailure;
import dev.manabi.incident.incident.IncidentLists.Filter;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds incidents by text or service, the newest first. What many incidents have is found soonest among the newest ones,
 * looked at one by one; what few have, by the index. See ADR 19.
 */
@ApplicationScoped
class IncidentSearch {

    /** So many are looked at before the index is asked. */
    private static final int LOOKED_AT = 1_000;

    private final AgroalDataSource dataSource;

    IncidentSearch(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * @param after only those older than this incident; null for the newest
     * @return ids, the newest first, at most {@code wanted}
     */
    @Transactional
    List<UUID> find(Filter filter, SearchText text, @Nullable UUID after, int wanted) {
        try (Connection connection = dataSource.getConnection()) {
            planForTheseWords(connection);
            Search search = new Search(connection, filter, text);
            List<UUID> found = new ArrayList<>();
            UUID last = after;
            List<UUID> newest = search.amongTheNewest(last, wanted);
            found.addAll(search.confirmed(newest));
            if (found.size() == wanted || (newest.size() < wanted && !search.hasMore(last))) {
                return found;
            }
            if (newest.size() == wanted) {
                last = newest.getLast();
            } else {
                found.clear(); // the index finds them again
            }
            int asked = wanted;
            while (found.size() < wanted) {
                List<UUID> candidates = search.byTheIndex(last, asked);
                found.addAll(search.confirmed(candidates));
                if (candidates.size() < asked) {
                    break;
                }
                last = candidates.getLast();
                asked = Math.min(2 * asked, LOOKED_AT);
            }
            return found.subList(0, Math.min(wanted, found.size()));
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /** How to search depends on the words: no plan serves all of them. */
    private static void planForTheseWords(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select set_config('plan_cache_mode', 'force_custom_plan', true)")) {
            statement.execute();
        }
    }

    private record Search(Connection connection, Filter filter, SearchText text) {

        List<UUID> amongTheNewest(@Nullable UUID after, int wanted) throws SQLException {
            Statement sql = new Statement();
            sql.add("select id from (");
            newest(sql, after);
            sql.add("limit " + LOOKED_AT + ") as v where true ");
            ofTheService(sql);
            hasAll(sql);
            sql.add("order by id desc limit " + wanted);
            return sql.ids(connection);
        }

        /** Whether there are more than were looked at. */
        boolean hasMore(@Nullable UUID after) throws SQLException {
            Statement sql = new Statement();
            newest(sql, after);
            sql.add("offset " + LOOKED_AT + " limit 1");
            return !sql.ids(connection).isEmpty();
        }

        List<UUID> byTheIndex(@Nullable UUID after, int wanted) throws SQLException {
            List<String> queries = text.narrowQueries();
            Statement sql = new Statement();
            sql.add("with hit as materialized (");
            hits(sql, queries);
            // With offset 0 what is left is checked afterwards, for as many as the page needs.
            sql.add(") select id from (select id from incident_view where id in (select id from hit) ");
            filter(sql, after);
            ofTheService(sql);
            sql.add("order by id desc offset 0) as v where true ");
            if (queries.size() < text.words().size()) {
                hasAll(sql);
            }
            sql.add("order by id desc limit " + wanted);
            return sql.ids(connection);
        }

        private void hits(Statement sql, List<String> queries) {
            if (queries.isEmpty()) {
                sql.add("select id from incident_view where true ");
                ofTheService(sql);
                return;
            }
            sql.add("select incident_id as id from incident_words where words @@ ?::tsquery ");
            sql.with(SearchText.all(queries));
            if (queries.size() > 1) {
                inSeveralParts(sql, queries);
            }
        }

        /** One word in one part, the next word in another. */
        private static void inSeveralParts(Statement sql, List<String> queries) {
            sql.add("union (");
            for (int at = 0; at < queries.size(); at++) {
                sql.add(at == 0 ? "" : "intersect ");
                sql.add("select incident_id from incident_words where parts <> 1 and words @@ ?::tsquery ");
                sql.with(queries.get(at));
            }
            sql.add(") ");
        }

        private void hasAll(Statement sql) {
            if (text.words().isEmpty()) {
                return;
            }
            sql.add("and (select %s from incident_words w where w.incident_id = v.id)"
                    .formatted(text.words().stream()
                            .map(_ -> "bool_or(w.words @@ ?::tsquery)")
                            .collect(Collectors.joining(" and "))));
            sql.add(" ");
            text.queries().forEach(sql::with);
        }

        /** Beside the other filters, because a walk for one that hardly occurs would go to the end. */
        private void ofTheService(Statement sql) {
            sql.where("services @> array[?]::varchar[]", filter.service());
        }

        private void newest(Statement sql, @Nullable UUID after) {
            sql.add("select id, services from incident_view v where true ");
            filter(sql, after);
            sql.add("order by id desc ");
        }

        private void filter(Statement sql, @Nullable UUID after) {
            sql.where(
                    "status = ?",
                    filter.status() == null ? null : filter.status().name());
            sql.where(
                    "severity = ?",
                    filter.severity() == null ? null : filter.severity().name());
            sql.where("kind = ?", filter.kind() == null ? null : filter.kind().name());
            sql.where("team = ?", filter.team());
            sql.where("services @> array[?]::varchar[]", filter.service());
            sql.where(
                    "happened_at >= ?",
                    filter.from() == null ? null : filter.from().atOffset(ZoneOffset.UTC));
            sql.where(
                    "happened_at < ?", filter.to() == null ? null : filter.to().atOffset(ZoneOffset.UTC));
            sql.where("id < ?", after);
        }

        /** Those of which the text itself has every word. */
        List<UUID> confirmed(List<UUID> candidates) throws SQLException {
            List<UUID> left = candidates;
            for (SearchText.Word word : text.inexact()) {
                if (!left.isEmpty()) {
                    Set<UUID> having = having(word, left);
                    left = left.stream().filter(having::contains).toList();
                }
            }
            return left;
        }

        /** Nearly always the database sees it at once; what is written in another width or case is read here. */
        private Set<UUID> having(SearchText.Word word, List<UUID> ids) throws SQLException {
            Set<UUID> having = word.endsInDigit() ? new HashSet<>() : havingAsTyped(word, ids);
            List<UUID> left = ids.stream().filter(id -> !having.contains(id)).toList();
            if (!left.isEmpty()) {
                addHavingInOtherLetters(having, word, left);
            }
            return having;
        }

        private Set<UUID> havingAsTyped(SearchText.Word word, List<UUID> ids) throws SQLException {
            Statement sql = new Statement();
            sql.add("""
                    select v.id from incident_view v where v.id = any (?) and (
                    strpos(lower(concat_ws(E'\\n', v.number, v.title, v.summary)), ?) > 0
                    or exists (select from incident_words w
                                 join timeline_entry_view e on e.incident_id = w.incident_id and e.part = w.part
                                where w.incident_id = v.id and w.words @@ ?::tsquery and strpos(lower(e.text), ?) > 0))
                    """);
            sql.with(connection.createArrayOf("uuid", ids.toArray()));
            sql.with(word.plain());
            sql.with(word.query());
            sql.with(word.plain());
            return new HashSet<>(sql.ids(connection));
        }

        private void addHavingInOtherLetters(Set<UUID> having, SearchText.Word word, List<UUID> ids)
                throws SQLException {
            String sql = """
                    select v.id, concat_ws(E'\\n', v.number, v.title, v.summary) as text
                      from incident_view v where v.id = any (?)
                    union all
                    select e.incident_id, e.text
                      from incident_words w
                      join timeline_entry_view e on e.incident_id = w.incident_id and e.part = w.part
                     where w.incident_id = any (?) and w.words @@ ?::tsquery
                    """;
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                Array array = connection.createArrayOf("uuid", ids.toArray());
                statement.setArray(1, array);
                statement.setArray(2, array);
                statement.setString(3, word.query());
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        UUID id = Objects.requireNonNull(rows.getObject(1, UUID.class));
                        if (!having.contains(id) && word.isIn(Words.plain(rows.getString(2)))) {
                            having.add(id);
                        }
                    }
                }
            }
        }
    }

    /** Grows with what is looked for. */
    private static final class Statement {
        private final StringBuilder sql = new StringBuilder();
        private final List<Object> values = new ArrayList<>();

        void add(String part) {
            sql.append(part);
        }

        void with(Object value) {
            values.add(value);
        }

        void where(String condition, @Nullable Object value) {
            if (value != null) {
                sql.append("and ").append(condition).append(' ');
                values.add(value);
            }
        }

        List<UUID> ids(Connection connection) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
                for (int at = 0; at < values.size(); at++) {
                    statement.setObject(at + 1, values.get(at));
                }
                try (ResultSet rows = statement.executeQuery()) {
                    List<UUID> ids = new ArrayList<>();
                    while (rows.next()) {
                        ids.add(Objects.requireNonNull(rows.getObject(1, UUID.class)));
                    }
                    return ids;
                }
            }
        }
    }
}
