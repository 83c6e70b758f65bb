package dev.manabi.incident.incident;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.incident.incident.Change.Place;
import dev.manabi.incident.incident.Changes.Listener;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What happens to incidents, as server-sent events while it happens. */
@Path("/api/v1/incidents")
@Tag(name = "Incidents")
@RolesAllowed("member")
public class ChangesResource {

    private static final String EVENTS = MediaType.SERVER_SENT_EVENTS;

    private final Changes changes;
    private final IncidentCommands incidents;
    private final Caller caller;
    private final SecurityIdentity identity;
    private final RoutingContext connection;
    private final ChangesConfig config;
    private final ObjectMapper json;
    private final Clock clock;

    ChangesResource(
            Changes changes,
            IncidentCommands incidents,
            Caller caller,
            SecurityIdentity identity,
            RoutingContext connection,
            ChangesConfig config,
            ObjectMapper json,
            Clock clock) {
        this.changes = changes;
        this.incidents = incidents;
        this.caller = caller;
        this.identity = identity;
        this.connection = connection;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    @GET
    @Path("/events")
    @Produces(EVENTS)
    @RunOnVirtualThread
    @Operation(
            summary = "Follow what happens to incidents",
            description =
                    "Server-sent events until the token expires; ask with `Accept: text/event-stream`. Each event's"
                            + " `event` is the type of the change and its `data` an IncidentChange. Sent as `Last-Event-ID`, an"
                            + " event's id continues after it, without loss or repetition. Whoever does not read is cut off.")
    @APIResponse(
            responseCode = "200",
            description = "The stream",
            content = @Content(mediaType = EVENTS, schema = @Schema(implementation = Change.class)))
    public Response followIncidents(
            @HeaderParam(HttpHeaders.ACCEPT) @Parameter(hidden = true) @Nullable String accept,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId) {
        return follow(null, accept, lastEventId);
    }

    @GET
    @Path("/{id}/events")
    @Produces(EVENTS)
    @RunOnVirtualThread
    @Operation(summary = "Follow what happens to one incident", description = "As for all of them.")
    @APIResponse(
            responseCode = "200",
            description = "The stream",
            content = @Content(mediaType = EVENTS, schema = @Schema(implementation = Change.class)))
    public Response followIncident(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.ACCEPT) @Parameter(hidden = true) @Nullable String accept,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId) {
        UUID incident = incidents.resolve(id);
        if (IncidentView.findById(incident) == null) {
            throw new NotFound("incident", id);
        }
        return follow(incident, accept, lastEventId);
    }

    private Response follow(@Nullable UUID incident, @Nullable String accept, @Nullable String lastEventId) {
        if (accept == null || !accept.contains(EVENTS)) {
            return Problem.of(406, "not-acceptable", "This never ends. Ask for it with Accept: " + EVENTS + ".")
                    .response();
        }
        Place after = lastEventId == null || lastEventId.isBlank() ? changes.now() : Place.of(lastEventId.strip());
        HttpConnection client = connection.request().connection();
        Optional<Listener> listening = changes.listen(caller.person(), incident, after, client::close);
        if (listening.isEmpty()) {
            Problem problem =
                    Problem.of(503, "too-many-listeners", "Too many listen already. Close a stream, or try again.");
            return Response.fromResponse(problem.response())
                    .header(HttpHeaders.RETRY_AFTER, 30)
                    .build();
        }
        Listener listener = listening.get();
        connection.addEndHandler(_ -> listener.close());
        Instant until = expiry();
        StreamingOutput stream = out -> tell(listener, until, out);
        return Response.ok(stream, EVENTS)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    private void tell(Listener listener, Instant until, OutputStream out) throws IOException {
        try (listener) {
            send(listener, out, "retry: 2000\nid: " + listener.reached() + "\n\n");
            while (listener.isOpen() && clock.instant().isBefore(until)) {
                Duration left = Duration.between(clock.instant(), until);
                Duration keepAlive = config.keepAlive();
                List<Change> changed = listener.next(left.compareTo(keepAlive) < 0 ? left : keepAlive);
                StringBuilder text = new StringBuilder();
                for (Change change : changed) {
                    text.append("id: ").append(change.place());
                    text.append("\nevent: ").append(change.type());
                    text.append("\ndata: ")
                            .append(json.writeValueAsString(change))
                            .append("\n\n");
                }
                if (changed.isEmpty()) {
                    text.append(": still here\nid: ").append(listener.reached()).append("\n\n");
                }
                send(listener, out, text.toString());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(Listener listener, OutputStream out, String text) throws IOException {
        listener.sending(true);
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        listener.sending(false);
    }

    private Instant expiry() {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? Instant.ofEpochSecond(token.getExpirationTime())
                : Instant.MAX;
    }
}
