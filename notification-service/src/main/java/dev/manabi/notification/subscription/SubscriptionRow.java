package dev.manabi.notification.subscription;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody wants to hear of something. Either a channel or a person is told. */
@Entity
@Table(name = "subscription")
public class SubscriptionRow extends PanacheEntityBase {

    @Id
    public UUID id;

    public long version;
    public @Nullable String channel;
    public @Nullable String person;

    /** Patterns, see {@link EventPattern}. */
    public List<String> events;

    /** Ids; none means any, and likewise with the next two. */
    public List<String> teams;

    public List<String> services;
    public List<String> severities;
    public String createdBy;
    public Instant changedAt;

    /**
     * Whether what happened is of a team, a service and a severity that are asked for.
     *
     * @param concerned the teams that it concerns
     */
    boolean wants(About about, List<String> concerned) {
        return (teams.isEmpty() || concerned.stream().anyMatch(teams::contains))
                && (severities.isEmpty() || (about.severity() != null && severities.contains(about.severity())))
                && (services.isEmpty() || about.services().stream().anyMatch(services::contains));
    }
}
