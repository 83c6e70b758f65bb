package dev.manabi.postmortem.trends;

import dev.manabi.kit.Roles;
import dev.manabi.postmortem.listing.Filter;
import dev.manabi.postmortem.trends.Trends.By;
import dev.manabi.postmortem.trends.Trends.Group;
import dev.manabi.postmortem.trends.Trends.Shares;
import dev.manabi.postmortem.trends.Trends.Window;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How the process goes over time. */
@Path("/api/v1/trends")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Trends")
public class TrendsResource {

    private static final Duration USUAL = Duration.ofDays(365);

    private final Trends trends;
    private final Clock clock;

    TrendsResource(Trends trends, Clock clock) {
        this.trends = trends;
        this.clock = clock;
    }

    /**
     * Figures of a time, of which postmortems that the caller may not read are no part.
     *
     * @param groups month by month, or team by team
     * @param total everything together
     */
    @Schema(name = "Trends")
    public record Answer(
            Instant from, Instant until, By by, List<Group> groups, Group total, Shares triggers, Shares causes) {}

    @GET
    @Transactional
    @Operation(
            operationId = "getTrends",
            summary = "How long the steps take, what sets incidents off, and how action items come along",
            description = "Medians and the value that nine of ten do not exceed, each with how many are known, by month"
                    + " (UTC) or by team. People are never ranked.")
    public Answer get(
            @QueryParam("from") @Parameter(description = "A year ago unless said otherwise") @Nullable String from,
            @QueryParam("until") @Parameter(description = "Now unless said otherwise") @Nullable String until,
            @QueryParam("team") @Nullable String team,
            @QueryParam("by")
                    @Parameter(description = "month or team", schema = @Schema(implementation = By.class))
                    @Nullable
                    String by) {
        Instant now = clock.instant();
        Instant end = Objects.requireNonNullElse(Filter.time("until", until), now);
        Instant begin = Filter.time("from", from);
        Window window = new Window(begin == null ? end.minus(USUAL) : begin, end, team);
        By wanted = Objects.requireNonNullElse(Filter.oneOf(By.class, "by", by), By.MONTH);
        List<Group> groups = trends.groups(window, wanted, now);
        return new Answer(
                window.from(),
                window.until(),
                wanted,
                groups.subList(0, groups.size() - 1),
                groups.getLast(),
                trends.triggers(window),
                trends.causes(window));
    }
}
