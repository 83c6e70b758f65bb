package dev.manabi.postmortem.postmortem;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** Somebody who was asked to review a postmortem, whatever has become of it. */
@Entity
@Immutable
@IdClass(ReviewerView.Key.class)
@Table(name = "reviewer")
public class ReviewerView extends PanacheEntityBase {

    @Id
    public UUID postmortemId;

    @Id
    public String person;

    /** Of one row. */
    public record Key(UUID postmortemId, String person) {}
}
