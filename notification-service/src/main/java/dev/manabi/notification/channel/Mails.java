package dev.manabi.notification.channel;

import dev.manabi.kit.KitConfig;
import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.announcement.Texts.Letter;
import dev.manabi.notification.channel.Invitations.Written;
import dev.manabi.notification.delivery.domain.Notice;
import dev.manabi.notification.delivery.domain.Recipient;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Mail by SMTP. Sent again, a mail has the same Message-ID, so that the reader's side can tell. */
@ApplicationScoped
public class Mails {

    private static final Logger LOG = Logger.getLogger(Mails.class);

    /** Not every address there may be, but none that could smuggle in a second one, a name or a header. */
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s\\p{Cc}\"(),:;<>@\\[\\\\\\]]+@[^\\s\\p{Cc}\"(),:;<>@\\[\\\\\\]]+");

    private final ReactiveMailer mailer;
    private final NotificationConfig config;
    private final KitConfig kit;

    Mails(ReactiveMailer mailer, NotificationConfig config, KitConfig kit) {
        this.mailer = mailer;
        this.config = config;
        this.kit = kit;
    }

    public static boolean isAddress(String text) {
        return text.length() <= 254 && ADDRESS.matcher(text).matches();
    }

    /** All mails about one incident or postmortem are one conversation. */
    public MailHeaders headers(Notice notice) {
        String number = notice.facts().get("number");
        String host = Objects.requireNonNullElse(kit.publicUrl().getHost(), "localhost");
        String page = kit.publicUrl().toString().replaceFirst("/+$", "") + "/preferences";
        boolean canBeMuted = notice.recipient().kind() == Recipient.Kind.PERSON && !notice.mandatory();
        return new MailHeaders(
                "manabi." + host,
                number == null || number.isBlank()
                        ? null
                        : "<thread-" + number.replaceAll("[^0-9A-Za-z-]", "") + "@" + host + ">",
                canBeMuted ? page : null);
    }

    public static String messageId(UUID deliveryId) {
        return "<" + deliveryId + "@manabi>";
    }

    /**
     * Waits for the server's answer, and no longer than the channel's timeout.
     *
     * @param invitation for the reader's calendar, or null
     */
    public Sending send(
            UUID deliveryId,
            String address,
            String subject,
            Letter letter,
            MailHeaders headers,
            @Nullable Written invitation) {
        if (!isAddress(address)) {
            return new Sending.Refused("The address is not one that mail can be sent to.");
        }
        Mail mail = Mail.withText(address, subject, letter.text())
                .setHtml(letter.html())
                .setFrom(config.from())
                .addHeader("Subject", HeaderText.encode(subject))
                .addHeader("Message-ID", messageId(deliveryId))
                .addHeader("Auto-Submitted", "auto-generated");
        headers.all().forEach(mail::addHeader);
        if (invitation != null) {
            mail.addAttachment(
                    "invite.ics",
                    invitation.text().getBytes(StandardCharsets.UTF_8),
                    "text/calendar; charset=UTF-8; method=" + invitation.method());
        }
        try {
            mailer.send(mail).await().atMost(config.mail().timeout());
            return new Sending.Done();
        } catch (TimeoutException e) {
            return new Sending.Failed("The mail server did not answer in time.", null);
        } catch (RuntimeException e) {
            return failure(deliveryId, e);
        }
    }

    private static Sending failure(UUID deliveryId, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SMTPException smtp) {
                // The server's words may hold the address: they go to the log, which is not kept for ever.
                LOG.infof("Mail %s: %s", deliveryId, smtp.getMessage());
                String error = "The mail server answered " + smtp.getReplyCode() + ".";
                return smtp.isPermanent() ? new Sending.Refused(error) : new Sending.Failed(error, null);
            }
        }
        LOG.infof("Mail %s: %s", deliveryId, failure.toString());
        return new Sending.Failed("The mail server cannot be reached.", null);
    }
}
