package dev.manabi.notification;

import dev.manabi.launcher.LocalInbox;
import dev.manabi.launcher.LocalInbox.Mail;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** Where everything arrives that the service sends, one for all tests. */
public final class Sinks {

    private static final LocalInbox INBOX = LocalInbox.start(0, 0);
    private static final SmtpGate SMTP = new SmtpGate(port(SinkPorts.SMTP_PORT), INBOX.smtpPort());
    private static final ChatSink CHAT = new ChatSink(port(SinkPorts.CHAT_PORT));

    private Sinks() {}

    public static ChatSink chat() {
        return CHAT;
    }

    static SmtpGate smtp() {
        return SMTP;
    }

    /** Mails whose subject holds that text. */
    public static List<Mail> mails(String subject) {
        return INBOX.mails().stream()
                .filter(mail -> mail.subject().contains(subject))
                .toList();
    }

    /** Calls whose body holds that text. */
    public static List<ChatSink.Call> calls(String text) {
        return CHAT.calls().stream().filter(call -> call.body().contains(text)).toList();
    }

    private static int port(String name) {
        return ConfigProvider.getConfig().getValue(name, Integer.class);
    }
}
