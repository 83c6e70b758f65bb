package dev.manabi.postmortem.postmortem;

import dev.manabi.contracts.ReviewMessage.Reviewer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;

/** Who was asked to review or to read what. Whoever was asked once may go on reading. */
@ApplicationScoped
public class Reviewers {

    private final EntityManager entities;

    Reviewers(EntityManager entities) {
        this.entities = entities;
    }

    void add(UUID postmortemId, List<Reviewer> reviewers) {
        letRead(postmortemId, reviewers.stream().map(Reviewer::person).toList());
    }

    /** @param people who were asked to read it, whether or not they judge it */
    void letRead(UUID postmortemId, List<String> people) {
        for (String person : people) {
            entities.createNativeQuery("""
                            insert into reviewer (postmortem_id, person) values (:postmortem, :person)
                            on conflict do nothing
                            """)
                    .setParameter("postmortem", postmortemId)
                    .setParameter("person", person)
                    .executeUpdate();
        }
    }
}
