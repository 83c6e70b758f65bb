package dev.manabi.postmortem.similar;

import dev.manabi.postmortem.similar.domain.RecurrenceEvent.Ground;
import dev.manabi.postmortem.similar.domain.RecurrenceEvent.OpenItem;
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

/** An incident that resembles an older one whose prevention was still open. */
@Entity
@Table(name = "recurrence_view")
public class RecurrenceView extends PanacheEntityBase {

    @Id
    public UUID id;

    public UUID incidentId;

    public String incidentNumber;

    public @Nullable UUID postmortemId;

    public UUID earlierPostmortemId;

    public String earlierNumber;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<Ground> reasons;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<OpenItem> openActionItems;

    public Instant suspectedAt;
}
