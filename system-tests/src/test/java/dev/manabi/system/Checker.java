package dev.manabi.system;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.manabi.contracts.EventContract;
import dev.manabi.contracts.EventJson;
import dev.manabi.contracts.IncidentMessage.IncidentClosed;
import dev.manabi.contracts.PostmortemMessage.DecisionMade;
import dev.manabi.contracts.PostmortemMessage.PostmortemDrafted;
import dev.manabi.contracts.PostmortemMessage.PostmortemPublished;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.contracts.ReviewMessage;
import dev.manabi.contracts.ReviewMessage.ReviewAccepted;
import dev.manabi.contracts.ReviewMessage.ReviewAssigned;
import dev.manabi.contracts.ReviewMessage.ReviewChangesRequested;
import dev.manabi.contracts.ReviewMessage.ReviewEscalated;
import dev.manabi.launcher.LocalInbox.Hook;
import dev.manabi.launcher.LocalInbox.Mail;
import dev.manabi.launcher.Service;
import dev.manabi.system.Evidence.KeptAnswer;
import dev.manabi.system.Evidence.Receipt;
import dev.manabi.system.Evidence.Store;
import dev.manabi.system.Evidence.StoredEvent;
import dev.manabi.system.Evidence.Told;
import dev.manabi.system.Journal.Command;
import dev.manabi.system.Journal.Effect;
import dev.manabi.system.Journal.Entry;
import dev.manabi.system.Journal.Outcome;
import dev.manabi.system.Violation.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Holds what a run has left behind against what must never be broken, whatever died on the way. Knows nothing of the
 * services but their public contracts and the shape of the event store.
 */
final class Checker {

    private static final Pattern RESOURCE = Pattern.compile("/api/v1/([a-z-]+).*");
    /** Not made of events: its messages are told from rows, of each row the newest version only. */
    private static final String CATALOG = "catalog";

    /** What the launcher calls the mail list that hears of publications. */
    private static final String AUDIENCE = "everyone@manabi.example";

    private static final String WRITTEN_LIVE = "text-changed.";

    private final Evidence evidence;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<Service, Map<UUID, List<StoredEvent>>> byCorrelation = new EnumMap<>(Service.class);

    private Checker(Evidence evidence) {
        this.evidence = evidence;
    }

    /** Empty when everything holds. */
    static List<Violation> check(Evidence evidence) {
        Checker checker = new Checker(evidence);
        checker.acknowledgedOnce();
        checker.streamsHaveNoGaps();
        checker.keysKeepTheirOrder();
        checker.topicsHoldWhatIsStored();
        checker.republishingTellsTheSame();
        checker.nothingIsLeftBehind();
        checker.everythingIsHeardOnce();
        checker.rebuiltRowsAreTheLiveOnes();
        checker.everyClosingIsDecidedOnce();
        checker.whatIsDueIsDraftedOnce();
        checker.whatIsPublishedWasReviewed();
        checker.everyAnnouncementArrivesOnce();
        checker.nobodyIsToldTheSameTwice();
        return List.copyOf(checker.violations);
    }

    private void violated(Rule rule, String line) {
        violations.add(new Violation(rule, line));
    }

    // --- the client's journal against the stores

    /**
     * A command's own events are those with its correlation id that no message caused; one transaction wrote them. Their
     * being there at most once is what an unknown outcome leaves open: 0 or 1, never 2.
     */
    private void acknowledgedOnce() {
        Map<Command, List<Entry>> commands =
                evidence.journal().stream().collect(groupingBy(Entry::command, LinkedHashMap::new, toList()));
        commands.forEach(this::carriedOutOnce);
        nobodyElseHasWritten(commands.keySet().stream().map(Command::id).collect(toSet()));
    }

    private void carriedOutOnce(Command command, List<Entry> attempts) {
        List<StoredEvent> own = ownEvents(command);
        List<Entry> acknowledged =
                attempts.stream().filter(entry -> entry.outcome() == Outcome.OK).toList();
        boolean open = attempts.stream().anyMatch(entry -> entry.outcome() == Outcome.INFO);
        if (command.effect() == Effect.SOME && !acknowledged.isEmpty() && own.isEmpty()) {
            violated(Rule.ACKNOWLEDGED_ONCE, command + " was acknowledged and has left no event");
        }
        if (acknowledged.isEmpty() && !open && !own.isEmpty()) {
            violated(Rule.ACKNOWLEDGED_ONCE, command + " was refused and has left " + own.size() + " events");
        }
        if (command.effect() == Effect.NONE && !own.isEmpty()) {
            violated(Rule.ACKNOWLEDGED_ONCE, command + " should change nothing and has left " + own.size() + " events");
        }
        long times = own.stream().map(StoredEvent::transaction).distinct().count();
        if (times > 1) {
            violated(Rule.ACKNOWLEDGED_ONCE, command + " was carried out " + times + " times");
        }
        if (command.hasKey() && !acknowledged.isEmpty()) {
            alwaysAnsweredTheSame(command, acknowledged);
        }
    }

    private List<StoredEvent> ownEvents(Command command) {
        return eventsByCorrelation(ownerOf(command)).getOrDefault(command.id(), List.of()).stream()
                .filter(event -> event.causation().isEmpty())
                .toList();
    }

    private Map<UUID, List<StoredEvent>> eventsByCorrelation(Service service) {
        return byCorrelation.computeIfAbsent(
                service, one -> evidence.store(one).events().stream().collect(groupingBy(StoredEvent::correlation)));
    }

    private void alwaysAnsweredTheSame(Command command, List<Entry> acknowledged) {
        Entry first = acknowledged.getFirst();
        acknowledged.stream()
                .filter(answer -> answer.status() != first.status()
                        || !answer.etag().equals(first.etag())
                        || !answer.detail().equals(first.detail()))
                .findFirst()
                .ifPresent(other -> violated(
                        Rule.ACKNOWLEDGED_ONCE,
                        command + " was answered with " + first.status() + " " + first.etag() + " first and with "
                                + other.status() + " " + other.etag() + " later, or with another body"));
        Optional<KeptAnswer> kept = evidence.store(ownerOf(command)).answers().stream()
                .filter(answer -> answer.person().equals(command.person())
                        && answer.key().equals(command.id().toString()))
                .findFirst();
        if (kept.isEmpty()) {
            violated(Rule.ACKNOWLEDGED_ONCE, command + " was acknowledged and its answer is not kept");
        } else if (kept.get().status() != first.status() || !kept.get().body().equals(first.detail())) {
            violated(Rule.ACKNOWLEDGED_ONCE, command + " was acknowledged with another answer than the kept one");
        }
    }

    /** Pushes of editors are no commands of the journal: {@link LiveEditingTest} counts those. */
    private void nobodyElseHasWritten(Set<UUID> commands) {
        evidence.stores()
                .forEach((service, store) -> store.events().stream()
                        .filter(event -> event.causation().isEmpty())
                        .filter(event -> !event.actor().startsWith("system:"))
                        .filter(event -> !event.type().startsWith(WRITTEN_LIVE))
                        .filter(event -> !commands.contains(event.correlation()))
                        .forEach(event -> violated(
                                Rule.ACKNOWLEDGED_ONCE,
                                service.id() + " holds " + describe(event) + " by " + event.actor()
                                        + ", for which there was no command")));
    }

    private static Service ownerOf(Command command) {
        Matcher resource = RESOURCE.matcher(command.path());
        if (!resource.matches()) {
            throw new IllegalArgumentException("nobody owns " + command.path());
        }
        return Service.owning(resource.group(1)).orElseThrow();
    }

    // --- order

    private void streamsHaveNoGaps() {
        evidence.stores().forEach((service, store) -> {
            Map<UUID, List<StoredEvent>> streams = store.events().stream().collect(groupingBy(StoredEvent::stream));
            streams.forEach((stream, events) -> {
                List<Long> versions =
                        events.stream().map(StoredEvent::version).sorted().toList();
                List<Long> due =
                        LongStream.rangeClosed(1, versions.size()).boxed().toList();
                if (!versions.equals(due)) {
                    violated(
                            Rule.ORDER,
                            service.id() + " stream " + stream + " has the versions " + versions + " instead of 1.."
                                    + versions.size());
                }
                Long head = store.heads().get(stream);
                if (!Objects.equals(head, versions.getLast())) {
                    violated(
                            Rule.ORDER,
                            service.id() + " stream " + stream + " ends with version " + versions.getLast()
                                    + " and its head says " + head);
                }
            });
            store.heads().keySet().stream()
                    .filter(stream -> !streams.containsKey(stream))
                    .forEach(stream ->
                            violated(Rule.ORDER, service.id() + " stream " + stream + " has a head and no event"));
        });
    }

    /**
     * A relay that died between Kafka's answer and its own memory of it sends a whole batch again, so a repeated record
     * may stand behind its successors; the first of each may not.
     */
    private void keysKeepTheirOrder() {
        Map<String, Told> newest = new HashMap<>();
        Set<UUID> seen = new HashSet<>();
        for (Told told : evidence.told()) {
            if (!seen.add(told.id())) {
                continue;
            }
            Told before = newest.put(told.topic() + "/" + told.key(), told);
            if (before == null) {
                continue;
            }
            if (before.partition() != told.partition()) {
                violated(Rule.ORDER, "one key in two partitions: " + before + " and " + told);
            }
            if (before.sequence() >= told.sequence()) {
                violated(Rule.ORDER, told + " comes after " + before);
            }
        }
    }

    // --- the stores against the topics

    /** Whatever is in a topic is an event of the service that it names, at the version that it names. */
    private void topicsHoldWhatIsStored() {
        Map<String, Long> catalog = catalogVersions();
        Map<UUID, StoredEvent> stored = evidence.stores().values().stream()
                .flatMap(store -> store.events().stream())
                .collect(toMap(StoredEvent::id, identity(), (one, other) -> {
                    violated(Rule.TOLD, describe(one) + " and " + describe(other) + " share an id");
                    return one;
                }));
        Map<UUID, Service> owners = new HashMap<>();
        evidence.stores().forEach((service, store) -> store.events().forEach(event -> owners.put(event.id(), service)));
        for (Told told : firsts(evidence.told())) {
            StoredEvent event = stored.get(told.id());
            Optional<Service> source =
                    told.source().startsWith("/") ? Service.named(told.source().substring(1)) : Optional.empty();
            if (told.topic().equals(CATALOG)) {
                if (told.sequence() > catalog.getOrDefault(told.key(), -1L)) {
                    violated(Rule.TOLD, told + " is no version of an entry of the catalog");
                }
            } else if (event == null || source.isEmpty() || owners.get(told.id()) != source.get()) {
                violated(Rule.TOLD, told + " is stored nowhere");
            } else if (event.version() != told.sequence()) {
                violated(Rule.TOLD, told + " is stored as " + describe(event));
            }
        }
    }

    /** Key of a catalog message → the entry's version, 0 for the first. */
    private Map<String, Long> catalogVersions() {
        Map<String, Long> versions = new HashMap<>();
        Map<String, List<String>> tables = evidence.store(Service.INCIDENT).tables();
        for (String kind : List.of("person", "team", "service")) {
            tables.getOrDefault(kind, List.of()).forEach(text -> {
                JsonNode row = json(text);
                versions.put(
                        kind + ":" + row.path("id").asText(),
                        row.path("version").asLong());
            });
        }
        return versions;
    }

    /**
     * What is to be told is what every service tells when it is asked to tell all of it again; it must have been told
     * before, in the same words, and nothing else may have been. Of the catalog only the newest versions are told again,
     * so of those before them it is asked that none is missing.
     */
    private void republishingTellsTheSame() {
        Map<UUID, Told> before = new LinkedHashMap<>();
        firsts(evidence.told()).forEach(told -> before.put(told.id(), told));
        Map<UUID, Told> again = new LinkedHashMap<>();
        firsts(evidence.toldAgain()).forEach(told -> again.put(told.id(), told));
        again.values().forEach(told -> {
            Told first = before.get(told.id());
            if (first == null) {
                violated(Rule.TOLD, told + " is told now and was never told before");
            } else if (!json(first.data()).equals(json(told.data()))
                    || !first.key().equals(told.key())) {
                violated(Rule.TOLD, told + " is told in other words than " + first);
            }
        });
        before.values().stream()
                .filter(told -> !told.topic().equals(CATALOG) && !again.containsKey(told.id()))
                .forEach(told -> violated(Rule.TOLD, told + " was told and would not be told again"));
        Map<String, Set<Long>> catalog = before.values().stream()
                .filter(told -> told.topic().equals(CATALOG))
                .collect(groupingBy(Told::key, mapping(Told::sequence, toSet())));
        catalogVersions()
                .forEach((key, version) -> LongStream.rangeClosed(1, version)
                        .filter(one -> !catalog.getOrDefault(key, Set.of()).contains(one))
                        .forEach(one -> violated(Rule.TOLD, "version " + one + " of " + key + " was never told")));
    }

    private void nothingIsLeftBehind() {
        evidence.stores().forEach((service, store) -> {
            if (store.waiting() > 0) {
                violated(Rule.TOLD, store.waiting() + " messages of " + service.id() + " are not in Kafka");
            }
        });
        evidence.deadLetters().forEach(letter -> violated(Rule.HEARD_ONCE, "given up: " + letter));
    }

    // --- consumers

    private void everythingIsHeardOnce() {
        Map<UUID, Told> told = new HashMap<>();
        firsts(evidence.told()).forEach(one -> told.put(one.id(), one));
        evidence.subscriptions().forEach((consumer, topics) -> {
            Service service = Service.named(consumer).orElseThrow();
            Set<UUID> heard = evidence.store(service).inbox().stream()
                    .filter(receipt -> receipt.consumer().equals(consumer))
                    .map(Receipt::message)
                    .collect(toSet());
            told.values().stream()
                    .filter(one -> topics.contains(one.topic()) && !heard.contains(one.id()))
                    .forEach(one -> violated(Rule.HEARD_ONCE, consumer + " has not acted upon " + one));
        });
        evidence.stores().forEach((service, store) -> {
            Map<UUID, List<Receipt>> receipts = store.inbox().stream().collect(groupingBy(Receipt::message));
            receipts.keySet().stream()
                    .filter(message -> !told.containsKey(message))
                    .forEach(message -> violated(
                            Rule.HEARD_ONCE, service.id() + " has acted upon " + message + ", which nobody told"));
            effects(store).forEach((message, events) -> {
                int consumers = receipts.getOrDefault(message, List.of()).size();
                long times =
                        events.stream().map(StoredEvent::transaction).distinct().count();
                if (times > consumers) {
                    violated(
                            Rule.HEARD_ONCE,
                            service.id() + " has acted " + times + " times upon " + message + " and remembers "
                                    + consumers + ": "
                                    + events.stream().map(Checker::describe).toList());
                }
            });
        });
    }

    private static Map<UUID, List<StoredEvent>> effects(Store store) {
        return store.events().stream()
                .filter(event -> event.causation().isPresent())
                .collect(groupingBy(event -> event.causation().orElseThrow()));
    }

    // --- read models

    private void rebuiltRowsAreTheLiveOnes() {
        evidence.rebuilt().forEach((service, rebuilt) -> {
            Map<String, List<String>> live = evidence.store(service).tables();
            Set<String> tables = new TreeSet<>(live.keySet());
            tables.addAll(rebuilt.keySet());
            for (String table : tables) {
                Set<String> liveRows = new TreeSet<>(live.getOrDefault(table, List.of()));
                Set<String> rebuiltRows = new TreeSet<>(rebuilt.getOrDefault(table, List.of()));
                Stream.concat(
                                liveRows.stream()
                                        .filter(row -> !rebuiltRows.contains(row))
                                        .map(row -> "does not come from the events: " + row),
                                rebuiltRows.stream()
                                        .filter(row -> !liveRows.contains(row))
                                        .map(row -> "is missing: " + row))
                        .forEach(line -> violated(Rule.REBUILT, "a row of " + service.id() + "." + table + " " + line));
            }
        });
    }

    // --- the domain's promises, from public events alone

    private void everyClosingIsDecidedOnce() {
        Map<UUID, List<Told>> decisionsByCause = new HashMap<>();
        List<Told> closings = ofType(IncidentClosed.class);
        Set<UUID> closingIds = closings.stream().map(Told::id).collect(toSet());
        for (Told told : ofType(DecisionMade.class)) {
            DecisionMade decision = read(told, DecisionMade.class);
            boolean byClosing = told.causation().filter(closingIds::contains).isPresent();
            if (!closingIds.contains(decision.closeEventId())) {
                violated(Rule.DECIDED_ONCE, told + " judges a closing that never was: " + decision.closeEventId());
            }
            if (!byClosing && decision.requestedBy() == null) {
                violated(Rule.DECIDED_ONCE, told + " was neither set off by a closing nor asked for by anybody");
            }
            if (byClosing) {
                decisionsByCause
                        .computeIfAbsent(decision.closeEventId(), id -> new ArrayList<>())
                        .add(told);
            }
        }
        closings.forEach(closing -> {
            List<Told> decisions = decisionsByCause.getOrDefault(closing.id(), List.of());
            if (decisions.size() != 1) {
                violated(Rule.DECIDED_ONCE, closing + " has " + decisions.size() + " decisions: " + decisions);
            }
        });
    }

    private void whatIsDueIsDraftedOnce() {
        Map<UUID, List<UUID>> drafts = new HashMap<>();
        all(PostmortemDrafted.class)
                .forEach(draft -> drafts.computeIfAbsent(draft.incidentId(), id -> new ArrayList<>())
                        .add(draft.postmortemId()));
        Set<UUID> due = all(DecisionMade.class)
                .filter(decision -> decision.outcome().equals("DUE"))
                .map(DecisionMade::incidentId)
                .collect(toSet());
        Set<UUID> incidents = new TreeSet<>(due);
        incidents.addAll(drafts.keySet());
        for (UUID incident : incidents) {
            List<UUID> found = drafts.getOrDefault(incident, List.of());
            int expected = due.contains(incident) ? 1 : 0;
            if (found.size() != expected) {
                violated(
                        Rule.DECIDED_ONCE,
                        "incident " + incident + " has " + found.size() + " drafts instead of " + expected + ": "
                                + found);
            }
        }
    }

    private void whatIsPublishedWasReviewed() {
        List<ReviewAccepted> accepted = all(ReviewAccepted.class).toList();
        Set<UUID> published = new HashSet<>();
        for (Told told : ofType(PostmortemPublished.class)) {
            PostmortemPublished publication = read(told, PostmortemPublished.class);
            if (!published.add(publication.postmortemId())) {
                violated(Rule.REVIEWED, told + " publishes " + publication.number() + " a second time");
            }
            if (accepted.stream().noneMatch(review -> covers(review, publication))) {
                violated(
                        Rule.REVIEWED,
                        told + " publishes revision " + publication.revision() + " of " + publication.number()
                                + " without an accepted review of its content by a senior who is no author");
            }
        }
        Map<UUID, Set<UUID>> reviews = new HashMap<>();
        firsts(evidence.told()).stream()
                .filter(told -> told.topic().equals("reviews"))
                .map(told -> json(told.data()))
                .forEach(review -> reviews.computeIfAbsent(
                                UUID.fromString(review.path("postmortemId").asText()), id -> new TreeSet<>())
                        .add(UUID.fromString(review.path("reviewId").asText())));
        reviews.forEach((postmortem, ids) -> {
            if (ids.size() > 1) {
                violated(Rule.REVIEWED, "postmortem " + postmortem + " has " + ids.size() + " reviews: " + ids);
            }
        });
    }

    private static boolean covers(ReviewAccepted review, PostmortemPublished publication) {
        return review.postmortemId().equals(publication.postmortemId())
                && review.revision() == publication.revision()
                && review.contentHash().equals(publication.contentHash())
                && review.acceptedBy().stream()
                        .filter(ReviewMessage.Reviewer::senior)
                        .map(ReviewMessage.Reviewer::person)
                        .anyMatch(person -> !review.authors().contains(person) && !person.equals(publication.owner()));
    }

    // --- announcements

    /** One message that somebody must get: channel, kind and name of the recipient, as a delivery has them. */
    private record Addressee(UUID event, String channel, String kind, String name) {}

    /** @param status SENT once the other side has taken it */
    private record Delivery(UUID id, Addressee to, String status) {}

    /**
     * Each announcement has one delivery for each addressee, and each delivery has arrived, under its own Message-ID or
     * webhook-id. That it arrived several times is a crash between sending and noting it; under another id it is not.
     */
    private void everyAnnouncementArrivesOnce() {
        Map<Addressee, List<Delivery>> deliveries = deliveries().collect(groupingBy(Delivery::to));
        Set<Addressee> due = new LinkedHashSet<>();
        firsts(evidence.told()).forEach(told -> addressees(told).forEach(due::add));
        due.stream()
                .filter(to -> deliveries.getOrDefault(to, List.of()).size() != 1)
                .forEach(to -> violated(
                        Rule.ANNOUNCED_ONCE,
                        to + " has " + deliveries.getOrDefault(to, List.of()).size() + " deliveries"));
        Set<String> ids = new HashSet<>();
        deliveries.values().stream().flatMap(List::stream).forEach(delivery -> {
            boolean mail = delivery.to().channel().equals("MAIL");
            String id = mail ? "<" + delivery.id() + "@manabi>" : delivery.id().toString();
            ids.add(id);
            if (!due.contains(delivery.to())) {
                violated(Rule.ANNOUNCED_ONCE, delivery + " tells what was not to be told");
            }
            if (!delivery.status().equals("SENT")) {
                violated(Rule.ANNOUNCED_ONCE, delivery + " was not sent");
            }
            arrived(delivery, mail ? recipientsOf(id) : roomsOf(id));
        });
        evidence.mails().stream()
                .filter(mail -> !ids.contains(mail.messageId()))
                .forEach(mail -> violated(
                        Rule.ANNOUNCED_ONCE,
                        "the mail " + mail.messageId() + " to " + mail.recipient() + " belongs to no delivery: "
                                + mail.subject()));
        evidence.hooks().stream()
                .filter(hook -> !ids.contains(webhookId(hook)))
                .forEach(hook -> violated(
                        Rule.ANNOUNCED_ONCE,
                        "the webhook call " + webhookId(hook) + " belongs to no delivery: " + hook.body()));
    }

    private void arrived(Delivery delivery, Set<String> recipients) {
        String due =
                switch (delivery.to().kind()) {
                    case "PERSON" -> addressOf(delivery.to().name());
                    case "MAIL_LIST" -> AUDIENCE;
                    default -> delivery.to().name();
                };
        if (!recipients.equals(Set.of(due))) {
            violated(Rule.ANNOUNCED_ONCE, delivery + " arrived at " + new TreeSet<>(recipients) + " instead of " + due);
        }
    }

    /** Whoever reads mails knows nothing of ids: to them a second mail with the same words is a second mail. */
    private void nobodyIsToldTheSameTwice() {
        Map<String, Set<String>> ids = new TreeMap<>();
        evidence.mails()
                .forEach(mail -> ids.computeIfAbsent(
                                mail.recipient() + " has got the mail \"" + mail.subject() + "\" in the words "
                                        + quoted(mail.text()),
                                words -> new TreeSet<>())
                        .add(mail.messageId()));
        evidence.hooks()
                .forEach(hook -> ids.computeIfAbsent(
                                "the room " + hook.name() + " has got " + quoted(hook.body()), words -> new TreeSet<>())
                        .add(webhookId(hook)));
        ids.forEach((words, found) -> {
            if (found.size() > 1) {
                violated(Rule.ANNOUNCED_ONCE, words + " under " + found.size() + " ids: " + found);
            }
        });
    }

    /** Who is told of an event. Nothing here is private. */
    private static Stream<Addressee> addressees(Told told) {
        EventContract<?> contract = EventContract.ofType(told.type()).orElseThrow();
        if (!List.of("postmortems", "reviews").contains(told.topic())) {
            return Stream.empty();
        }
        return switch (read(told, contract.shape())) {
            case PostmortemDrafted e -> people(told, Stream.ofNullable(e.owner()));
            case PostmortemPublished _ ->
                Stream.of(
                        new Addressee(told.id(), "MAIL", "MAIL_LIST", "audience"),
                        new Addressee(told.id(), "CHAT", "CHAT_ROOM", "chat"));
            case ReviewAssigned e ->
                people(
                        told,
                        e.added().isEmpty()
                                ? e.reviewers().stream().map(ReviewMessage.Reviewer::person)
                                : e.added().stream());
            case ReviewChangesRequested e -> people(told, Stream.ofNullable(e.owner()));
            case ReviewEscalated e -> people(told, e.managers().stream());
            default -> Stream.empty();
        };
    }

    /** A mail to each of them, and a message to the room. */
    private static Stream<Addressee> people(Told told, Stream<String> people) {
        return Stream.concat(
                people.map(person -> new Addressee(told.id(), "MAIL", "PERSON", person)),
                Stream.of(new Addressee(told.id(), "CHAT", "CHAT_ROOM", "chat")));
    }

    private Stream<Delivery> deliveries() {
        return evidence.store(Service.NOTIFICATION).tables().getOrDefault("delivery", List.of()).stream()
                .map(Checker::json)
                .map(row -> new Delivery(
                        UUID.fromString(row.path("id").asText()),
                        new Addressee(
                                UUID.fromString(row.path("source_event_id").asText()),
                                row.path("channel").asText(),
                                row.path("recipient_kind").asText(),
                                row.path("recipient").asText()),
                        row.path("status").asText()));
    }

    private String addressOf(String person) {
        return evidence.store(Service.INCIDENT).tables().getOrDefault("person", List.of()).stream()
                .map(Checker::json)
                .filter(row -> row.path("id").asText().equals(person))
                .map(row -> row.path("email").asText())
                .findFirst()
                .orElse("nowhere");
    }

    private Set<String> recipientsOf(String messageId) {
        return evidence.mails().stream()
                .filter(mail -> mail.messageId().equals(messageId))
                .map(Mail::recipient)
                .collect(toSet());
    }

    private Set<String> roomsOf(String webhookId) {
        return evidence.hooks().stream()
                .filter(hook -> webhookId(hook).equals(webhookId))
                .map(Hook::name)
                .collect(toSet());
    }

    private static String webhookId(Hook hook) {
        return hook.headers().getOrDefault("webhook-id", "without id");
    }

    // --- reading

    private static List<Told> firsts(List<Told> records) {
        Set<UUID> seen = new HashSet<>();
        return records.stream().filter(told -> seen.add(told.id())).toList();
    }

    private <E extends PublicEvent> Stream<E> all(Class<E> shape) {
        return ofType(shape).stream().map(told -> read(told, shape));
    }

    private List<Told> ofType(Class<? extends PublicEvent> shape) {
        String type = EventContract.all().stream()
                .filter(contract -> contract.shape() == shape)
                .findFirst()
                .orElseThrow()
                .type();
        return firsts(evidence.told()).stream()
                .filter(told -> told.type().equals(type))
                .toList();
    }

    private static <E extends PublicEvent> E read(Told told, Class<E> shape) {
        try {
            EventContract<?> contract = EventContract.ofType(told.type()).orElseThrow();
            return shape.cast(EventJson.read(contract, told.data().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(told + " cannot be read", e);
        }
    }

    /** On one line, in quotation marks. */
    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    private static JsonNode json(String text) {
        try {
            return Client.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String describe(StoredEvent event) {
        return event.type() + " " + event.id() + " (version " + event.version() + " of " + event.stream() + ")";
    }
}
