package dev.manabi.incident.metrics;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The samples of a graph, apart from it because they are large. */
@Entity
@Table(name = "graph_samples")
public class GraphSamples extends PanacheEntityBase {

    @Id
    @Column(name = "graph_id")
    public UUID graphId;

    @JdbcTypeCode(SqlTypes.JSON)
    Samples samples;

    /** Instead of those that there were. */
    static void keep(UUID graphId, Samples samples) {
        GraphSamples kept = findById(graphId);
        if (kept != null) {
            kept.samples = samples;
            return;
        }
        GraphSamples first = new GraphSamples();
        first.graphId = graphId;
        first.samples = samples;
        first.persist();
    }
}
