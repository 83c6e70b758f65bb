package dev.manabi.postmortem.postmortem;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.IncidentMessage.Roles;
import dev.manabi.contracts.IncidentMessage.TimelineEntry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who took part in an incident. */
final class Participants {

    private Participants() {}

    /**
     * Who is suggested to own the postmortem (METHOD O2): who led the response, else who responded first, else who was
     * on call for the most affected service. Never who caused it; nobody asks that.
     *
     * @param primaryOnCall of the most affected service
     */
    static Optional<String> owner(Incident incident, Supplier<Optional<String>> primaryOnCall) {
        Roles roles = incident.roles();
        if (roles.commander() != null) {
            return Optional.of(roles.commander());
        }
        if (!roles.responders().isEmpty()) {
            return Optional.of(roles.responders().getFirst());
        }
        return primaryOnCall.get();
    }

    /** Everybody who took part or wrote in the timeline, but for the owner (METHOD O3). */
    static List<String> collaborators(Incident incident, @Nullable String owner) {
        Roles roles = incident.roles();
        Set<String> people = new LinkedHashSet<>();
        Stream.of(roles.commander(), roles.communications(), roles.scribe())
                .filter(Objects::nonNull)
                .forEach(people::add);
        people.addAll(roles.responders());
        incident.timeline().stream()
                .map(TimelineEntry::author)
                .filter(Objects::nonNull)
                .forEach(people::add);
        if (owner != null) {
            people.remove(owner);
        }
        return List.copyOf(people);
    }
}
