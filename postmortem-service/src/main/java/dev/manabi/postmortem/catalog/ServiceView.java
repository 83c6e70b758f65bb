package dev.manabi.postmortem.catalog;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A service that the organisation runs, as the catalog last said. */
@Entity
@Immutable
@Table(name = "service")
public class ServiceView extends PanacheEntityBase {

    @Id
    public String id;

    public long version;

    public String name;

    public @Nullable String team;

    public @Nullable String primaryOnCall;
}
