package dev.manabi.incident.incident;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something was deployed. Known for a while, because what is deployed often comes before what fails. */
@Entity
@Table(name = "deployment")
@IdClass(Deployment.Key.class)
public class Deployment extends PanacheEntityBase {

    @Id
    public String source;

    /** The source's own. */
    @Id
    public String id;

    public String service;
    public Instant at;
    public String text;
    public @Nullable String url;

    public record Key(String source, String id) implements Serializable {}
}
