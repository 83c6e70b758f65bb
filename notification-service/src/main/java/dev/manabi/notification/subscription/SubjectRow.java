package dev.manabi.notification.subscription;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An incident or a postmortem, as far as it was heard of. */
@Entity
@Table(name = "subject")
public class SubjectRow extends PanacheEntityBase {

    @Id
    public UUID id;

    public String number;
    public String title;
    public @Nullable String team;
    public @Nullable String severity;
    public List<String> services;

    @Column(name = "private")
    public boolean isPrivate;

    About about(String path) {
        return new About(number, title, team, severity, services, path + number, isPrivate);
    }
}
