package dev.manabi.incident.catalog;

import jakarta.enterprise.context.ApplicationScoped;

/** The names that other systems have for our services. */
@ApplicationScoped
public class ServiceNames {

    /** The id of the service that goes by that name; the name itself where no service does. */
    public String known(String name) {
        return Service.<Service>find("id = ?1 or array_contains(aliases, ?1) order by id", name)
                .firstResultOptional()
                .map(service -> service.id)
                .orElse(name);
    }
}
