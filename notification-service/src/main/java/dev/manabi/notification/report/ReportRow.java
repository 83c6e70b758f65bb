package dev.manabi.notification.report;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A report as it was made. */
@Entity
@Table(name = "report")
@IdClass(ReportRow.Key.class)
public class ReportRow extends PanacheEntityBase {

    /** @param period ISO week, for instance {@code 2026-W48} */
    public record Key(ReportKind kind, String period) {}

    @Id
    @Enumerated(EnumType.STRING)
    public ReportKind kind;

    @Id
    public String period;

    public Instant madeAt;

    /** {@link Report} as JSON. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String content;

    static void keep(ReportKind kind, String period, Instant madeAt, String content) {
        ReportRow row = new ReportRow();
        row.kind = kind;
        row.period = period;
        row.madeAt = madeAt;
        row.content = content;
        row.persist();
    }
}
