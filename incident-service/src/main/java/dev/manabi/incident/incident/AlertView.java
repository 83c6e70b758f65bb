package dev.manabi.incident.incident;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/** To which incident one occurrence of an alert belongs. */
@Entity
@Table(name = "alert_view")
@IdClass(AlertView.Key.class)
public class AlertView extends PanacheEntityBase {
    @Id
    public String source;

    @Id
    public String fingerprint;

    @Id
    @Column(name = "starts_at")
    public Instant startsAt;

    @Column(name = "group_key")
    public String groupKey;

    @Column(name = "incident_id")
    public UUID incidentId;

    public boolean firing;

    /** The occurrence. */
    public record Key(String source, String fingerprint, Instant startsAt) implements Serializable {}
}
