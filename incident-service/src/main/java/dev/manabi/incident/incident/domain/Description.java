package dev.manabi.incident.incident.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an incident is about.
 *
 * @param services those that were affected
 * @param servicesAtFault those in which it began; a service, never a person
 * @param team team id
 */
public record Description(
        String title,
        @Nullable String summary,
        IncidentKind kind,
        List<String> services,
        List<String> servicesAtFault,
        @Nullable String team,
        @Nullable Detection detectedBy) {

    public Description {
        services = List.copyOf(services);
        servicesAtFault = List.copyOf(servicesAtFault);
    }
}
