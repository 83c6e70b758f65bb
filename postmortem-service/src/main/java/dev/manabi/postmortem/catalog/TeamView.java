package dev.manabi.postmortem.catalog;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A team as the catalog last said. */
@Entity
@Immutable
@Table(name = "team")
public class TeamView extends PanacheEntityBase {

    @Id
    public String id;

    public long version;

    public String name;

    public @Nullable String lead;

    public @Nullable String manager;
}
