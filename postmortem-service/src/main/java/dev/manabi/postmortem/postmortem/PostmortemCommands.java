package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.kit.Aggregate;
import dev.manabi.kit.Aggregates;
import dev.manabi.kit.Handled;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand;
import dev.manabi.postmortem.postmortem.domain.PostmortemDecider;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The one way to change a postmortem. */
@Startup
@ApplicationScoped
public class PostmortemCommands {

    private final Aggregate<PostmortemCommand, PostmortemEvent, Postmortem> postmortems;

    PostmortemCommands(Aggregates aggregates, PostmortemProjection projection) {
        this.postmortems = aggregates.register(
                new PostmortemDecider(), PostmortemEventTypes.ALL, projection, new PostmortemPublisher());
    }

    public Handled<Postmortem> handle(PostmortemCommand command, Expected expected, Cause cause) {
        return postmortems.handle(command.postmortemId(), command, expected, cause);
    }

    Aggregate<PostmortemCommand, PostmortemEvent, Postmortem>.Prepared prepare(
            PostmortemCommand command, Expected expected, Cause cause) {
        return postmortems.prepare(command.postmortemId(), command, expected, cause);
    }

    /** As it now stands, from its events. */
    Handled<Postmortem> load(UUID id) {
        return postmortems.load(id);
    }

    List<Recorded<PostmortemEvent>> history(UUID id) {
        return postmortems.history(id);
    }
}
