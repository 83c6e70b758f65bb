package dev.manabi.notification.channel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What lets mail programs sort, thread and end what we send.
 *
 * @param listId as RFC 2919 has it, without brackets
 * @param thread Message-ID of the conversation that the mail belongs to, or null
 * @param preferences page where one says what one wants to hear of; null where it cannot be muted
 */
public record MailHeaders(
        String listId, @Nullable String thread, @Nullable String preferences) {

    Map<String, String> all() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("List-Id", "<" + listId + ">");
        if (thread != null) {
            headers.put("In-Reply-To", thread);
            headers.put("References", thread);
        }
        if (preferences != null) {
            headers.put("List-Unsubscribe", "<" + preferences + ">");
        }
        return headers;
    }
}
