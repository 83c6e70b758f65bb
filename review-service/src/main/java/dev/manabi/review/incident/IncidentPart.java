package dev.manabi.review.incident;

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

/** Who took part in an incident, as last told. */
@Entity
@Table(name = "incident_part")
public class IncidentPart extends PanacheEntityBase {

    @Id
    public UUID incidentId;

    public String number;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> services;

    public @Nullable String team;
    public @Nullable String commander;
    public @Nullable String communications;
    public @Nullable String scribe;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> responders;

    public Instant toldAt;
}
