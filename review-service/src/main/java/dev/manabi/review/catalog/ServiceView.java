package dev.manabi.review.catalog;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A service as the catalog last told. */
@Entity
@Table(name = "service")
public class ServiceView extends PanacheEntityBase {

    @Id
    public String id;

    public long version;

    /** Which team runs it. */
    public @Nullable String team;

    /** Person id. */
    public @Nullable String primaryOnCall;
}
