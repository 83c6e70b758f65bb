package dev.manabi.notification.delivery.domain;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be told to whom. Enough to write the text again at any time, and no personal data: people are ids.
 *
 * @param sourceEventId the public event that is told of
 * @param event type of that event
 * @param template name of the text
 * @param language ISO 639 code of the text
 * @param subject one line
 * @param facts what the text says, by placeholder
 * @param people whom the text names, by placeholder
 * @param confidential only those named may know of it
 * @param invitation what the mail brings for the reader's calendar, or null
 * @param destination name of the channel that carries it, {@value #MAIL_SERVER} for mails to people and lists
 * @param mandatory it is the recipient's own duty: it is never muted, never waits, and its delay is an alarm
 */
public record Notice(
        UUID sourceEventId,
        String event,
        Channel channel,
        Recipient recipient,
        String template,
        String language,
        String subject,
        Map<String, String> facts,
        Map<String, List<String>> people,
        boolean confidential,
        @Nullable Invitation invitation,
        String destination,
        boolean mandatory) {

    /** The destination behind all mail. */
    public static final String MAIL_SERVER = "mail";

    public Notice {
        facts = Map.copyOf(facts);
        people = Map.copyOf(people);
    }
}
