package dev.manabi.postmortem.incident;

import dev.manabi.contracts.IncidentMessage;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An incident as its events have told it so far. */
@Entity
@DynamicUpdate
@Table(name = "incident_view")
public class IncidentView extends PanacheEntityBase {

    @Id
    public UUID id;

    public String number;

    public String title;

    /** The worst that it ever was. */
    public String severity;

    /** Once it is closed, its own or else that of a service that it affected. */
    public @Nullable String team;

    /** OPEN, ACKNOWLEDGED, MITIGATED, RESOLVED or CLOSED. */
    public String status;

    public Instant declaredAt;

    /** Of the latest closing; stays when the incident is reopened. */
    public @Nullable Instant closedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<SeverityChange> severityChanges;

    /** Everything that was known at the latest closing, and what has come to the timeline since. */
    @JdbcTypeCode(SqlTypes.JSON)
    public IncidentMessage.@Nullable Incident document;

    /** The incident that it turned out to be a part of. */
    public @Nullable UUID mergedInto;

    /** One change of severity while the incident was under way. */
    public record SeverityChange(
            String from, String to, @Nullable String reason, Instant at) {}
}
