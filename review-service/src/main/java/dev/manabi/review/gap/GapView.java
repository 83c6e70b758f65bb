package dev.manabi.review.gap;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** An answer that did not come by itself. */
@Entity
@Immutable
@Table(name = "gap")
public class GapView extends PanacheEntityBase {

    /** The message that wants an answer. */
    @Id
    public UUID id;

    @Enumerated(EnumType.STRING)
    public GapKind kind;

    /** The human number of the incident or postmortem. */
    public String number;

    public @Nullable UUID incidentId;
    public @Nullable UUID postmortemId;
    public @Nullable String team;
    public Instant since;
    public int asked;
    public @Nullable Instant answeredAt;
    public boolean confidential;
}
