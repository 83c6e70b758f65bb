package dev.manabi.postmortem.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException;
import dev.manabi.eventsourcing.DomainException.ConcurrentChange;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.kit.Aggregate;
import dev.manabi.kit.Handled;
import dev.manabi.postmortem.live.ServerMessage.Update;
import dev.manabi.postmortem.postmortem.ChangedText;
import dev.manabi.postmortem.postmortem.PostmortemCommands;
import dev.manabi.postmortem.postmortem.PostmortemEventTypes;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeText;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.AudienceChanged;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.OwnerAssigned;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.TextChanged;
import dev.manabi.postmortem.text.TextUpdate;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One postmortem that people have open, in this replica. The room holds its present state, so that a keystroke costs one
 * append and no reading. Everything in here happens on one thread at a time; what is pushed while a transaction is under
 * way goes together into the next one. Whatever happens elsewhere to the postmortem is read from its events.
 */
final class Room {

    private static final Logger LOG = Logger.getLogger(Room.class);

    private static final int ATTEMPTS = 20;
    private static final int AT_ONCE = 200;
    private static final int PAGE = 1_000;

    private final UUID id;
    private final PostmortemCommands commands;
    private final Guests guests;
    private final ObjectMapper json;
    private final Clock clock;
    private final Executor inTurn;

    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Elsewhere elsewhere = new Elsewhere();
    private final Map<String, SectionLog> logs = new HashMap<>();
    private final Queue<Pushed> pushed = new ArrayDeque<>();

    private @Nullable Handled<Postmortem> state;
    private volatile long version;

    private record Pushed(Member member, ClientMessage.Push push, int length) {}

    /** @param retry whether the same may be taken a moment later */
    private record Refusal(Pushed pushed, String code, String detail, boolean retry) {

        static Refusal of(Pushed pushed, DomainException why) {
            return new Refusal(pushed, why.code(), String.valueOf(why.getMessage()), false);
        }

        static Refusal tooOld(Pushed pushed) {
            String detail = "Version " + pushed.push().version()
                    + " of the text is too long ago: take in what you have been told, or open the section, then push again.";
            return new Refusal(pushed, "text-moved-on", detail, true);
        }
    }

    /** Who may be here, and who else is. */
    interface Guests {
        boolean mayRead(UUID postmortem, String person);

        /** So many pushes have been kept, up to that version, and so many refused. */
        void wrote(UUID postmortem, long version, int kept, int refused);

        /** Tells the other replicas. */
        void tell(UUID postmortem, ServerMessage message);
    }

    Room(UUID id, PostmortemCommands commands, Guests guests, ObjectMapper json, Clock clock, Executor threads) {
        this.id = id;
        this.commands = commands;
        this.guests = guests;
        this.json = json;
        this.clock = clock;
        this.inTurn = new InTurn(threads);
    }

    UUID id() {
        return id;
    }

    /** Of the postmortem, as far as the room has seen it; 0 before anybody is in. */
    long version() {
        return version;
    }

    void enter(Member member) {
        inTurn.execute(() -> {
            try {
                catchUp();
            } catch (RuntimeException e) {
                LOG.errorf(e, "%s could not be opened", id);
                member.close(Member.TRY_AGAIN_LATER, "It cannot be read at the moment");
                return;
            }
            ServerMessage.Presence presence =
                    new ServerMessage.Presence(member.id(), member.person(), null, null, null);
            member.presence = presence;
            member.send(text(hello(member)));
            members.put(member.id(), member);
            others(member, presence);
            guests.tell(id, presence);
        });
    }

    void leave(Member member) {
        inTurn.execute(() -> {
            if (members.remove(member.id()) != null) {
                ServerMessage.Left left = new ServerMessage.Left(member.id());
                others(member, left);
                guests.tell(id, left);
            }
        });
    }

    /** Something that an editor sent. */
    void hear(Member member, String message) {
        int length = message.length();
        if (!member.mayStillSend(length)) {
            return;
        }
        inTurn.execute(() -> {
            if (!members.containsKey(member.id())) {
                member.heard(length);
                return;
            }
            try {
                if (!hear(member, json.readValue(message, ClientMessage.class), length)) {
                    member.heard(length);
                }
            } catch (JsonProcessingException e) {
                member.heard(length);
                refuse(member, null, "malformed-message", e.getOriginalMessage(), false);
            } catch (DomainException e) {
                member.heard(length);
                refuse(member, null, e.code(), String.valueOf(e.getMessage()), false);
            } catch (RuntimeException e) {
                member.heard(length);
                LOG.errorf(e, "A message about %s failed", id);
                refuse(member, null, "unavailable", "It cannot be done at the moment.", true);
            }
        });
    }

    /** @return whether it waits for its turn */
    private boolean hear(Member member, @Nullable ClientMessage message, int length) {
        switch (message) {
            case null -> refuse(member, null, "malformed-message", "A message is a JSON object.", false);
            case ClientMessage.Open open -> open(member, open);
            case ClientMessage.Push push -> {
                pushed.add(new Pushed(member, push, length));
                inTurn.execute(this::writeAll);
                return true;
            }
            case ClientMessage.Presence presence -> {
                requireSection(presence.section());
                ServerMessage.Presence now = new ServerMessage.Presence(
                        member.id(), member.person(), presence.section(), presence.anchor(), presence.head());
                member.presence = now;
                others(member, now);
                guests.tell(id, now);
            }
            case ClientMessage.Ping _ -> member.send(text(new ServerMessage.Pong()));
        }
        return false;
    }

    private void open(Member member, ClientMessage.Open open) {
        requireSection(open.section());
        Integer has = open.version();
        boolean follows = !member.opened.add(open.section());
        if (has == null) {
            tellText(member, open.section());
        } else if (follows) {
            // It has been told everything on this very connection.
            tellUpdates(member, open.section(), log(open.section()).version(), List.of());
        } else {
            log(open.section())
                    .since(has)
                    .or(() -> fromHistory(open.section(), has, open.document()))
                    .ifPresentOrElse(
                            missed -> tellUpdates(member, open.section(), has, missed),
                            () -> tellText(member, open.section()));
        }
    }

    private void tellText(Member member, String section) {
        int textVersion = document().writing(section).version();
        String text = document().content().section(section).orElseThrow().text();
        member.send(text(new ServerMessage.Opened(section, textVersion, version, text)));
    }

    private void tellUpdates(Member member, String section, int from, List<Update> updates) {
        member.send(text(new ServerMessage.Updates(section, from, version, updates)));
    }

    private void requireSection(@Nullable String key) {
        if (key != null && document().content().section(key).isEmpty()) {
            throw new DomainException.NotFound("section", key);
        }
    }

    private Optional<List<Update>> fromHistory(String section, int has, @Nullable Long document) {
        if (document == null || document < 1 || document > version) {
            return Optional.empty();
        }
        List<Update> missed = new ArrayList<>();
        long after = document;
        while (after < version) {
            long from = after;
            List<Recorded<PostmortemEvent>> page =
                    QuarkusTransaction.requiringNew().call(() -> commands.history(id, from, PAGE));
            for (Recorded<PostmortemEvent> recorded : page) {
                ChangedText text = ChangedText.by(recorded.event()).orElse(null);
                if (text != null && text.section().equals(section) && recorded.version() <= version) {
                    if (text.updates() == null) {
                        return Optional.empty();
                    }
                    missed.addAll(Update.all(text.updates(), text.by()));
                }
            }
            if (page.isEmpty()) {
                break;
            }
            after = page.getLast().version();
        }
        // Whoever says a version of the text that it did not have with that version of the postmortem gets the text.
        return has + missed.size() == document().writing(section).version() ? Optional.of(missed) : Optional.empty();
    }

    /** Everything that waits, in one transaction. */
    private void writeAll() {
        List<Pushed> batch = new ArrayList<>();
        for (Pushed next = pushed.poll(); next != null; next = pushed.poll()) {
            batch.add(next);
            if (batch.size() == AT_ONCE) {
                inTurn.execute(this::writeAll);
                break;
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            Written written = write(batch);
            written.events().forEach(this::advance);
            guests.wrote(
                    id, version, written.events().size(), written.refusals().size());
            written.refusals().forEach(this::refuse);
        } catch (RuntimeException e) {
            LOG.errorf(e, "%d changes of %s were not kept", batch.size(), id);
            batch.forEach(one -> refuse(new Refusal(one, "unavailable", "It cannot be kept at the moment.", true)));
        } finally {
            batch.forEach(one -> one.member().heard(one.length()));
        }
    }

    private record Written(List<Recorded<PostmortemEvent>> events, List<Refusal> refusals) {}

    private Written write(List<Pushed> batch) {
        for (int attempt = 1; ; attempt++) {
            try {
                return QuarkusTransaction.requiringNew().call(() -> writeOnce(batch));
            } catch (ConcurrentChange e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                catchUp();
            }
        }
    }

    private Written writeOnce(List<Pushed> batch) {
        List<Recorded<PostmortemEvent>> events = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        Map<String, List<TextUpdate>> fresh = new HashMap<>();
        Handled<Postmortem> reached = state();
        for (Pushed one : batch) {
            ClientMessage.Push push = one.push();
            List<TextUpdate> freshHere = fresh.computeIfAbsent(push.section(), _ -> new ArrayList<>());
            try {
                Optional<List<TextUpdate>> updates = rebased(push, freshHere);
                if (updates.isEmpty()) {
                    refusals.add(Refusal.tooOld(one));
                    continue;
                }
                Cause cause = new Cause(one.member().person(), clock.instant(), Ids.next(), null, null);
                int present = log(push.section()).version() + freshHere.size();
                PostmortemCommand command = new ChangeText(
                        id, push.section(), present, updates.get(), one.member().person(), cause.at());
                Aggregate<PostmortemCommand, PostmortemEvent, Postmortem>.Prepared prepared =
                        commands.prepareUpon(reached, command, cause);
                reached = prepared.commit();
                events.addAll(prepared.recorded());
                if (!prepared.recorded().isEmpty()) {
                    freshHere.addAll(updates.get());
                }
            } catch (ConcurrentChange e) {
                throw e;
            } catch (DomainException e) {
                refusals.add(Refusal.of(one, e));
            }
        }
        return new Written(events, refusals);
    }

    /** Empty where it was made upon a text that is too old to be known here. */
    private Optional<List<TextUpdate>> rebased(ClientMessage.Push push, List<TextUpdate> fresh) {
        SectionLog log = log(push.section());
        if (push.version() > log.version()) {
            throw new DomainException.InvalidValue(
                    "version", "The text is at version " + log.version() + ", not " + push.version() + ".");
        }
        return log.since(push.version())
                .map(missed -> Stream.concat(missed.stream().map(Update::withoutAuthor), fresh.stream())
                        .toList())
                .map(over -> moved(push.updates(), over));
    }

    private static List<TextUpdate> moved(List<TextUpdate> updates, List<TextUpdate> over) {
        try {
            return TextUpdate.rebase(updates, over);
        } catch (IllegalArgumentException e) {
            throw new DomainException.InvalidValue("updates", String.valueOf(e.getMessage()));
        }
    }

    /** Something else happened to the postmortem, here or in another replica. */
    void changed(long newVersion) {
        if (newVersion > version) {
            inTurn.execute(() -> {
                // It may have been read meanwhile, with another one.
                if (newVersion > version && !members.isEmpty()) {
                    catchUp();
                }
            });
        }
    }

    /** Another replica says who is there. */
    void hearFromElsewhere(ServerMessage message) {
        inTurn.execute(() -> {
            switch (message) {
                case ServerMessage.Presence presence -> {
                    boolean isNew = elsewhere.hear(presence, clock.instant());
                    everybody(presence);
                    if (isNew) {
                        tellPresences();
                    }
                }
                case ServerMessage.Left left -> {
                    if (elsewhere.leave(left.id())) {
                        everybody(left);
                    }
                }
                default -> LOG.warnf("Another replica said something unexpected about %s", id);
            }
        });
    }

    /** Now and then, so that whoever was lost with another replica is not shown for ever. */
    void look() {
        inTurn.execute(() -> {
            elsewhere.forget(clock.instant()).forEach(one -> everybody(new ServerMessage.Left(one)));
            tellPresences();
        });
    }

    void close(int code, String reason) {
        inTurn.execute(() -> members.values().forEach(member -> member.close(code, reason)));
    }

    private void tellPresences() {
        presencesHere().forEach(presence -> guests.tell(id, presence));
    }

    private Stream<ServerMessage.Presence> presencesHere() {
        return members.values().stream().flatMap(member -> Stream.ofNullable(member.presence));
    }

    /** Reads what happened since, and tells it. */
    private void catchUp() {
        if (state == null) {
            Handled<Postmortem> loaded = QuarkusTransaction.requiringNew().call(() -> commands.load(id));
            state = loaded;
            version = loaded.version();
            return;
        }
        List<Recorded<PostmortemEvent>> missed;
        do {
            missed = QuarkusTransaction.requiringNew().call(() -> commands.history(id, version, PAGE));
            missed.forEach(this::advance);
        } while (missed.size() == PAGE);
    }

    private void advance(Recorded<PostmortemEvent> recorded) {
        PostmortemEvent event = recorded.event();
        ChangedText text = ChangedText.by(event).orElse(null);
        // Before the state moves on, so that it knows from which version the text does.
        SectionLog log = text == null ? null : log(text.section());
        state = new Handled<>(commands.evolve(state().state(), event), recorded.version(), true);
        version = recorded.version();
        if (!(event instanceof TextChanged)) {
            changed(event, recorded);
        }
        if (text == null || log == null) {
            return;
        }
        if (text.updates() == null) {
            reset(text.section());
            return;
        }
        int before = log.version();
        List<Update> updates = Update.all(text.updates(), text.by());
        log.add(updates);
        String message = text(new ServerMessage.Updates(text.section(), before, version, updates));
        members.values().stream()
                .filter(member -> member.opened.contains(text.section()))
                .forEach(member -> member.send(message));
    }

    /** How the text became what it is was not kept: everybody gets it as a whole. */
    private void reset(String section) {
        logs.remove(section);
        members.values().stream()
                .filter(member -> member.opened.contains(section))
                .forEach(member -> tellText(member, section));
    }

    private void changed(PostmortemEvent event, Recorded<PostmortemEvent> recorded) {
        if (event instanceof AudienceChanged || event instanceof OwnerAssigned) {
            sendAwayWhoMayNotRead();
        }
        Document document = document();
        String name = PostmortemEventTypes.ALL.nameOf(event).replaceFirst("\\.v\\d+$", "");
        for (Member member : members.values()) {
            member.send(text(new ServerMessage.Changed(
                    version,
                    document.revision(),
                    document.status(),
                    mayWrite(document, member),
                    name,
                    recorded.metadata().actor())));
        }
    }

    private void sendAwayWhoMayNotRead() {
        for (Member member : List.copyOf(members.values())) {
            if (!guests.mayRead(id, member.person())) {
                member.close(Member.POLICY_VIOLATION, "It is not yours to read any more");
            }
        }
    }

    private ServerMessage hello(Member member) {
        Document document = document();
        return new ServerMessage.Hello(
                member.id(),
                id,
                document.drafted().number(),
                version,
                document.revision(),
                document.status(),
                mayWrite(document, member),
                document.content().sections().stream()
                        .map(section -> new ServerMessage.SectionHead(
                                section.key(),
                                section.title(),
                                document.writing(section.key()).version()))
                        .toList(),
                Stream.concat(presencesHere(), elsewhere.presences()).toList());
    }

    private static boolean mayWrite(Document document, Member member) {
        return !document.published() && document.mayBeWrittenBy(member.person());
    }

    private void others(Member but, ServerMessage message) {
        String text = text(message);
        members.values().stream().filter(member -> member != but).forEach(member -> member.send(text));
    }

    private void everybody(ServerMessage message) {
        String text = text(message);
        members.values().forEach(member -> member.send(text));
    }

    private void refuse(Refusal refusal) {
        Pushed pushed = refusal.pushed();
        refuse(pushed.member(), pushed.push().section(), refusal.code(), refusal.detail(), refusal.retry());
    }

    private void refuse(Member member, @Nullable String section, String code, String detail, boolean retry) {
        member.send(text(new ServerMessage.Refused(section, code, detail, retry)));
    }

    private SectionLog log(String section) {
        return logs.computeIfAbsent(section, key -> {
            if (document().content().section(key).isEmpty()) {
                throw new DomainException.NotFound("section", key);
            }
            return new SectionLog(document().writing(key).version());
        });
    }

    private Handled<Postmortem> state() {
        if (state == null) {
            throw new IllegalStateException("nobody has entered");
        }
        return state;
    }

    private Document document() {
        return (Document) state().state();
    }

    private String text(ServerMessage message) {
        try {
            return json.writerFor(ServerMessage.class).writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Our own messages can be written", e);
        }
    }
}
