package dev.manabi.notification.channel;

import dev.manabi.notification.NotificationConfig;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;

/** Refuses to start with settings that could not work, and names them. */
@Startup
@ApplicationScoped
public class ChannelCheck {

    ChannelCheck(NotificationConfig config) {
        check(Mails.isAddress(config.from()), "from", "must be a mail address");
        check(config.audienceMail().map(Mails::isAddress).orElse(true), "audience-mail", "must be a mail address");
        check(
                config.chatWebhookUrl().map(ChannelCheck::isHttp).orElse(true),
                "chat-webhook-url",
                "must be an http or https address");
        check(!config.webhookSchedule().isEmpty(), "webhook-schedule", "must name at least one pause");
        check(
                config.webhookSchedule().stream().noneMatch(Duration::isNegative),
                "webhook-schedule",
                "must not go back in time");
        check(isLonger(config.lease(), config.mail().timeout()), "lease", "must be longer than mail.timeout");
        check(isLonger(config.lease(), config.chat().timeout()), "lease", "must be longer than chat.timeout");
    }

    private static boolean isHttp(URI address) {
        return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                && address.getHost() != null
                && address.getUserInfo() == null;
    }

    private static boolean isLonger(Duration one, Duration other) {
        return one.compareTo(other) > 0;
    }

    /** The value itself is not shown: a webhook's address is a secret. */
    private static void check(boolean holds, String setting, String what) {
        if (!holds) {
            throw new IllegalStateException("manabi.notification." + setting + " " + what + ".");
        }
    }
}
