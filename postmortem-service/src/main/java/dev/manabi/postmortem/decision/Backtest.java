package dev.manabi.postmortem.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.eventsourcing.StoreFailure;
import dev.manabi.postmortem.decision.domain.Outcome;
import dev.manabi.postmortem.policy.Policies;
import dev.manabi.postmortem.policy.PolicyHistory;
import dev.manabi.postmortem.policy.domain.Criteria;
import dev.manabi.postmortem.policy.domain.Judgement;
import dev.manabi.postmortem.policy.domain.Policy;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a policy would have decided about the incidents there were. Reads one after the other and keeps of each no more
 * than is answered, so that their number costs time and no memory.
 */
@ApplicationScoped
public class Backtest {

    private static final int ROWS_AT_ONCE = 200;

    /** The timeline, by far the largest part, is nothing that a criterion looks at. */
    private static final String INCIDENTS = """
            select i.id, i.number, i.title, i.severity, i.declared_at, i.closed_at,
                   (i.document || '{"timeline": []}')::text as document,
                   d.outcome, d.criteria::text as criteria, d.requested_by
              from incident_view i
              left join decision_view d on d.incident_id = i.id and d.current
             where i.document is not null
               and i.declared_at >= coalesce(?::timestamptz, '-infinity') and i.declared_at < coalesce(?::timestamptz, 'infinity')
               and (?::text is null or i.team = ?::text)
             order by i.declared_at desc, i.id desc
            """;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final AgroalDataSource dataSource;
    private final Policies policies;

    Backtest(AgroalDataSource dataSource, Policies policies) {
        this.dataSource = dataSource;
        this.policies = policies;
    }

    /**
     * Which incidents are looked at.
     *
     * @param since declared then or later
     * @param until declared before
     */
    record Selection(
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable String team) {}

    /**
     * @param judged how many incidents were looked at
     * @param before how many had which outcome
     * @param after how many would have had it
     * @param becomeDue how many would be due that were not
     * @param becomeNotDue how many would no longer be due
     * @param criteria how often each criterion of the proposed policy is met, is not, and is unknown
     * @param changes the incidents whose outcome would be another one, the latest declared first; no more than asked for
     */
    @Schema(name = "BacktestReport")
    public record Report(
            int judged,
            Map<Outcome, Integer> before,
            Map<Outcome, Integer> after,
            int becomeDue,
            int becomeNotDue,
            List<Count> criteria,
            List<Change> changes) {}

    @Schema(name = "BacktestCount")
    public record Count(String name, int met, int unmet, int unknown) {

        private Count plus(Judgement judgement) {
            Boolean yes = judgement.met();
            if (yes == null) {
                return new Count(name, met, unmet, unknown + 1);
            }
            return yes ? new Count(name, met + 1, unmet, unknown) : new Count(name, met, unmet + 1, unknown);
        }
    }

    /**
     * @param decided whether there was a decision; otherwise before is what the policy that was in force would have said
     * @param requestedBy the stakeholder whose request counts whatever the criteria say, or null
     * @param criteria those that the two policies do not answer alike
     */
    @Schema(name = "BacktestChange")
    public record Change(
            UUID incidentId,
            String incidentNumber,
            String title,
            String severity,
            Instant declaredAt,
            @Nullable Instant closedAt,
            boolean decided,
            Outcome before,
            Outcome after,
            @Nullable String requestedBy,
            List<Difference> criteria) {}

    /** Null where that policy does not have the criterion. */
    @Schema(name = "BacktestDifference")
    public record Difference(
            String name,
            @Nullable Judgement before,
            @Nullable Judgement after) {}

    /** @param most how many changes are named; they are all counted */
    Report of(Policy proposed, Selection selection, int most) {
        PolicyHistory history = policies.history();
        Tally tally = new Tally(proposed, history, most);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(INCIDENTS)) {
            statement.setFetchSize(ROWS_AT_ONCE); // within a transaction the driver then reads piece by piece
            statement.setObject(1, utc(selection.since()));
            statement.setObject(2, utc(selection.until()));
            statement.setString(3, selection.team());
            statement.setString(4, selection.team());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    tally.add(row);
                }
            }
        } catch (SQLException e) {
            throw new StoreFailure(e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is known of an incident cannot be read", e);
        }
        return tally.report();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static final class Tally {
        private final Policy proposed;
        private final PolicyHistory history;
        private final int most;
        private final Map<Outcome, Integer> before = new EnumMap<>(Outcome.class);
        private final Map<Outcome, Integer> after = new EnumMap<>(Outcome.class);
        private final Map<String, Count> counts = new LinkedHashMap<>();
        private final List<Change> changes = new ArrayList<>();
        private int judged;
        private int becomeDue;
        private int becomeNotDue;

        private Tally(Policy proposed, PolicyHistory history, int most) {
            this.proposed = proposed;
            this.history = history;
            this.most = most;
            proposed.criteria().all().forEach(one -> counts.put(one.name(), new Count(one.name(), 0, 0, 0)));
            for (Outcome outcome : Outcome.values()) {
                before.put(outcome, 0);
                after.put(outcome, 0);
            }
        }

        private void add(ResultSet row) throws SQLException, JsonProcessingException {
            Incident incident = JSON.readValue(row.getString("document"), Incident.class);
            String outcome = row.getString("outcome");
            String requestedBy = row.getString("requested_by");
            List<Judgement> then = outcome == null
                    ? Facts.judge(history.inForceAt(incident.declaredAt()), incident)
                    : List.of(JSON.readValue(row.getString("criteria"), Judgement[].class));
            List<Judgement> now = Facts.judge(proposed, incident);
            Outcome was = outcome == null ? outcome(Criteria.due(then)) : Outcome.valueOf(outcome);
            boolean due = requestedBy != null || Criteria.due(now);
            Outcome would = due && was != Outcome.NOT_DUE ? was : outcome(due);
            judged++;
            before.merge(was, 1, Integer::sum);
            after.merge(would, 1, Integer::sum);
            now.forEach(judgement -> counts.computeIfPresent(judgement.name(), (_, count) -> count.plus(judgement)));
            if (was == would) {
                return;
            }
            if (due) {
                becomeDue++;
            } else {
                becomeNotDue++;
            }
            if (changes.size() < most) {
                changes.add(new Change(
                        incident.id(),
                        incident.number(),
                        incident.title(),
                        row.getString("severity"),
                        incident.declaredAt(),
                        Optional.ofNullable(row.getObject("closed_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)
                                .orElse(null),
                        outcome != null,
                        was,
                        would,
                        requestedBy,
                        differences(then, now)));
            }
        }

        private Report report() {
            return new Report(
                    judged, before, after, becomeDue, becomeNotDue, List.copyOf(counts.values()), List.copyOf(changes));
        }

        private static Outcome outcome(boolean due) {
            return due ? Outcome.DUE : Outcome.NOT_DUE;
        }

        private static List<Difference> differences(List<Judgement> before, List<Judgement> after) {
            Map<String, Judgement> then = byName(before);
            Map<String, Judgement> now = byName(after);
            Map<String, Difference> all = new LinkedHashMap<>();
            then.forEach((name, judgement) -> all.put(name, new Difference(name, judgement, now.get(name))));
            now.forEach((name, judgement) -> all.putIfAbsent(name, new Difference(name, null, judgement)));
            return all.values().stream().filter(Tally::differs).toList();
        }

        private static boolean differs(Difference one) {
            Judgement before = one.before();
            Judgement after = one.after();
            return before == null || after == null || !Objects.equals(before.met(), after.met());
        }

        private static Map<String, Judgement> byName(List<Judgement> judgements) {
            return judgements.stream()
                    .collect(Collectors.toMap(
                            Judgement::name, Function.identity(), (one, _) -> one, LinkedHashMap::new));
        }
    }
}
