package dev.manabi.review.meeting;

import dev.manabi.icalendar.ICalendar;
import dev.manabi.icalendar.Method;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Meetings for calendars to subscribe to. */
@Path(CalendarFeeds.PATH)
@Tag(name = "Meetings")
public class CalendarResource {

    private static final Duration PAST = Duration.ofDays(90);
    private static final int MOST = 2_000;
    static final String CALENDAR = "text/calendar;charset=UTF-8";

    private final CalendarEntries entries;
    private final Caller caller;
    private final Clock clock;

    CalendarResource(CalendarEntries entries, Caller caller, Clock clock) {
        this.entries = entries;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Produces(CALENDAR)
    @RolesAllowed({Roles.MEMBER, CalendarFeeds.ROLE})
    @Transactional
    @Operation(
            operationId = "getMeetingCalendar",
            summary = "All meetings that you may know of, for a calendar to subscribe to",
            description =
                    "From 90 days ago on. Calendars send no bearer tokens: `POST /api/v1/calendar-feeds` makes an address with a"
                            + " secret of your own, which reads this and nothing else.")
    @APIResponse(
            responseCode = "200",
            description = "iCalendar (RFC 5545), METHOD:PUBLISH",
            content = @Content(mediaType = ICalendar.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    public Response getMeetingCalendar(
            @Parameter(description = "The secret of a calendar feed, in place of a bearer token")
                    @QueryParam("token")
                    @Nullable
                    String token) {
        Instant from = clock.instant().minus(PAST);
        List<MeetingView> meetings = MeetingView.<MeetingView>find(
                        "from MeetingView m where m.startsAt >= :from and " + MeetingVisibility.VISIBLE
                                + " order by m.startsAt, m.id",
                        Map.of("from", from, "caller", caller.person()))
                .range(0, MOST - 1)
                .list();
        return Response.ok(ICalendar.of(
                        Method.PUBLISH, meetings.stream().map(entries::of).toList(), "Manabi"))
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=300")
                .build();
    }
}
