package dev.manabi.incident.incident;

import dev.manabi.incident.incident.domain.Detection;
import dev.manabi.incident.incident.domain.Impact;
import dev.manabi.incident.incident.domain.IncidentKind;
import dev.manabi.incident.incident.domain.Severity;
import dev.manabi.incident.incident.domain.Status;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An incident as lists show it. */
@Entity
@Table(name = "incident_view")
public class IncidentView extends PanacheEntityBase {
    @Id
    public UUID id;

    public long version;
    public String number;
    public String title;
    public @Nullable String summary;

    @Enumerated(EnumType.STRING)
    public Severity severity;

    @Enumerated(EnumType.STRING)
    @Column(name = "peak_severity")
    public Severity peakSeverity;

    @Enumerated(EnumType.STRING)
    public Status status;

    @Enumerated(EnumType.STRING)
    public IncidentKind kind;

    /** The archive that it comes from, with its id there; null where it was declared here. */
    @Column(name = "imported_source")
    public @Nullable String importedSource;

    @Column(name = "imported_key")
    public @Nullable String importedKey;

    /** The incident that it is a duplicate of. */
    @Column(name = "merged_into")
    public @Nullable UUID mergedInto;

    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> services;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "services_at_fault")
    public List<String> servicesAtFault;

    public @Nullable String team;
    public @Nullable String commander;

    @Column(name = "declared_at")
    public Instant declaredAt;

    /** The best that is known of when it was; where nobody knows when it began, the next thing that is known. */
    @Column(name = "happened_at")
    public Instant happenedAt;

    @Column(name = "started_at")
    public @Nullable Instant startedAt;

    @Column(name = "detected_at")
    public @Nullable Instant detectedAt;

    @Column(name = "acknowledged_at")
    public @Nullable Instant acknowledgedAt;

    @Column(name = "mitigated_at")
    public @Nullable Instant mitigatedAt;

    @Column(name = "resolved_at")
    public @Nullable Instant resolvedAt;

    @Column(name = "closed_at")
    public @Nullable Instant closedAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "detected_by")
    public @Nullable Detection detectedBy;

    @JdbcTypeCode(SqlTypes.JSON)
    public Impact impact;
}
