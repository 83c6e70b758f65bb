package dev.manabi.notification.subscription;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.Session;

/** Who wants to hear of what. Reads in the caller's transaction. */
@ApplicationScoped
public class Subscriptions {

    /** So asked, the index on the arrays answers. */
    private static final String ASKING_FOR =
            "select * from subscription where events && cast(:patterns as text[]) order by id";

    private final Session session;

    Subscriptions(Session session) {
        this.session = session;
    }

    /** Every subscription that such an event about such a thing answers; none where it is private. */
    public List<SubscriptionRow> of(String eventType, About about) {
        if (about.isPrivate()) {
            return List.of();
        }
        return session
                .createNativeQuery(ASKING_FOR, SubscriptionRow.class)
                .setParameter("patterns", "{" + String.join(",", EventPattern.patternsOf(eventType)) + "}")
                .getResultList()
                .stream()
                .filter(row -> row.wants(about))
                .toList();
    }
}
