package dev.manabi.review.catalog;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person as the catalog last told; addresses are none of a review's business. */
@Entity
@Table(name = "person")
public class PersonView extends PanacheEntityBase {

    @Id
    public String id;

    public long version;

    /** Null where the person has not been told of since names are kept. */
    public @Nullable String name;

    public @Nullable String team;
    public boolean senior;
    public boolean manager;
    public boolean away;

    /** Of everybody. */
    public static List<String> names() {
        return find("select name from PersonView where name is not null")
                .project(String.class)
                .list();
    }
}
