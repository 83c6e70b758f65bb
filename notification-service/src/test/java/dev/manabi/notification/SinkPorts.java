package dev.manabi.notification;

import dev.manabi.launcher.Ports;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Where the service of the tests sends mails and chat messages; {@link Sinks} listens there. */
public final class SinkPorts implements QuarkusTestResourceLifecycleManager {

    /** Enough for a fault that lasts as long as a slow machine needs to look at it. */
    public static final int ATTEMPTS = 30;

    static final String CHAT_PORT = "manabi.test.chat-port";
    static final String SMTP_PORT = "manabi.test.smtp-port";

    @Override
    public int order() {
        return 10; // after the local parts, whose own inbox is not wanted here
    }

    @Override
    public Map<String, String> start() {
        String smtp = Integer.toString(Ports.free());
        String chat = Integer.toString(Ports.free());
        Map<String, String> settings = new HashMap<>();
        settings.put(SMTP_PORT, smtp);
        settings.put(CHAT_PORT, chat);
        settings.put("quarkus.mailer.host", "127.0.0.1");
        settings.put("quarkus.mailer.port", smtp);
        settings.put("manabi.notification.chat-webhook-url", "http://127.0.0.1:" + chat + "/services/T0/secret-path");
        settings.put("manabi.notification.audience-mail", "everybody@manabi.example");
        settings.put("manabi.notification.from", "manabi@manabi.example");
        settings.put("manabi.notification.retry.attempts", Integer.toString(ATTEMPTS));
        settings.put("manabi.notification.retry.initial-delay", "100ms");
        settings.put("manabi.notification.retry.factor", "2");
        settings.put("manabi.notification.retry.longest-delay", "500ms");
        settings.put("manabi.notification.poll", "200ms");
        settings.put("manabi.notification.circuit.first-pause", "300ms");
        settings.put("manabi.notification.circuit.longest-pause", "500ms");
        settings.put("manabi.notification.webhook-schedule", "0s,200ms,300ms,400ms");
        settings.put("manabi.notification.gather", "1s");
        settings.put("manabi.notification.allowed-networks", "127.0.0.0/8");
        settings.put("manabi.notification.secret-keys", "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        settings.put("manabi.notification.mail.timeout", "3s");
        settings.put("manabi.notification.chat.timeout", "2s");
        settings.put("manabi.notification.lease", "5s");
        settings.put("manabi.notification.await-address", "4s");
        return settings;
    }

    @Override
    public void stop() {
        // nothing was started
    }
}
