package dev.manabi.review.catalog;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A person as the catalog last told; names and addresses are none of a review's business. */
@Entity
@Table(name = "person")
public class PersonView extends PanacheEntityBase {

    @Id
    public String id;

    public long version;
    public @Nullable String team;
    public boolean senior;
    public boolean manager;
    public boolean away;
}
