package dev.manabi.incident.incident;

import dev.manabi.incident.incident.IncidentLists.Filter;
import dev.manabi.incident.incident.domain.IncidentKind;
import dev.manabi.incident.incident.domain.Severity;
import dev.manabi.incident.incident.domain.Status;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which incidents are wanted, as it stands in an address. */
record FilterParameters(
        @QueryParam("status") @Nullable Status status,
        @QueryParam("severity") @Nullable Severity severity,
        @QueryParam("kind") @Nullable IncidentKind kind,
        @QueryParam("team") @Nullable String team,
        @QueryParam("service") @Nullable String service,

        @Parameter(description = "Began at this time or later") @QueryParam("from") @Nullable
        String from,

        @Parameter(description = "Began before this time") @QueryParam("to") @Nullable
        String to,

        @Parameter(
                description = "All of these words, in number, title, summary or timeline: a word or how it begins,"
                        + " a whole number, or any piece of Japanese",
                example = "決済 timeout")
        @QueryParam("text")
        @Nullable
        String text) {

    Filter filter() {
        return new Filter(
                status,
                severity,
                kind,
                team,
                service,
                IncidentResource.time("from", from),
                IncidentResource.time("to", to),
                SearchText.of(text));
    }
}
