package dev.manabi.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Where the mails and the chat messages of a machine without a mail server end: an SMTP server that takes mail for
 * anybody, and an HTTP server to read it again. Everything is kept in memory.
 *
 * <pre>
 * GET    /                 a page for people
 * GET    /mails            every mail received, oldest first; one entry for each recipient it was delivered to
 * DELETE /mails
 * POST   /hooks/{name}     takes any webhook call (Slack-compatible), answers "ok"
 * GET    /hooks            every call received, oldest first
 * DELETE /hooks
 * </pre>
 */
public final class LocalInbox implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final GreenMail smtp;
    private final HttpServer http;
    private final List<Hook> hooks = new CopyOnWriteArrayList<>();

    /**
     * @param recipient the mailbox this copy went to
     * @param to the addresses in the header
     * @param text the plain text part, null where there is none
     * @param html the HTML part, null where there is none
     * @param calendar the invitation, null where there is none
     */
    public record Mail(
            String messageId,
            String from,
            String recipient,
            List<String> to,
            String subject,
            @Nullable String text,
            @Nullable String html,
            @Nullable String calendar,
            Map<String, String> headers,
            Instant receivedAt) {}

    /**
     * @param name the last part of the path that was called
     * @param headers names in lower case; of a repeated header the first value
     * @param body the body as text
     */
    public record Hook(String name, Instant receivedAt, Map<String, String> headers, String body) {}

    private LocalInbox(int smtpPort, int httpPort) throws IOException {
        smtp = new GreenMail(new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        http = HttpServer.create(new InetSocketAddress("127.0.0.1", httpPort), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::answer);
        http.start();
    }

    /** Starts both servers on those ports of 127.0.0.1, 0 for a free one. */
    public static LocalInbox start(int smtpPort, int httpPort) {
        try {
            return new LocalInbox(smtpPort == 0 ? Ports.free() : smtpPort, httpPort);
        } catch (IOException e) {
            throw new UncheckedIOException("the inbox did not start: " + e.getMessage(), e);
        }
    }

    public int smtpPort() {
        return smtp.getSmtp().getPort();
    }

    public int httpPort() {
        return http.getAddress().getPort();
    }

    /** URL of the page for people; {@code /mails} and {@code /hooks} are below it. */
    public String url() {
        return "http://127.0.0.1:" + httpPort();
    }

    /** URL that takes webhook calls under that name. */
    public String hookUrl(String name) {
        return url() + "/hooks/" + name;
    }

    /** Every mail received, oldest first. */
    public List<Mail> mails() {
        List<Mail> mails = new ArrayList<>();
        try {
            for (GreenMailUser user : smtp.getUserManager().listUser()) {
                var inbox = smtp.getManagers().getImapHostManager().getInbox(user);
                // Copied first: the list grows while mail arrives.
                for (StoredMessage message : List.copyOf(inbox.getMessages())) {
                    mails.add(read(message, user.getEmail()));
                }
            }
        } catch (FolderException | MessagingException | IOException e) {
            throw new IllegalStateException("a mail could not be read", e);
        }
        mails.sort(Comparator.comparing(Mail::receivedAt));
        return List.copyOf(mails);
    }

    public void deleteHooks() {
        hooks.clear();
    }

    public void deleteMails() {
        try {
            smtp.purgeEmailFromAllMailboxes();
        } catch (FolderException e) {
            throw new IllegalStateException("the mails could not be removed", e);
        }
    }

    /** Every webhook call received, oldest first. */
    public List<Hook> hooks() {
        return List.copyOf(hooks);
    }

    @Override
    public void close() {
        http.stop(0);
        smtp.stop();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String call = exchange.getRequestMethod() + " " + path;
            if (call.equals("GET /mails")) {
                json(exchange, mails().stream().map(LocalInbox::fields).toList());
            } else if (call.equals("DELETE /mails")) {
                deleteMails();
                exchange.sendResponseHeaders(204, -1);
            } else if (call.equals("GET /hooks")) {
                json(exchange, hooks.stream().map(LocalInbox::fields).toList());
            } else if (call.equals("DELETE /hooks")) {
                deleteHooks();
                exchange.sendResponseHeaders(204, -1);
            } else if (call.startsWith("POST /hooks/")) {
                hooks.add(hook(exchange, path.substring("/hooks/".length())));
                send(exchange, 200, "text/plain", "ok");
            } else if (call.equals("GET /")) {
                send(exchange, 200, "text/html", InboxPage.of(mails(), hooks()));
            } else {
                send(exchange, 404, "text/plain", "nothing here: " + call);
            }
        }
    }

    private static Hook hook(HttpExchange exchange, String name) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((header, values) -> headers.put(header.toLowerCase(Locale.ROOT), values.getFirst()));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return new Hook(name, Instant.now(), headers, body);
    }

    private static Map<String, @Nullable Object> fields(Mail mail) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("messageId", mail.messageId());
        fields.put("from", mail.from());
        fields.put("recipient", mail.recipient());
        fields.put("to", mail.to());
        fields.put("subject", mail.subject());
        fields.put("text", mail.text());
        fields.put("html", mail.html());
        fields.put("calendar", mail.calendar());
        fields.put("headers", mail.headers());
        fields.put("receivedAt", mail.receivedAt().toString());
        return fields;
    }

    private static Map<String, Object> fields(Hook hook) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", hook.name());
        fields.put("receivedAt", hook.receivedAt().toString());
        fields.put("headers", hook.headers());
        fields.put("body", hook.body());
        return fields;
    }

    private static void json(HttpExchange exchange, Object value) throws IOException {
        try {
            send(exchange, 200, "application/json", JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            send(exchange, 500, "text/plain", String.valueOf(e.getMessage()));
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Mail read(StoredMessage stored, String recipient) throws MessagingException, IOException {
        MimeMessage message = stored.getMimeMessage();
        Map<String, String> headers = new TreeMap<>();
        message.getAllHeaders()
                .asIterator()
                .forEachRemaining(header -> headers.put(header.getName(), header.getValue()));
        return new Mail(
                String.valueOf(message.getMessageID()),
                String.join(", ", addresses(message.getFrom())),
                recipient,
                addresses(message.getRecipients(Message.RecipientType.TO)),
                String.valueOf(message.getSubject()),
                part(message, "text/plain"),
                part(message, "text/html"),
                part(message, "text/calendar"),
                headers,
                stored.getReceivedDate().toInstant());
    }

    private static List<String> addresses(Address @Nullable [] addresses) {
        if (addresses == null) {
            return List.of();
        }
        return List.of(addresses).stream().map(Address::toString).toList();
    }

    /** What the mail library has no text of its own for it hands over as bytes. */
    private static String text(Part part) throws MessagingException, IOException {
        if (part.getContent() instanceof InputStream bytes) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
        return String.valueOf(part.getContent());
    }

    /** The first part of that type, at any depth. */
    private static @Nullable String part(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return text(part);
        }
        if (part.getContent() instanceof Multipart several) {
            for (int i = 0; i < several.getCount(); i++) {
                BodyPart one = several.getBodyPart(i);
                String found = part(one, type);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
