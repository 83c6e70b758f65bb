package dev.manabi.review.meeting;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What a meeting has to know of a submitted postmortem beside its review. */
@Entity
@Table(name = "meeting_material")
public class MaterialView extends PanacheEntityBase {

    @Id
    public UUID postmortemId;

    public @Nullable UUID incidentId;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> services;

    public Instant submittedAt;
}
