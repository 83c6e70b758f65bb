package dev.manabi.incident.catalog;

import dev.manabi.contracts.CatalogMessage;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A service that the organisation runs. */
@Entity
@Table(name = "service")
public class Service extends PanacheEntityBase implements CatalogEntry {
    @Id
    public String id;

    @Version
    public long version;

    public String name;
    public @Nullable String team;

    @Column(name = "primary_on_call")
    public @Nullable String primaryOnCall;

    /** An array like every list of texts here: two JDBC types for one Java type, and Hibernate may take the wrong one. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> aliases;

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
        return new CatalogMessage.ServiceChanged(id, version, name, team, primaryOnCall, aliases);
    }
}
