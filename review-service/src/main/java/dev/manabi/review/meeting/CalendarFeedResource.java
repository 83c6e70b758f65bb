package dev.manabi.review.meeting;

import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.StaleVersion;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.KitConfig;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Addresses from which a calendar reads the meetings that its owner may know of. Each is its owner's alone. */
@Path("/api/v1/calendar-feeds")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Meetings")
public class CalendarFeedResource {

    private static final int VERSION = 1;

    private final Caller caller;
    private final KitConfig kit;

    CalendarFeedResource(Caller caller, KitConfig kit) {
        this.caller = caller;
        this.kit = kit;
    }

    /** @param name which calendar it is for */
    @Schema(name = "NewCalendarFeed", examples = "{\"name\": \"Calendar on my telephone\"}")
    public record FeedRequest(@NotBlank @Size(max = 100) String name) {}

    @Schema(name = "CalendarFeed")
    public record Feed(UUID id, String name, Instant createdAt) {
        static Feed of(CalendarFeedView view) {
            return new Feed(view.id, view.name, view.createdAt);
        }
    }

    /** @param url with the secret, which is shown this once */
    @Schema(name = "MadeCalendarFeed")
    public record MadeFeed(UUID id, String name, Instant createdAt, String url) {}

    @POST
    @Idempotent
    @Operation(
            summary = "Make an address for a calendar to subscribe to",
            description =
                    "Whoever has the address can read what you may know of meetings, and nothing else. It is shown once; delete it"
                            + " where it got into other hands.")
    @APIResponse(
            responseCode = "201",
            description = "Made; the secret is in the address",
            content = @Content(schema = @Schema(implementation = MadeFeed.class)))
    public Response makeCalendarFeed(@NotNull @Valid FeedRequest request) {
        String secret = CalendarFeeds.newSecret();
        CalendarFeedView feed = new CalendarFeedView();
        feed.id = Ids.next();
        feed.person = caller.person();
        feed.name = request.name();
        feed.secretHash = CalendarFeeds.hash(secret);
        feed.createdAt = caller.cause().at();
        feed.persist();
        String url = kit.publicUrl().toString().replaceFirst("/+$", "") + CalendarFeeds.PATH + "?token=" + secret;
        return Answers.created(
                "/api/v1/calendar-feeds/" + feed.id, VERSION, new MadeFeed(feed.id, feed.name, feed.createdAt, url));
    }

    @GET
    @Transactional
    @Operation(summary = "Your calendar feeds, newest first")
    public Page<Feed> listCalendarFeeds(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        List<CalendarFeedView> rows = page.after() == null
                ? CalendarFeedView.<CalendarFeedView>find("person = ?1 order by id desc", caller.person())
                        .range(0, page.rowsToRead() - 1)
                        .list()
                : CalendarFeedView.<CalendarFeedView>find(
                                "person = ?1 and id < ?2 order by id desc",
                                caller.person(),
                                MeetingVisibility.uuid("cursor", page.after()))
                        .range(0, page.rowsToRead() - 1)
                        .list();
        return Page.of(page, rows, row -> row.id.toString(), Feed::of);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One of your calendar feeds")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Feed.class)))
    public Response getCalendarFeed(@PathParam("id") String id) {
        return Answers.ok(VERSION, Feed.of(own(id)));
    }

    @DELETE
    @Path("/{id}")
    @Transactional
    @Operation(summary = "From now on its address opens nothing")
    @APIResponse(responseCode = "204", description = "It is gone")
    public Response deleteCalendarFeed(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        Expected expected = Expected.required(ifMatch);
        CalendarFeedView feed = own(id);
        if (expected instanceof Expected.Version(long seen) && seen != VERSION) {
            throw new StaleVersion(seen, VERSION);
        }
        feed.delete();
        return Response.noContent().build();
    }

    private CalendarFeedView own(String id) {
        return CalendarFeedView.<CalendarFeedView>find(
                        "id = ?1 and person = ?2", MeetingVisibility.uuid("id", id), caller.person())
                .firstResultOptional()
                .orElseThrow(() -> new NotFound("calendar feed", id));
    }
}
