package dev.manabi.postmortem.decision;

import dev.manabi.postmortem.decision.domain.Outcome;
import dev.manabi.postmortem.policy.domain.Judgement;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
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

    public UUID incidentId;

    public String incidentNumber;

    public UUID closeEventId;

    public String policy;

    public int policyVersion;

    @Enumerated(EnumType.STRING)
    public Outcome outcome;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<Judgement> criteria;

    public @Nullable String requestedBy;

    public @Nullable String reason;

    public @Nullable UUID postmortemId;

    public Instant decidedAt;

    /** Who answers for its not being written for now; null unless it is waived. */
    public @Nullable String waivedBy;

    public @Nullable String waiverReason;

    public @Nullable Instant waivedUntil;

    public boolean current;

    public long version;

    /** Another decision about the same closing, for the same reasons. */
    DecisionView again(UUID newId, Outcome newOutcome, Instant at) {
        DecisionView again = new DecisionView();
        again.id = newId;
        again.incidentId = incidentId;
        again.incidentNumber = incidentNumber;
        again.closeEventId = closeEventId;
        again.policy = policy;
        again.policyVersion = policyVersion;
        again.outcome = newOutcome;
        again.criteria = criteria;
        again.requestedBy = requestedBy;
        again.reason = reason;
        again.postmortemId = postmortemId;
        again.decidedAt = at;
        return again;
    }
}
