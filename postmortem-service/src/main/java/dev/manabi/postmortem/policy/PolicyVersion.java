package dev.manabi.postmortem.policy;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One version of the policy, stored for ever. */
@Entity
@Immutable
@Table(name = "policy")
public class PolicyVersion extends PanacheEntityBase {

    @Id
    public int version;

    public String name;

    public Instant inForceFrom;

    @JdbcTypeCode(SqlTypes.JSON)
    public String document;

    /** Who saved it; null where it came with the service. */
    public @Nullable String savedBy;

    public @Nullable Instant savedAt;

    public @Nullable String reason;
}
