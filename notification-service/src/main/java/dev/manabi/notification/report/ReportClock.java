package dev.manabi.notification.report;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** When a kind of report is made the next time. */
@Entity
@Table(name = "report_clock")
public class ReportClock extends PanacheEntityBase {

    @Id
    @Enumerated(EnumType.STRING)
    public ReportKind kind;

    public Instant nextAt;

    /** Nothing, where it has begun before. */
    static void beginAt(ReportKind kind, Instant first) {
        getEntityManager()
                .createNativeQuery(
                        "insert into report_clock (kind, next_at) values (:kind, :first) on conflict do nothing")
                .setParameter("kind", kind.name())
                .setParameter("first", first)
                .executeUpdate();
    }
}
