package dev.manabi.notification.catalog;

import dev.manabi.notification.announcement.Directory;
import dev.manabi.notification.announcement.Names;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the catalog knows of people. Every method reads in the caller's transaction. */
@ApplicationScoped
public class People implements Directory, Names {

    /** Empty where the person is not known, or has no address. */
    public Optional<String> mailAddress(String person) {
        return find(person).map(found -> found.email).filter(email -> !email.isBlank());
    }

    @Override
    public List<String> managers(@Nullable String team, @Nullable String person) {
        String responsible = responsible(team, person);
        TeamView known = team(responsible);
        String teamManager = known == null ? null : known.manager;
        List<PersonView> managers = PersonView.list("manager = true or id = ?1", teamManager);
        List<String> near = managers.stream()
                .filter(one ->
                        one.id.equals(teamManager) || (responsible != null && Objects.equals(one.team, responsible)))
                .map(one -> one.id)
                .sorted()
                .toList();
        return near.isEmpty() ? managers.stream().map(one -> one.id).sorted().toList() : near;
    }

    @Override
    public List<String> leads(@Nullable String team, @Nullable String person) {
        TeamView known = team(responsible(team, person));
        String lead = known == null ? null : known.lead;
        return lead == null ? managers(team, person) : List.of(lead);
    }

    private static @Nullable String responsible(@Nullable String team, @Nullable String person) {
        return team != null || person == null
                ? team
                : find(person).map(found -> found.team).orElse(null);
    }

    private static @Nullable TeamView team(@Nullable String id) {
        return id == null ? null : TeamView.findById(id);
    }

    @Override
    public String name(String person) {
        return find(person).map(found -> found.name).orElse(person);
    }

    @Override
    public String chatName(String person) {
        return find(person)
                .map(found -> found.chatHandle == null || found.chatHandle.isBlank()
                        ? found.name
                        : "@" + found.chatHandle.replaceFirst("^@", ""))
                .orElse(person);
    }

    private static Optional<PersonView> find(String person) {
        return PersonView.findByIdOptional(person);
    }
}
