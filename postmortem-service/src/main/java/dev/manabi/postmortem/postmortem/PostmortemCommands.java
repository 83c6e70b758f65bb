package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.kit.Aggregate;
import dev.manabi.kit.Aggregates;
import dev.manabi.kit.Handled;
import dev.manabi.postmortem.catalog.Catalog;
import dev.manabi.postmortem.catalog.Catalog.Contact;
import dev.manabi.postmortem.postmortem.domain.Blocker;
import dev.manabi.postmortem.postmortem.domain.Known;
import dev.manabi.postmortem.postmortem.domain.PersonalData;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand;
import dev.manabi.postmortem.postmortem.domain.PostmortemDecider;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent;
import dev.manabi.postmortem.postmortem.domain.Proofreading;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** The one way to change a postmortem. */
@Startup
@ApplicationScoped
public class PostmortemCommands {

    private final PostmortemDecider decider =
            new PostmortemDecider(new Proofreading(List.of(new PersonalData(), new BlamelessLanguage())));
    private final Aggregate<PostmortemCommand, PostmortemEvent, Postmortem> postmortems;
    private final Catalog catalog;

    PostmortemCommands(Aggregates aggregates, PostmortemProjection projection, Catalog catalog) {
        this.postmortems =
                aggregates.register(decider, PostmortemEventTypes.ALL, projection, new PostmortemPublisher());
        this.catalog = catalog;
    }

    /** Whom the checks take for people of the house. */
    Known known() {
        List<Contact> everybody = catalog.contacts();
        return new Known(
                everybody.stream().map(Contact::name).collect(Collectors.toSet()),
                everybody.stream()
                        .map(Contact::email)
                        .filter(Objects::nonNull)
                        .map(email -> email.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
    }

    /** Everything that stands between the postmortem and its publication. */
    List<Blocker> blockers(UUID id) {
        return decider.blockers((Document) load(id).state(), known());
    }

    /** Everything that stands between the postmortem and its review. */
    List<Blocker> submissionBlockers(UUID id) {
        return decider.submissionBlockers((Document) load(id).state(), known());
    }

    public Handled<Postmortem> handle(PostmortemCommand command, Expected expected, Cause cause) {
        return postmortems.handle(command.postmortemId(), command, expected, cause);
    }

    public Aggregate<PostmortemCommand, PostmortemEvent, Postmortem>.Prepared prepare(
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
