package dev.manabi.incident.catalog;

import dev.manabi.contracts.CatalogMessage;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** A team, with the persons who answer for it. */
@Entity
@Table(name = "team")
public class Team extends PanacheEntityBase implements CatalogEntry {
    @Id
    public String id;

    @Version
    public long version;

    public String name;
    public @Nullable String lead;
    public @Nullable String manager;

    @Override
    public String id() {
        return id;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public CatalogMessage message() {
        return new CatalogMessage.TeamChanged(id, version, name, lead, manager);
    }
}
