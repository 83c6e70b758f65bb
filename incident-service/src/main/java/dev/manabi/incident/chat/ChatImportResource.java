package dev.manabi.incident.chat;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.StaleVersion;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.incident.chat.ChatImports.Confirmed;
import dev.manabi.incident.chat.ChatImports.Received;
import dev.manabi.incident.incident.IncidentCommands;
import dev.manabi.incident.incident.domain.EntryKind;
import dev.manabi.incident.incident.domain.Incident;
import dev.manabi.incident.incident.domain.Incident.Declared;
import dev.manabi.incident.incident.domain.TimelineEntry;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Storable;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Chats as evidence of an incident, over HTTP. */
@Path("/api/v1/incidents/{id}/chat-imports")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Chat imports")
@RolesAllowed("member")
public class ChatImportResource {

    private static final Duration MARGIN = Duration.ofHours(1);
    /** A chat is attached and erased, and never changed. */
    private static final long VERSION = 1;

    private static final int MOST_ENTRIES = 1_000;

    private final IncidentCommands incidents;
    private final ChatImports imports;
    private final Caller caller;

    ChatImportResource(IncidentCommands incidents, ChatImports imports, Caller caller) {
        this.incidents = incidents;
        this.imports = imports;
        this.caller = caller;
    }

    /** A chat: JSON as Slack exports it, the zip of an export, or a transcript as plain text. */
    @Schema(name = "Chat", examples = """
                    {
                      "users": [{"id": "U1", "name": "mei"}],
                      "messages": [{"type": "message", "user": "U1", "text": "rolled back", "ts": "1772361600.000100"}]
                    }
                    """)
    public static final class Chat {
        private Chat() {}
    }

    /**
     * @param all every proposed message as it is proposed; {@code entries} may change some of them
     * @param entries messages that become facts
     */
    @Schema(name = "ChatConfirmation", examples = """
                    {"entries": [{"message": 3, "text": "Payments rolled back to 4.1", "kind": "ACTION"}, {"message": 5}]}
                    """)
    public record ConfirmRequest(
            @Nullable Boolean all,
            @Nullable @Size(max = MOST_ENTRIES) List<@NotNull @Valid ConfirmedRequest> entries) {}

    /**
     * @param message its number
     * @param text what the fact says, where not the message itself
     * @param occurredAt when it happened, where not when it was said
     */
    @Schema(name = "ConfirmedMessage")
    public record ConfirmedRequest(
            @NotNull Integer message,
            @Nullable @Size(min = 1, max = 10_000) String text,
            @Nullable EntryKind kind,
            @Nullable Instant occurredAt) {

        Confirmed confirmed() {
            return new Confirmed(message, text, kind, occurredAt);
        }
    }

    /** @param entries the facts, as they were confirmed */
    @Schema(name = "ConfirmedFacts")
    public record ConfirmAnswer(List<TimelineEntry> entries) {}

    @POST
    @Idempotent
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Attach a chat, and have facts proposed from it",
            description =
                    "An export of Slack (`application/zip`, or `application/json`), or a transcript that was copied"
                            + " (`text/plain`). It is kept as it came. Nothing becomes a fact before somebody confirms it. The"
                            + " same chat again is the same import.")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Chat.class)))
    @APIResponse(
            responseCode = "201",
            description = "Attached",
            content = @Content(schema = @Schema(implementation = ChatImportAnswer.class)))
    public Response importChat(
            @PathParam("id") String id,
            @Parameter(description = "Which channel, where an export holds several")
                    @QueryParam("channel")
                    @Nullable
                    @Size(max = 100)
                    String channel,
            @Parameter(description = "Messages from this time on; left out, from an hour before the incident")
                    @QueryParam("from")
                    @Nullable
                    String from,
            @Parameter(description = "Messages until this time; left out, until an hour after it was resolved")
                    @QueryParam("to")
                    @Nullable
                    String to,
            @Parameter(description = "The day on which a transcript without dates begins", example = "2026-03-01")
                    @QueryParam("date")
                    @Nullable
                    String date,
            @Parameter(description = "The time zone of a transcript; left out, it is UTC", example = "Asia/Tokyo")
                    @QueryParam("zone")
                    @Nullable
                    String zone,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @NotNull byte[] body) {
        Declared incident = incident(id);
        Instant begin = Objects.requireNonNullElse(
                time("from", from), incident.happenedAt().minus(MARGIN));
        Instant end = Objects.requireNonNullElseGet(
                time("to", to),
                () -> Objects.requireNonNullElse(incident.resolvedAt(), now()).plus(MARGIN));
        if (end.isBefore(begin)) {
            throw new InvalidValue("to", "to lies before from.");
        }
        String type = Objects.requireNonNullElse(contentType, "").toLowerCase(Locale.ROOT);
        Transcript transcript;
        try {
            transcript = read(type, body, channel, day(date), zone(zone));
        } catch (NotReadable e) {
            throw new InvalidValue("body", e.reason());
        }
        String asked = String.join(
                "\n",
                begin.toString(),
                end.toString(),
                transcript.channel(),
                zone(zone).getId(),
                type);
        ChatImport chat = imports.attach(
                new Received(incident.id(), type, asked, begin, end, caller.person(), now()), body, transcript);
        return Response.created(URI.create("/api/v1/incidents/" + incident.id() + "/chat-imports/" + chat.id))
                .entity(ChatImportAnswer.of(chat))
                .build();
    }

    private static Transcript read(
            String type, byte[] body, @Nullable String channel, @Nullable LocalDate date, ZoneId zone) {
        boolean zip = body.length > 3 && body[0] == 'P' && body[1] == 'K';
        if (zip) {
            return SlackExport.ofZip(body, channel);
        }
        if (type.startsWith("text/")) {
            return PastedTranscript.read(text(body), date, zone);
        }
        return SlackExport.ofJson(body);
    }

    @GET
    @Transactional
    @Operation(summary = "List the chats of an incident, the newest first")
    public Page<ChatImportAnswer> listChatImports(@PathParam("id") String id) {
        UUID incident = incident(id).id();
        return new Page<>(
                ChatImport.<ChatImport>list("incidentId = ?1 order by id desc", incident).stream()
                        .map(ChatImportAnswer::of)
                        .toList(),
                null);
    }

    @GET
    @Path("/{import}")
    @Transactional
    @Operation(summary = "Read one chat of an incident, without its messages")
    @APIResponse(
            responseCode = "200",
            description = "The chat",
            content = @Content(schema = @Schema(implementation = ChatImportAnswer.class)))
    public Response getChatImport(@PathParam("id") String id, @PathParam("import") String chat) {
        return Answers.ok(VERSION, ChatImportAnswer.of(find(id, chat)));
    }

    @GET
    @Path("/{import}/raw")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Transactional
    @Operation(summary = "Read a chat as it came")
    @APIResponse(
            responseCode = "200",
            description = "The bytes",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema =
                                    @Schema(
                                            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                                            format = "binary")))
    public Response getRawChat(@PathParam("id") String id, @PathParam("import") String chat) {
        return Response.ok(find(id, chat).raw)
                .header("Content-Disposition", "attachment; filename=\"chat\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    @GET
    @Path("/{import}/messages")
    @Transactional
    @Operation(summary = "Read the messages of a chat with what is proposed, in the order of time")
    public Page<ChatImportAnswer.Message> listChatMessages(
            @PathParam("id") String id,
            @PathParam("import") String chat,
            @Parameter(description = "Only those that are proposed, or only the others")
                    @QueryParam("proposed")
                    @Nullable
                    Boolean proposed,
            @Parameter(description = "Only the message of that number") @QueryParam("number") @Nullable Integer number,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        UUID importId = find(id, chat).id;
        PageRequest page = PageRequest.of(limit, cursor);
        int after = page.after() == null ? 0 : number("cursor", page.after());
        List<ChatMessage> rows = ChatMessage.<ChatMessage>find(
                        "importId = ?1 and number > ?2 and (?3 is null or proposed = ?3) and (?4 is null or number = ?4)"
                                + " order by number",
                        importId,
                        after,
                        proposed,
                        number)
                .range(0, page.limit())
                .list();
        return Page.of(page, rows, row -> String.valueOf(row.number), ChatImportAnswer.Message::of);
    }

    @POST
    @Path("/{import}/confirm")
    @Idempotent
    @Operation(
            summary = "Make facts of messages",
            description = "Proposed or not, as they are or in other words. The message is kept as evidence of the fact."
                    + " Confirming it again changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The facts",
            content = @Content(schema = @Schema(implementation = ConfirmAnswer.class)))
    public Response confirmChatMessages(
            @PathParam("id") String id, @PathParam("import") String chat, @NotNull @Valid ConfirmRequest request) {
        Declared incident = incident(id);
        ChatImport found = find(incident, chat);
        List<Confirmed> said = request.entries() == null
                ? List.of()
                : request.entries().stream().map(ConfirmedRequest::confirmed).toList();
        List<Confirmed> all = Boolean.TRUE.equals(request.all()) ? withProposed(found, said) : said;
        if (all.isEmpty()) {
            throw new InvalidValue("entries", "Name at least one message, or all: true.");
        }
        if (all.stream().map(Confirmed::number).distinct().count() < all.size()) {
            throw new InvalidValue("entries", "A message is confirmed once.");
        }
        return Response.ok(new ConfirmAnswer(imports.confirm(found, all, caller.person(), caller.cause())))
                .build();
    }

    private static List<Confirmed> withProposed(ChatImport chat, List<Confirmed> said) {
        List<Integer> named = said.stream().map(Confirmed::number).toList();
        List<Confirmed> all = new ArrayList<>(said);
        ChatMessage.<ChatMessage>list("importId = ?1 and proposed order by number", chat.id).stream()
                .map(message -> message.number)
                .filter(number -> !named.contains(number))
                .map(number -> new Confirmed(number, null, null, null))
                .forEach(all::add);
        if (all.size() > MOST_ENTRIES) {
            throw new InvalidValue("all", "More than " + MOST_ENTRIES + " messages are proposed; name some of them.");
        }
        return all;
    }

    @DELETE
    @Path("/{import}")
    @RolesAllowed("responder")
    @Transactional
    @Operation(
            summary = "Erase a chat",
            description = "The transcript and its messages. What became a fact of the timeline stays one.")
    @APIResponse(responseCode = "204", description = "Erased")
    public void eraseChatImport(
            @PathParam("id") String id,
            @PathParam("import") String chat,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        Expected seen = Expected.required(ifMatch);
        ChatImport found = find(id, chat);
        if (seen instanceof Expected.Version(long version) && version != VERSION) {
            throw new StaleVersion(version, VERSION);
        }
        ChatMessage.delete("importId", found.id);
        found.delete();
    }

    private Declared incident(String id) {
        return switch (incidents.load(incidents.resolve(id)).state()) {
            case Declared incident -> incident;
            case Incident.Undeclared _ -> throw new NotFound("incident", id);
        };
    }

    private ChatImport find(String id, String chat) {
        return find(incident(id), chat);
    }

    private static ChatImport find(Declared incident, String chat) {
        try {
            return ChatImport.<ChatImport>find("id = ?1 and incidentId = ?2", UUID.fromString(chat), incident.id())
                    .firstResultOptional()
                    .orElseThrow(() -> new NotFound("chat import", chat));
        } catch (IllegalArgumentException e) {
            throw new NotFound("chat import", chat);
        }
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            String begun = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return Storable.is(begun) ? begun : begun.replace('\0', ' ');
        } catch (CharacterCodingException e) {
            throw new InvalidValue("body", "The transcript is not UTF-8.");
        }
    }

    private static @Nullable Instant time(String parameter, @Nullable String value) {
        try {
            Instant time = value == null || value.isBlank() ? null : Instant.parse(value);
            if (time != null && (time.isBefore(Instant.EPOCH) || time.isAfter(Instant.parse("9999-12-31T00:00:00Z")))) {
                throw new InvalidValue(parameter, parameter + " lies before 1970 or after the year 9999.");
            }
            return time;
        } catch (DateTimeException e) {
            throw new InvalidValue(parameter, parameter + " is a time such as 2026-03-01T10:00:00Z.");
        }
    }

    private static @Nullable LocalDate day(@Nullable String value) {
        try {
            return value == null || value.isBlank() ? null : LocalDate.parse(value);
        } catch (DateTimeException e) {
            throw new InvalidValue("date", "date is a day such as 2026-03-01.");
        }
    }

    private static ZoneId zone(@Nullable String name) {
        try {
            return name == null || name.isBlank() ? ZoneId.of("UTC") : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new InvalidValue("zone", "zone is a time zone such as Asia/Tokyo, not " + name + ".");
        }
    }

    private static int number(String parameter, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new InvalidValue(parameter, parameter + " must be the next of an earlier answer.");
        }
    }

    private Instant now() {
        return caller.cause().at();
    }
}
