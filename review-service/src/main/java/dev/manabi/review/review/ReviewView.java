package dev.manabi.review.review;

import dev.manabi.review.review.domain.GivenVerdict;
import dev.manabi.review.review.domain.Hint;
import dev.manabi.review.review.domain.Requirement;
import dev.manabi.review.review.domain.Requirement.Shortage;
import dev.manabi.review.review.domain.Reviewer;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A review as its current round stands. */
@Entity
@Table(name = "review")
public class ReviewView extends PanacheEntityBase {

    @Id
    public UUID id;

    public long version;
    public UUID postmortemId;
    public String number;
    public String title;
    public @Nullable String owner;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> authors;

    public @Nullable String team;
    public int round;
    public int revision;
    public String contentHash;

    @Enumerated(EnumType.STRING)
    public ReviewStatus status;

    public String checklist;
    public int checklistVersion;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> criteria;

    /** Who has to accept it. */
    @JdbcTypeCode(SqlTypes.JSON)
    public Requirement requirement;

    /** The keys of the parts of the content that differ from the round before; null where that is not known. */
    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable List<String> changed;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<Hint> hints;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<Reviewer> reviewers;

    /** What the reviewers lack of what is required. */
    @JdbcTypeCode(SqlTypes.JSON)
    public List<Shortage> shortOf;

    /** Who was asked and cannot. */
    @JdbcTypeCode(SqlTypes.JSON)
    public List<Declined> declined;

    /** Who was asked to read and comment. */
    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> invited;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<GivenVerdict> verdicts;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<Reviewer> acceptedBy;

    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable RequestedChanges requestedChanges;

    /** Those who were told that help is needed; null where that was not the case. */
    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable List<String> escalatedTo;

    public boolean overdue;

    /** When somebody was last told that it is late; null where nobody was. */
    public @Nullable Instant toldAt;

    public boolean confidential;
    public Instant submittedAt;
    public Instant dueAt;
    public @Nullable Instant acceptedAt;
    public Instant openedAt;

    /** The rounds before the present one, oldest first. */
    @JdbcTypeCode(SqlTypes.JSON)
    public List<PastRound> rounds;

    @ElementCollection
    @CollectionTable(name = "review_participant", joinColumns = @JoinColumn(name = "review_id"))
    public Set<Participant> participants = new HashSet<>();

    /** @param failedCriteria those that stood at FAIL when the changes were requested */
    public record RequestedChanges(String by, String reason, List<String> failedCriteria, Instant at) {}

    public record Declined(String person, String reason, Instant at) {}

    /**
     * How a round ended.
     *
     * @param status WAITING where the next submission came before anybody decided
     * @param changed what differed from the round before it, or null where that is not known
     */
    public record PastRound(
            int round,
            int revision,
            String contentHash,
            ReviewStatus status,
            @Nullable List<String> changed,
            List<Reviewer> reviewers,
            List<GivenVerdict> verdicts,
            List<Reviewer> acceptedBy,
            @Nullable RequestedChanges requestedChanges,
            Instant openedAt,
            Instant endedAt) {}

    /** Somebody whom the review concerns. */
    @Embeddable
    public record Participant(String person, boolean reviewer) {}

    static Optional<ReviewView> ofPostmortem(UUID postmortemId) {
        return find("postmortemId", postmortemId).firstResultOptional();
    }

    static Optional<ReviewView> ofPostmortemNumber(String number) {
        return find("number", number).firstResultOptional();
    }

    boolean isVisibleTo(String person) {
        return !confidential
                || participants.stream().anyMatch(one -> one.person().equals(person));
    }
}
