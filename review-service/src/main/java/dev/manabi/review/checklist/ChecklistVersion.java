package dev.manabi.review.checklist;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One version of one checklist, stored for ever. */
@Entity
@Immutable
@Table(name = "checklist")
public class ChecklistVersion extends PanacheEntityBase {

    @Id
    public UUID id;

    public String key;

    public int version;

    @JdbcTypeCode(SqlTypes.JSON)
    public String document;

    /** A person's id, or null where the version came with the service. */
    public @Nullable String savedBy;

    public Instant savedAt;

    public @Nullable String reason;
}
