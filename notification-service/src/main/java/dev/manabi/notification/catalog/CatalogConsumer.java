package dev.manabi.notification.catalog;

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

/** Keeps people, teams and whose a service is, as the catalog tells them. The newest version of an entry wins, in whatever order they come. */
@ApplicationScoped
public class CatalogConsumer {

    private static final String UPSERT_PERSON = """
            insert into person (id, version, name, email, team, manager, chat_handle)
            values (:id, :version, :name, :email, :team, :manager, :chatHandle)
            on conflict (id) do update
               set version = excluded.version, name = excluded.name, email = excluded.email, team = excluded.team,
                   manager = excluded.manager, chat_handle = excluded.chat_handle
             where person.version < excluded.version
            """;

    private static final String UPSERT_TEAM = """
            insert into team (id, version, manager, lead) values (:id, :version, :manager, :lead)
            on conflict (id) do update set version = excluded.version, manager = excluded.manager, lead = excluded.lead
             where team.version < excluded.version
            """;

    private static final String UPSERT_SERVICE = """
            insert into service (id, version, team) values (:id, :version, :team)
            on conflict (id) do update set version = excluded.version, team = excluded.team
             where service.version < excluded.version
            """;

    private final Inbox inbox;
    private final EntityManager entities;
    private final Event<PersonKnown> known;

    CatalogConsumer(Inbox inbox, EntityManager entities, Event<PersonKnown> known) {
        this.inbox = inbox;
        this.entities = entities;
        this.known = known;
    }

    @Incoming("catalog")
    @Blocking
    public void on(ConsumerRecord<String, byte[]> message) {
        inbox.receive("notification-service", message, (event, _) -> {
            switch ((CatalogMessage) event) {
                case PersonChanged person -> {
                    keep(person);
                    known.fire(new PersonKnown(person.id()));
                }
                case TeamChanged team -> keep(team);
                case ServiceChanged service -> keep(service);
            }
        });
    }

    private void keep(PersonChanged person) {
        entities.createNativeQuery(UPSERT_PERSON)
                .setParameter("id", person.id())
                .setParameter("version", person.version())
                .setParameter("name", person.name())
                .setParameter("email", person.email())
                .setParameter("team", person.team())
                .setParameter("manager", person.manager())
                .setParameter("chatHandle", person.chatHandle())
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
                .executeUpdate();
    }
}
