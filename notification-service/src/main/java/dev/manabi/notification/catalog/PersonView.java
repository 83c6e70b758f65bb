package dev.manabi.notification.catalog;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A person as the catalog last told. */
@Entity
@Table(name = "person")
public class PersonView extends PanacheEntityBase {

    @Id
    public String id;

    public long version;
    public String name;
    public @Nullable String email;
    public @Nullable String team;
    public boolean manager;
    public @Nullable String chatHandle;
}
