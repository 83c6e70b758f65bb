package dev.manabi.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalInboxTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final LocalInbox INBOX = LocalInbox.start(0, 0);

    @BeforeEach
    void empty() {
        INBOX.deleteMails();
        INBOX.deleteHooks();
    }

    @AfterAll
    static void stop() {
        INBOX.close();
    }

    @Test
    void a_mail_to_anybody_can_be_read_over_http_until_it_is_removed() throws Exception {
        send("ken@manabi.example", "障害の振り返り: checkout <draft>", "Please read.", "<p>Please read.</p>");

        JsonNode mail = json("/mails").get(0);
        assertThat(mail.get("from").asText()).isEqualTo("manabi@manabi.example");
        assertThat(mail.get("to").get(0).asText()).isEqualTo("ken@manabi.example");
        assertThat(mail.get("recipient").asText()).isEqualTo("ken@manabi.example");
        assertThat(mail.get("subject").asText()).isEqualTo("障害の振り返り: checkout <draft>");
        assertThat(mail.get("text").asText()).isEqualTo("Please read.");
        assertThat(mail.get("html").asText()).isEqualTo("<p>Please read.</p>");
        assertThat(mail.get("messageId").asText()).isNotBlank();
        assertThat(mail.get("receivedAt").asText()).contains("T").endsWith("Z");
        assertThat(get("/")).contains("障害の振り返り: checkout &lt;draft&gt;").doesNotContain("<draft>");

        HTTP.send(request("/mails").DELETE().build(), BodyHandlers.discarding());
        assertThat(json("/mails")).isEmpty();
    }

    @Test
    void mails_can_be_read_while_others_arrive() throws Exception {
        String recipient = "busy@manabi.example";
        try (var sender = Executors.newSingleThreadExecutor()) {
            Future<?> sent = sender.submit(() -> {
                for (int i = 0; i < 50; i++) {
                    send(recipient, "Mail " + i, "Please read.", "<p>Please read.</p>");
                }
                return null;
            });
            while (!sent.isDone()) {
                INBOX.mails();
            }
            sent.get();
        }
        assertThat(INBOX.mails())
                .filteredOn(mail -> mail.recipient().equals(recipient))
                .hasSize(50);
    }

    @Test
    void a_webhook_call_is_answered_ok_and_kept_with_its_headers_and_body() throws Exception {
        HttpRequest call = HttpRequest.newBuilder(URI.create(INBOX.hookUrl("chat")))
                .header("X-Signature", "v1,abc")
                .POST(BodyPublishers.ofString("{\"text\":\"公開しました\"}"))
                .build();
        var answer = HTTP.send(call, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok");

        JsonNode kept = json("/hooks").get(0);
        assertThat(kept.get("name").asText()).isEqualTo("chat");
        assertThat(kept.get("headers").get("x-signature").asText()).isEqualTo("v1,abc");
        assertThat(kept.get("body").asText()).isEqualTo("{\"text\":\"公開しました\"}");
    }

    private static void send(String to, String subject, String text, String html) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", String.valueOf(INBOX.smtpPort()));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom("manabi@manabi.example");
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        MimeBodyPart formatted = new MimeBodyPart();
        formatted.setContent(html, "text/html; charset=utf-8");
        message.setContent(new MimeMultipart("alternative", plain, formatted));
        Transport.send(message);
    }

    private static JsonNode json(String path) throws Exception {
        return new ObjectMapper().readTree(get(path));
    }

    private static String get(String path) throws Exception {
        return HTTP.send(request(path).build(), BodyHandlers.ofString()).body();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(INBOX.url() + path));
    }
}
