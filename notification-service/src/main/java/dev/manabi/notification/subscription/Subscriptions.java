package dev.manabi.notification.subscription;

import dev.manabi.notification.catalog.ServiceView;
import dev.manabi.notification.channel.ChannelGone;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.stream.Stream;
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
        List<SubscriptionRow> asking = session.createNativeQuery(ASKING_FOR, SubscriptionRow.class)
                .setParameter("patterns", "{" + String.join(",", EventPattern.patternsOf(eventType)) + "}")
                .getResultList();
        boolean byTeam = asking.stream().anyMatch(row -> !row.teams.isEmpty());
        List<String> concerned = byTeam ? concerned(about) : List.of();
        return asking.stream().filter(row -> row.wants(about, concerned)).toList();
    }

    /** The team that leads it, and those whose services it concerns: an incident is often declared before anybody leads it. */
    private static List<String> concerned(About about) {
        Stream<String> leading = Stream.ofNullable(about.team());
        return Stream.concat(leading, ServiceView.teamsOf(about.services()).stream())
                .distinct()
                .toList();
    }

    /** Whoever sets up another channel of that name says anew what it hears of. In the transaction that removes it. */
    void forget(@Observes ChannelGone channel) {
        SubscriptionRow.delete("channel", channel.name());
    }
}
