package dev.manabi.review.checklist;

import dev.manabi.review.review.domain.Verdict;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a round found of one criterion, whoever found it. */
@Entity
@IdClass(JudgedCriterion.Key.class)
@Table(name = "judged_criterion")
public class JudgedCriterion extends PanacheEntityBase {

    @Id
    public UUID reviewId;

    @Id
    public int round;

    @Id
    public String criterion;

    /** Somebody said in this round that it fails, whatever was said later. */
    public boolean failed;

    /** As it stood at the round's end; null until then, and where no verdict was left. */
    @Enumerated(EnumType.STRING)
    public @Nullable Verdict verdict;

    /** Of one row. */
    public record Key(UUID reviewId, int round, String criterion) {}

    static JudgedCriterion of(UUID reviewId, int round, String criterion) {
        JudgedCriterion known = findById(new Key(reviewId, round, criterion));
        return known == null ? begun(reviewId, round, criterion) : known;
    }

    static List<JudgedCriterion> ofRound(UUID reviewId, int round) {
        return list("reviewId = ?1 and round = ?2", reviewId, round);
    }

    static JudgedCriterion begun(UUID reviewId, int round, String criterion) {
        JudgedCriterion begun = new JudgedCriterion();
        begun.reviewId = reviewId;
        begun.round = round;
        begun.criterion = criterion;
        return begun;
    }
}
