package dev.manabi.postmortem.postmortem;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.IncidentMessage.Roles;
import dev.manabi.contracts.IncidentMessage.TimelineEntry;
import dev.manabi.postmortem.policy.domain.OwnerSource;
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
     * Who is suggested to own the postmortem (METHOD O2): the first that is found where the policy looks. Never who
     * caused it; nobody asks that.
     *
     * @param primaryOnCall of the most affected service
     * @param teamLead of the team that the incident belongs to
     */
    static Optional<String> owner(
            Incident incident,
            List<OwnerSource> suggestion,
            Supplier<Optional<String>> primaryOnCall,
            Supplier<Optional<String>> teamLead) {
        return suggestion.stream()
                .map(source -> switch (source) {
                    case COMMANDER -> Optional.ofNullable(incident.roles().commander());
                    case FIRST_RESPONDER ->
                        incident.roles().responders().stream().findFirst();
                    case PRIMARY_ON_CALL -> primaryOnCall.get();
                    case TEAM_LEAD -> teamLead.get();
                })
                .flatMap(Optional::stream)
                .findFirst();
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
