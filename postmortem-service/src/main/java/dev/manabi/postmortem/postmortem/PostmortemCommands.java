package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.eventsourcing.Snapshots;
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
import dev.manabi.postmortem.text.ChangeSet;
import dev.manabi.postmortem.text.TextRange;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The one way to change a postmortem. */
@Startup
@ApplicationScoped
public class PostmortemCommands {

    /** The number goes up whenever the decider makes another state of the same events. */
    static final Snapshots<Postmortem> SNAPSHOTS = Snapshots.of(Postmortem.class, 2);

    private static final int PAGE = 1_000;

    private final BlamelessLanguage language = new BlamelessLanguage();
    private final PostmortemDecider decider =
            new PostmortemDecider(new Proofreading(List.of(new PersonalData(), language)));
    private final Aggregate<PostmortemCommand, PostmortemEvent, Postmortem> postmortems;
    private final PostmortemProjection projection;
    private final Catalog catalog;
    private final Event<PostmortemChanged> changes;

    PostmortemCommands(
            Aggregates aggregates, PostmortemProjection projection, Catalog catalog, Event<PostmortemChanged> changes) {
        this.postmortems = aggregates.register(
                decider, PostmortemEventTypes.ALL, SNAPSHOTS, projection, new PostmortemPublisher());
        this.projection = projection;
        this.catalog = catalog;
        this.changes = changes;
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
        Handled<Postmortem> handled = postmortems.handle(command.postmortemId(), command, expected, cause);
        told(command.postmortemId(), handled);
        return handled;
    }

    private void told(UUID id, Handled<Postmortem> handled) {
        if (handled.changed()) {
            projection.catchUp(id, handled.state());
            changes.fire(new PostmortemChanged(id, handled.version()));
        }
    }

    /** All of them or none, in the caller's transaction. */
    void handleAll(List<? extends PostmortemCommand> commands, Cause cause) {
        Map<UUID, Aggregate<PostmortemCommand, PostmortemEvent, Postmortem>.Prepared> prepared = new LinkedHashMap<>();
        commands.forEach(command -> prepared.put(command.postmortemId(), prepare(command, Expected.any(), cause)));
        prepared.forEach((id, one) -> told(id, one.commit()));
    }

    public Aggregate<PostmortemCommand, PostmortemEvent, Postmortem>.Prepared prepare(
            PostmortemCommand command, Expected expected, Cause cause) {
        return postmortems.prepare(command.postmortemId(), command, expected, cause);
    }

    /** Decides upon what the caller holds already; nothing is loaded. Whoever commits it tells others of it. */
    public Aggregate<PostmortemCommand, PostmortemEvent, Postmortem>.Prepared prepareUpon(
            Handled<Postmortem> known, PostmortemCommand command, Cause cause) {
        return postmortems.prepareUpon(command.postmortemId(), known, command, cause);
    }

    /** The state after the event. */
    public Postmortem evolve(Postmortem state, PostmortemEvent event) {
        return decider.evolve(state, event);
    }

    /** As it now stands, from its events. */
    public Handled<Postmortem> load(UUID id) {
        return postmortems.load(id);
    }

    /** As it stood in that version. */
    Handled<Postmortem> loadAtVersion(UUID id, long version) {
        return postmortems.loadAtVersion(id, version);
    }

    /** As it stood at that time. */
    Handled<Postmortem> loadAt(UUID id, Instant time) {
        return postmortems.loadAt(id, time);
    }

    /** How a comment could be worded otherwise. */
    List<dev.manabi.blameless.Finding> wordings(String comment, String explainedIn) {
        return language.ofComment(comment, explainedIn, known());
    }

    /** Where words that stood there in that version of the postmortem stand now; empty where they have been removed. */
    Optional<TextRange> present(UUID id, String section, TextRange range, long version) {
        Optional<TextRange> present = Optional.of(range);
        long after = version;
        List<Recorded<PostmortemEvent>> page;
        do {
            page = history(id, after, PAGE);
            for (Recorded<PostmortemEvent> recorded : page) {
                for (ChangeSet changes : ChangedText.of(recorded.event(), section)) {
                    present = present.flatMap(one -> moved(one, changes));
                }
                after = recorded.version();
            }
        } while (page.size() == PAGE);
        return present;
    }

    private static Optional<TextRange> moved(TextRange range, ChangeSet changes) {
        if (range.to() > changes.length()) {
            throw new InvalidValue("range", "The text had " + changes.length() + " characters in that version.");
        }
        return range.map(changes);
    }

    /** What happened after that version, oldest first, at most so much of it. */
    public List<Recorded<PostmortemEvent>> history(UUID id, long afterVersion, int limit) {
        return postmortems.history(id, afterVersion, limit);
    }
}
