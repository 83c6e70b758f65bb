package dev.manabi.review.catalog;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A team as the catalog last told. */
@Entity
@Table(name = "team")
public class TeamView extends PanacheEntityBase {

    @Id
    public String id;

    public long version;

    /** Person id. */
    public @Nullable String manager;

    /** Person id. */
    public @Nullable String lead;
}
