package dev.manabi.incident.past;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Incidents of the past that somebody has handed in, one a line. */
@Entity
@Table(name = "incident_import")
public class IncidentImport extends PanacheEntityBase {

    @Id
    public UUID id;

    /** The archive that they come from; together with a line's key it names an incident for ever. */
    public String source;

    /** The time zone of times that name none. */
    public String zone;

    /** Where each field stands in a line, as JSON pointers. */
    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> fields;

    /** Names in the lines that nothing reads. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "ignored_names")
    public List<String> ignoredNames;

    @Column(name = "received_by")
    public String receivedBy;

    @Column(name = "received_at")
    public Instant receivedAt;

    public int lines;
}
