package dev.manabi.incident.incident.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who does what in the response, as person ids. There is no role for whoever caused it. */
public record Roles(
        @Nullable String commander,
        @Nullable String communications,
        @Nullable String scribe,
        List<String> responders) {

    public static final Roles NONE = new Roles(null, null, null, List.of());

    public Roles {
        responders = List.copyOf(responders);
    }
}
