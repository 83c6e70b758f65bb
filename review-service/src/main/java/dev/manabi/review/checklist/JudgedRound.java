package dev.manabi.review.checklist;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A round of review that has ended: it was accepted, or changes were requested. */
@Entity
@Immutable
@IdClass(JudgedRound.Key.class)
@Table(name = "judged_round")
public class JudgedRound extends PanacheEntityBase {

    @Id
    public UUID reviewId;

    @Id
    public int round;

    public String checklist;

    public int checklistVersion;

    public @Nullable String team;

    public boolean accepted;

    public Instant endedAt;

    /** Of one row. */
    public record Key(UUID reviewId, int round) {}
}
