package dev.manabi.postmortem.policy;

import dev.manabi.postmortem.policy.domain.Policy;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

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

    Policy policy() {
        return PolicyJson.read(document, version, inForceFrom);
    }
}
