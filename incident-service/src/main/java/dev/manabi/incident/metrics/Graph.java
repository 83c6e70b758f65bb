package dev.manabi.incident.metrics;

import dev.manabi.eventsourcing.Ids;
import dev.manabi.incident.metrics.MetricQuery.Question;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about one incident by one query, for one service where the query asks about one. Asked again it is the
 * same graph, and shows what it showed until there is a new answer.
 */
@Entity
@Table(name = "graph")
public class Graph extends PanacheEntityBase {

    @Id
    public UUID id;

    @Version
    public long version;

    @Column(name = "incident_id")
    public UUID incidentId;

    @Column(name = "query_id")
    public String queryId;

    /** Empty where the query does not ask about a service. */
    public String service;

    public String title;
    public @Nullable String unit;

    /** PromQL as it is sent. */
    public String query;

    @Column(name = "window_start")
    public Instant windowStart;

    @Column(name = "window_end")
    public Instant windowEnd;

    @Column(name = "step_seconds")
    public long stepSeconds;

    @Enumerated(EnumType.STRING)
    public GraphStatus status;

    @Column(name = "asked_at")
    public Instant askedAt;

    public int attempts;

    @Column(name = "next_attempt_at")
    public @Nullable Instant nextAttemptAt;

    /** The attempt under way. What an earlier one brings back too late is thrown away. */
    public @Nullable UUID attempt;

    @Column(name = "last_error")
    public @Nullable String lastError;

    @Column(name = "stored_at")
    public @Nullable Instant storedAt;

    /** Names of the series that are stored. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> series;

    static UUID id(UUID incidentId, MetricQuery query, Question question) {
        return Ids.named("graph/" + incidentId + "/" + query.id + "/" + question.service());
    }

    static Graph of(UUID incidentId, MetricQuery query, Question question) {
        Graph graph = new Graph();
        graph.id = id(incidentId, query, question);
        graph.incidentId = incidentId;
        graph.queryId = query.id;
        graph.service = question.service();
        graph.series = List.of();
        graph.query = "";
        return graph;
    }

    Window window() {
        return new Window(windowStart, windowEnd, stepSeconds);
    }

    /** The path under which it is drawn. */
    String svg() {
        return "/api/v1/incidents/" + incidentId + "/graphs/" + id + ".svg";
    }

    /** Asking the same twice changes nothing once there is an answer. */
    void ask(MetricQuery asked, Question question, Window window, Instant now) {
        title = asked.title;
        unit = asked.unit;
        if (status == GraphStatus.STORED && !series.isEmpty() && lastError == null && isAbout(question, window)) {
            return;
        }
        query = question.query();
        windowStart = window.start();
        windowEnd = window.end();
        stepSeconds = window.stepSeconds();
        status = GraphStatus.WAITING;
        askedAt = now;
        attempts = 0;
        attempt = null;
        nextAttemptAt = later(window.end(), now);
        lastError = null;
    }

    private boolean isAbout(Question question, Window window) {
        return query.equals(question.query()) && window().equals(window);
    }

    /** Whoever does not come back within the lease is not waited for. */
    UUID begin(Instant now, Duration lease) {
        UUID begun = UUID.randomUUID();
        attempt = begun;
        attempts++;
        nextAttemptAt = now.plus(lease);
        return begun;
    }

    /** @param kept false where earlier samples are worth more than an answer that holds none */
    void answered(Samples samples, boolean kept, Instant now) {
        end(GraphStatus.STORED);
        if (kept) {
            series = samples.series().stream().map(Samples.Series::name).toList();
            storedAt = now;
            lastError = null;
        } else {
            lastError = "Asked again at " + now + ", and there were no samples. Those stored before are kept.";
        }
    }

    void failed(String error) {
        end(GraphStatus.FAILED);
        lastError = error;
    }

    void putOff(String error, Instant until) {
        attempt = null;
        nextAttemptAt = until;
        lastError = error;
    }

    private void end(GraphStatus next) {
        status = next;
        attempt = null;
        nextAttemptAt = null;
    }

    /** From when on it could have been answered. */
    Instant dueSince() {
        return later(windowEnd, askedAt);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
