package dev.manabi.incident.past;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One line of an import, and what became of it. */
@Entity
@Table(name = "import_line")
@IdClass(ImportLine.Key.class)
public class ImportLine extends PanacheEntityBase {

    /** Lines are numbered from 1, as editors do. */
    public record Key(UUID importId, int number) implements Serializable {}

    /** What became of a line. */
    public enum LineStatus {
        PENDING,
        IMPORTED,
        /** It was imported before. */
        KNOWN,
        REJECTED
    }

    @Id
    @Column(name = "import_id")
    public UUID importId;

    @Id
    public int number;

    /** As it came. */
    public String raw;

    @Enumerated(EnumType.STRING)
    public LineStatus status;

    /** Why it was rejected. */
    public @Nullable String reason;

    /** What could not be read and is therefore unknown. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> warnings;

    @Column(name = "incident_id")
    public @Nullable UUID incidentId;

    @Column(name = "incident_number")
    public @Nullable String incidentNumber;
}
