package dev.manabi.notification.subscription;

import dev.manabi.contracts.EventContract;
import dev.manabi.contracts.Topic;
import java.util.List;
import java.util.stream.Stream;

/**
 * Types of public events: one ({@code manabi.postmortem.published.v1}), all of one thing ({@code manabi.postmortem.*}),
 * or every one ({@code *}). Events of the catalog are not told to anybody.
 */
public final class EventPattern {

    private static final String ALL = "*";

    private EventPattern() {}

    /** Every type that somebody can be told of, by name. */
    public static List<String> types() {
        return EventContract.all().stream()
                .filter(contract -> contract.topic() != Topic.CATALOG)
                .map(EventContract::type)
                .sorted()
                .toList();
    }

    /** Whether there is anything that it means. */
    public static boolean isKnown(String pattern) {
        return types().stream().anyMatch(type -> patternsOf(type).contains(pattern));
    }

    /** Every pattern that means this type. */
    public static List<String> patternsOf(String type) {
        String[] parts = type.split("\\.", 3);
        return parts.length < 3
                ? List.of(type, ALL)
                : Stream.of(type, parts[0] + "." + parts[1] + ".*", ALL).toList();
    }
}
