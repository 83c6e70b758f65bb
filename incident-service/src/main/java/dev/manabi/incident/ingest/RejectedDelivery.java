package dev.manabi.incident.ingest;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A delivery that was not understood, as it came. Kept for a month. */
@Entity
@Table(name = "rejected_delivery")
public class RejectedDelivery extends PanacheEntityBase {

    private static final Duration KEPT = Duration.ofDays(30);

    @Id
    public UUID id;

    public String source;
    public String kind;

    @Column(name = "received_at")
    public Instant receivedAt;

    public String reason;
    public int attempts;

    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> headers;

    public byte[] body;

    static void forgetOld(Instant now) {
        delete("receivedAt < ?1", now.minus(KEPT));
    }
}
