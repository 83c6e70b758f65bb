package dev.manabi.notification.subscription;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event is about.
 *
 * @param number of the incident or the postmortem
 * @param path of its page
 * @param isPrivate nobody but those named may hear of it
 */
public record About(
        String number,
        String title,
        @Nullable String team,
        @Nullable String severity,
        List<String> services,
        String path,
        boolean isPrivate) {

    public About {
        services = List.copyOf(services);
    }
}
