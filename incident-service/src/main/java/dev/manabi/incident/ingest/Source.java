package dev.manabi.incident.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.incident.incident.domain.Severity;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A system that delivers, and what is known of it beforehand. */
@Entity
@Table(name = "source")
public class Source extends PanacheEntityBase {

    @Id
    public String id;

    @Version
    public long version;

    public String kind;
    public boolean enabled;

    /** Each of them is good, so that one can be changed without losing a delivery. Never shown again. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> secrets;

    @Column(name = "default_service")
    public @Nullable String service;

    @Column(name = "default_severity")
    @Enumerated(EnumType.STRING)
    public @Nullable Severity severity;

    @Column(name = "default_team")
    public @Nullable String team;

    /** JSON pointers into a delivery, by what is found there: title, summary, service, severity, team. */
    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> fields;

    /** The source's words in capitals. */
    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, Severity> severities;

    Origin origin(Cause cause) {
        return new Origin(id, cause, service, severity, team, Map.copyOf(severities));
    }

    /** What the delivery says at the configured places, where it says something there. */
    About about(About read, JsonNode json) {
        String title = field(json, "title");
        String summary = field(json, "summary");
        String word = field(json, "severity");
        String name = field(json, "service");
        String group = field(json, "team");
        return new About(
                title == null ? read.title() : title,
                summary == null ? read.summary() : summary,
                word == null ? read.severity() : word,
                name == null || name.length() > 100 ? read.services() : List.of(name),
                group == null || group.length() > 100 ? read.team() : group);
    }

    private @Nullable String field(JsonNode json, String name) {
        String pointer = fields.get(name);
        return pointer == null ? null : Delivery.line(json.at(pointer));
    }
}
