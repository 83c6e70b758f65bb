package dev.manabi.review.catalog;

import dev.manabi.contracts.CatalogMessage;
import dev.manabi.contracts.CatalogMessage.PersonChanged;
import dev.manabi.contracts.CatalogMessage.ServiceChanged;
import dev.manabi.contracts.CatalogMessage.TeamChanged;
import dev.manabi.kit.Inbox;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps people, teams and services as the catalog tells them. The newest version of an entry wins, in whatever order they come. */
@ApplicationScoped
public class CatalogConsumer {

    private static final String UPSERT_PERSON = """
            insert into person (id, version, name, team, senior, manager, away)
            values (:id, :version, :name, :team, :senior, :manager, :away)
            on conflict (id) do update
               set version = excluded.version, name = excluded.name, team = excluded.team, senior = excluded.senior,
                   manager = excluded.manager, away = excluded.away
             where person.version < excluded.version or (person.name is null and person.version = excluded.version)
            """;

    private static final String UPSERT_TEAM = """
            insert into team (id, version, manager, lead) values (:id, :version, :manager, :lead)
            on conflict (id) do update set version = excluded.version, manager = excluded.manager, lead = excluded.lead
             where team.version < excluded.version or (team.lead is null and team.version = excluded.version)
            """;

    private static final String UPSERT_SERVICE = """
            insert into service (id, version, team, primary_on_call) values (:id, :version, :team, :onCall)
            on conflict (id) do update
               set version = excluded.version, team = excluded.team, primary_on_call = excluded.primary_on_call
             where service.version < excluded.version
            """;

    private final Inbox inbox;
    private final EntityManager entities;
    private final Event<PeopleChanged> peopleChanged;

    CatalogConsumer(Inbox inbox, EntityManager entities, Event<PeopleChanged> peopleChanged) {
        this.inbox = inbox;
        this.entities = entities;
        this.peopleChanged = peopleChanged;
    }

    @Incoming("catalog")
    @Blocking
    public void on(ConsumerRecord<String, byte[]> message) {
        inbox.receive("review-service", message, (event, _) -> {
            switch ((CatalogMessage) event) {
                case PersonChanged person -> keep(person);
                case TeamChanged team -> keep(team);
                case ServiceChanged service -> keep(service);
            }
        });
        peopleChanged.fire(new PeopleChanged());
    }

    private void keep(PersonChanged person) {
        entities.createNativeQuery(UPSERT_PERSON)
                .setParameter("id", person.id())
                .setParameter("version", person.version())
                .setParameter("name", person.name())
                .setParameter("team", person.team())
                .setParameter("senior", person.senior())
                .setParameter("manager", person.manager())
                .setParameter("away", person.away())
                .executeUpdate();
    }

    private void keep(TeamChanged team) {
        entities.createNativeQuery(UPSERT_TEAM)
                .setParameter("id", team.id())
                .setParameter("version", team.version())
                .setParameter("manager", team.manager())
                .setParameter("lead", team.lead())
                .executeUpdate();
    }

    private void keep(ServiceChanged service) {
        entities.createNativeQuery(UPSERT_SERVICE)
                .setParameter("id", service.id())
                .setParameter("version", service.version())
                .setParameter("team", service.team())
                .setParameter("onCall", service.primaryOnCall())
                .executeUpdate();
    }
}
