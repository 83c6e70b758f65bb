package dev.manabi.incident.chat;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.incident.chat.ProposalRules.Proposal;
import dev.manabi.incident.incident.IncidentCommands;
import dev.manabi.incident.incident.domain.EntryKind;
import dev.manabi.incident.incident.domain.Evidence;
import dev.manabi.incident.incident.domain.EvidenceKind;
import dev.manabi.incident.incident.domain.IncidentCommand.NoteFacts;
import dev.manabi.incident.incident.domain.TimelineEntry;
import dev.manabi.kit.TransactionSql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Attaches chats to incidents, and turns what people confirm into facts. Runs in the caller's transaction. */
@ApplicationScoped
class ChatImports {

    private static final int QUOTED = 1_000;

    private final IncidentCommands incidents;
    private final TransactionSql sql;
    private final EntityManager entities;

    ChatImports(IncidentCommands incidents, TransactionSql sql, EntityManager entities) {
        this.incidents = incidents;
        this.sql = sql;
        this.entities = entities;
    }

    /** @param asked what makes two imports of the same bytes different ones: the channel, the window, the zone */
    record Received(
            UUID incidentId, String contentType, String asked, Instant from, Instant to, String by, Instant at) {}

    /** What a person makes of a message; null where it stays as it is proposed. */
    record Confirmed(
            int number,
            @Nullable String text,
            @Nullable EntryKind kind,
            @Nullable Instant occurredAt) {}

    ChatImport attach(Received received, byte[] raw, Transcript transcript) {
        String digest = digest(received, raw);
        sql.lock("chat-import/" + digest);
        ChatImport known = ChatImport.find("incidentId = ?1 and digest = ?2", received.incidentId(), digest)
                .firstResult();
        if (known != null) {
            return known;
        }
        List<Said> inside = transcript.messages().stream()
                .filter(said ->
                        !said.at().isBefore(received.from()) && !said.at().isAfter(received.to()))
                .toList();
        ChatImport chat = new ChatImport();
        chat.id = Ids.next();
        chat.incidentId = received.incidentId();
        chat.digest = digest;
        chat.channel = transcript.channel();
        chat.from = received.from();
        chat.to = received.to();
        chat.importedBy = received.by();
        chat.importedAt = received.at();
        chat.contentType = received.contentType();
        chat.raw = raw;
        chat.messages = inside.size();
        chat.outside = transcript.messages().size() - inside.size();
        chat.notUnderstood = transcript.notUnderstood();
        Authors authors = Authors.of(inside);
        List<ChatMessage> messages = new ArrayList<>();
        for (Said said : inside) {
            messages.add(message(chat.id, messages.size() + 1, said, authors));
        }
        chat.proposed = (int) messages.stream().filter(one -> one.proposed).count();
        chat.persistAndFlush();
        messages.forEach(one -> one.persist());
        return chat;
    }

    private static ChatMessage message(UUID importId, int number, Said said, Authors authors) {
        Proposal proposal = ProposalRules.of(said);
        ChatMessage message = new ChatMessage();
        message.importId = importId;
        message.number = number;
        message.messageId = said.id();
        message.at = said.at();
        message.author = authors.idOf(said);
        message.authorName = said.authorName();
        message.bot = said.bot();
        message.text = said.text();
        message.thread = said.thread();
        message.editedAt = said.editedAt();
        message.reactions = said.reactions();
        message.pinned = said.pinned();
        message.proposed = proposal.proposed();
        message.kind = proposal.kind();
        message.reasons = proposal.reasons();
        return message;
    }

    /**
     * A message that is a fact already stays that fact.
     *
     * @return what was confirmed
     */
    List<TimelineEntry> confirm(ChatImport chat, List<Confirmed> confirmed, String by, Cause cause) {
        Map<Integer, ChatMessage> messages = ChatMessage.<ChatMessage>list(
                        "importId = ?1 and number in ?2",
                        chat.id,
                        confirmed.stream().map(Confirmed::number).toList())
                .stream()
                .collect(Collectors.toMap(message -> message.number, Function.identity()));
        List<TimelineEntry> entries = new ArrayList<>();
        for (Confirmed one : confirmed) {
            ChatMessage message = messages.get(one.number());
            if (message == null) {
                throw new InvalidValue("entries", "This import has no message " + one.number() + ".");
            }
            entries.add(entry(chat, message, one, by, cause.at()));
        }
        incidents.handle(new NoteFacts(chat.incidentId, entries, cause.at()), Expected.any(), cause);
        for (TimelineEntry entry : entries) {
            messages.values().stream()
                    .filter(message -> entryId(chat, message).equals(entry.id()))
                    .forEach(message -> message.entry = entry.id());
        }
        entities.flush();
        return entries;
    }

    private static UUID entryId(ChatImport chat, ChatMessage message) {
        return Ids.named("chat/" + chat.incidentId + "/" + chat.channel + "/" + message.messageId + "/" + message.at);
    }

    /** Said by a person and confirmed by one, so people may correct it later. */
    private static TimelineEntry entry(
            ChatImport chat, ChatMessage message, Confirmed confirmed, String by, Instant now) {
        Instant at = Objects.requireNonNullElse(confirmed.occurredAt(), message.at);
        if (at.isAfter(now) || at.isBefore(Instant.EPOCH)) {
            throw new InvalidValue("occurredAt", "occurredAt lies in the future or before 1970: " + at);
        }
        String quoted = message.authorName + ": " + message.text;
        Evidence evidence = new Evidence(
                EvidenceKind.MESSAGE,
                "/api/v1/incidents/" + chat.incidentId + "/chat-imports/" + chat.id + "/messages?number="
                        + message.number,
                quoted.length() <= QUOTED ? quoted : quoted.substring(0, quoted.offsetByCodePoints(0, QUOTED / 2)));
        return new TimelineEntry(
                entryId(chat, message),
                at,
                now,
                Objects.requireNonNullElse(confirmed.kind(), message.kind),
                Objects.requireNonNullElse(confirmed.text(), message.text),
                TimelineEntry.PERSON,
                Objects.requireNonNullElse(message.author, by),
                List.of(evidence));
    }

    private static String digest(Received received, byte[] raw) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(received.asked().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256.digest(raw));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
