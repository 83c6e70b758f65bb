package dev.manabi.postmortem.decision;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One request by a stakeholder; the decision that holds for its incident says what became of it. */
@Entity
@Table(name = "request_view")
public class RequestView extends PanacheEntityBase {

    @Id
    public UUID id;

    public UUID incidentId;

    public String requestedBy;

    public String reason;

    public @Nullable String language;

    public Instant requestedAt;

    public @Nullable String declinedBy;

    public @Nullable String declineReason;

    public @Nullable Instant declinedAt;

    /** The incident that its own was merged into. */
    public @Nullable UUID movedTo;

    public @Nullable String movedToNumber;

    public @Nullable Instant movedAt;

    public long version;
}
