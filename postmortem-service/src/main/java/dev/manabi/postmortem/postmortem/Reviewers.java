package dev.manabi.postmortem.postmortem;

import dev.manabi.contracts.ReviewMessage.Reviewer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;

/** Who was asked to review what. Whoever was asked once may go on reading. */
@ApplicationScoped
public class Reviewers {

    private final EntityManager entities;

    Reviewers(EntityManager entities) {
        this.entities = entities;
    }

    void add(UUID postmortemId, List<Reviewer> reviewers) {
        for (Reviewer reviewer : reviewers) {
            entities.createNativeQuery("""
                            insert into reviewer (postmortem_id, person) values (:postmortem, :person)
                            on conflict do nothing
                            """)
                    .setParameter("postmortem", postmortemId)
                    .setParameter("person", reviewer.person())
                    .executeUpdate();
        }
    }
}
