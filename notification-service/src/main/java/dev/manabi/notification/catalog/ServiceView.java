package dev.manabi.notification.catalog;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Whose a service is. */
@Entity
@Immutable
@Table(name = "service")
public class ServiceView extends PanacheEntityBase {

    @Id
    public String id;

    public @Nullable String team;

    /** The teams that own any of these services. */
    public static List<String> teamsOf(Collection<String> services) {
        if (services.isEmpty()) {
            return List.of();
        }
        return ServiceView.<ServiceView>list("id in ?1", services).stream()
                .map(service -> service.team)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
