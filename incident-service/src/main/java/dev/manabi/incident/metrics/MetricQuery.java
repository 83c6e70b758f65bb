package dev.manabi.incident.metrics;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A question that Prometheus is asked about incidents. */
@Entity
@Table(name = "metric_query")
public class MetricQuery extends PanacheEntityBase {

    private static final Pattern SERVICE = Pattern.compile("\\$service\\b");
    private static final String HARMLESS = "-_./: @";

    @Id
    public String id;

    @Version
    public long version;

    public String title;

    /** What the values count, for instance {@code requests/s}. */
    public @Nullable String unit;

    /** PromQL, in which {@code $service} stands for a service's id. */
    public String query;

    /** Asked only about these; empty for all. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> services;

    /** How far its samples lie apart; null where the window decides. */
    @Column(name = "step_seconds")
    public @Nullable Integer stepSeconds;

    /** The query for one service, which is empty where the query asks about none. */
    record Question(String service, String query) {}

    /** What there is to ask about an incident that affects those services: once for each of them, or once for all. */
    List<Question> questions(List<String> affected) {
        List<String> concerned = services.isEmpty()
                ? affected
                : affected.stream().filter(services::contains).toList();
        if (SERVICE.matcher(query).find()) {
            return concerned.stream()
                    .distinct()
                    .map(service -> new Question(service, about(service)))
                    .toList();
        }
        return services.isEmpty() || !concerned.isEmpty() ? List.of(new Question("", query)) : List.of();
    }

    private String about(String service) {
        return SERVICE.matcher(query).replaceAll(Matcher.quoteReplacement(escaped(service)));
    }

    /** By code point, which means the same in strings with single and with double quotes. */
    private static String escaped(String service) {
        return service.codePoints()
                .mapToObj(one -> Character.isLetterOrDigit(one) || HARMLESS.indexOf(one) >= 0
                        ? Character.toString(one)
                        : "\\U%08x".formatted(one))
                .collect(Collectors.joining());
    }
}
