package dev.manabi.postmortem.catalog;

import dev.manabi.contracts.CatalogMessage;
import dev.manabi.contracts.CatalogMessage.PersonChanged;
import dev.manabi.contracts.CatalogMessage.ServiceChanged;
import dev.manabi.contracts.CatalogMessage.TeamChanged;
import dev.manabi.contracts.IncidentMessage.Incident;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What this service knows of people, teams and services. An older version never replaces a newer one. */
@ApplicationScoped
public class Catalog {

    private final EntityManager entities;

    Catalog(EntityManager entities) {
        this.entities = entities;
    }

    void learn(CatalogMessage message) {
        switch (message) {
            case PersonChanged person -> learn(person);
            case TeamChanged team -> learn(team);
            case ServiceChanged service -> learn(service);
        }
    }

    public boolean knowsPerson(String id) {
        return PersonView.findByIdOptional(id).isPresent();
    }

    /** Names by id, for those that are known. */
    public Map<String, String> namesOf(Collection<String> people) {
        Map<String, String> names = new HashMap<>();
        if (!people.isEmpty()) {
            List<PersonView> known = PersonView.list("id in ?1", people);
            known.forEach(person -> names.put(person.id, person.name));
        }
        return names;
    }

    /** How a person is called and written to. */
    public record Contact(String name, @Nullable String email) {}

    /** Of everybody, with those who are away. */
    public List<Contact> contacts() {
        return PersonView.findAll().project(Contact.class).list();
    }

    /** The incident's own team, else that of the first affected service that has one. */
    public Optional<String> teamOf(Incident incident) {
        return Optional.ofNullable(incident.team()).or(() -> first(incident.services(), service -> service.team));
    }

    /** Who is on call for the first affected service of which that is known. */
    public Optional<String> primaryOnCallOf(Incident incident) {
        return first(incident.services(), service -> service.primaryOnCall);
    }

    /** Who leads the team that the incident belongs to, where that is known. */
    public Optional<String> leadOf(Incident incident) {
        return teamOf(incident)
                .flatMap(team -> TeamView.<TeamView>findByIdOptional(team))
                .map(team -> team.lead);
    }

    private Optional<String> first(List<String> services, Function<ServiceView, @Nullable String> field) {
        return services.stream()
                .map(this::service)
                .flatMap(Optional::stream)
                .map(field)
                .filter(Objects::nonNull)
                .findFirst();
    }

    public Optional<ServiceView> service(String id) {
        return ServiceView.findByIdOptional(id);
    }

    private void learn(PersonChanged person) {
        entities.createNativeQuery("""
                        insert into person (id, version, name, email, team, senior, manager, away)
                        values (:id, :version, :name, :email, :team, :senior, :manager, :away)
                        on conflict (id) do update
                           set version = excluded.version, name = excluded.name, email = excluded.email,
                               team = excluded.team, senior = excluded.senior, manager = excluded.manager,
                               away = excluded.away
                         where person.version < excluded.version
                        """)
                .setParameter("id", person.id())
                .setParameter("version", person.version())
                .setParameter("name", person.name())
                .setParameter("email", person.email())
                .setParameter("team", person.team())
                .setParameter("senior", person.senior())
                .setParameter("manager", person.manager())
                .setParameter("away", person.away())
                .executeUpdate();
    }

    private void learn(TeamChanged team) {
        entities.createNativeQuery("""
                        insert into team (id, version, name, lead, manager)
                        values (:id, :version, :name, :lead, :manager)
                        on conflict (id) do update
                           set version = excluded.version, name = excluded.name, lead = excluded.lead,
                               manager = excluded.manager
                         where team.version < excluded.version
                        """)
                .setParameter("id", team.id())
                .setParameter("version", team.version())
                .setParameter("name", team.name())
                .setParameter("lead", team.lead())
                .setParameter("manager", team.manager())
                .executeUpdate();
    }

    private void learn(ServiceChanged service) {
        entities.createNativeQuery("""
                        insert into service (id, version, name, team, primary_on_call)
                        values (:id, :version, :name, :team, :primaryOnCall)
                        on conflict (id) do update
                           set version = excluded.version, name = excluded.name, team = excluded.team,
                               primary_on_call = excluded.primary_on_call
                         where service.version < excluded.version
                        """)
                .setParameter("id", service.id())
                .setParameter("version", service.version())
                .setParameter("name", service.name())
                .setParameter("team", service.team())
                .setParameter("primaryOnCall", service.primaryOnCall())
                .executeUpdate();
    }
}
