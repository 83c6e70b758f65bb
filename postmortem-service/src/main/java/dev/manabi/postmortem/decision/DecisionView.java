package dev.manabi.postmortem.decision;

import dev.manabi.postmortem.decision.domain.Outcome;
import dev.manabi.postmortem.policy.domain.Judgement;
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

/** One decision about one incident; the current one holds. */
@Entity
@Table(name = "decision_view")
public class DecisionView extends PanacheEntityBase {

    @Id
    public UUID id;

    @Column(name = "incident_id")
    public UUID incidentId;

    @Column(name = "incident_number")
    public String incidentNumber;

    @Column(name = "close_event_id")
    public UUID closeEventId;

    public String policy;

    @Column(name = "policy_version")
    public int policyVersion;

    @Enumerated(EnumType.STRING)
    public Outcome outcome;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<Judgement> criteria;

    @Column(name = "requested_by")
    public @Nullable String requestedBy;

    public @Nullable String reason;

    @Column(name = "postmortem_id")
    public @Nullable UUID postmortemId;

    @Column(name = "decided_at")
    public Instant decidedAt;

    public boolean current;

    public long version;
}
