package dev.manabi.incident.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;

/** The names that other systems have for our services. */
@ApplicationScoped
public class ServiceNames {

    private final EntityManager entities;

    ServiceNames(EntityManager entities) {
        this.entities = entities;
    }

    /** The ids of the services that go by those names, each once; the name itself where no service does. */
    public List<String> known(List<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        List<Service> found = entities.createQuery(
                        "from Service where id in :names or array_intersects(aliases, :all) order by id", Service.class)
                .setParameter("names", names)
                .setParameter("all", names.toArray(String[]::new))
                .getResultList();
        return names.stream().map(name -> known(name, found)).distinct().toList();
    }

    /** An id comes before an alias. */
    private static String known(String name, List<Service> found) {
        return found.stream().anyMatch(service -> service.id.equals(name))
                ? name
                : found.stream()
                        .filter(service -> service.aliases.contains(name))
                        .map(service -> service.id)
                        .findFirst()
                        .orElse(name);
    }
}
