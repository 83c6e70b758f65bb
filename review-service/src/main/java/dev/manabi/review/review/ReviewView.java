package dev.manabi.review.review;

import dev.manabi.review.review.domain.GivenVerdict;
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

    @JdbcTypeCode(SqlTypes.JSON)
    public List<Reviewer> reviewers;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<GivenVerdict> verdicts;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<Reviewer> acceptedBy;

    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable RequestedChanges requestedChanges;

    /** The managers who were told that nobody could be asked; null where that was not needed. */
    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable List<String> escalatedTo;

    public boolean overdue;
    public boolean confidential;
    public Instant submittedAt;
    public Instant dueAt;
    public @Nullable Instant acceptedAt;

    @ElementCollection
    @CollectionTable(name = "review_participant", joinColumns = @JoinColumn(name = "review_id"))
    public Set<Participant> participants = new HashSet<>();

    /** @param failedCriteria those that stood at FAIL when the changes were requested */
    public record RequestedChanges(String by, String reason, List<String> failedCriteria, Instant at) {}

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
