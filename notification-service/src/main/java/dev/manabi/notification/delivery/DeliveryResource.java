package dev.manabi.notification.delivery;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import dev.manabi.notification.delivery.domain.Channel;
import dev.manabi.notification.delivery.domain.DeliveryCommand.Redeliver;
import dev.manabi.notification.delivery.domain.Held;
import dev.manabi.notification.delivery.domain.Recipient;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
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
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What was told to whom, and what became of it. */
@Path("/api/v1/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Deliveries")
public class DeliveryResource {

    private static final String ME = "me";

    private final DeliveryCommands commands;
    private final Caller caller;

    DeliveryResource(DeliveryCommands commands, Caller caller) {
        this.commands = commands;
        this.caller = caller;
    }

    /**
     * @param recipient person id, or the name of a list or room; never an address
     * @param event type of the public event that is told of; or {@code manabi.report.weekly.v1}, {@code
     *     manabi.report.overdue.v1}, {@code manabi.postmortem-of-the-month.v1}
     * @param announcement which text
     * @param attempts over its whole life
     * @param lastError of the last attempt, or why it was suppressed
     * @param nextAttemptAt null unless pending
     * @param destination name of the channel that carries it
     * @param mandatory it is the recipient's own duty: it is never muted, and its delay is an alarm
     * @param waitsFor why it waits on purpose: SAME_CAUSE or WISH; null where it does not
     * @param lateSince when it was found to be late; null unless it was
     * @param toldIn the delivery that told it together with others
     */
    @Schema(name = "Delivery")
    public record Answer(
            UUID id,
            Channel channel,
            String recipient,
            Recipient.Kind recipientKind,
            String event,
            UUID eventId,
            String announcement,
            String subject,
            DeliveryStatus status,
            int attempts,
            @Nullable String lastError,
            Instant requestedAt,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant sentAt,
            String destination,
            boolean mandatory,
            Held.@Nullable Why waitsFor,
            @Nullable Instant lateSince,
            @Nullable UUID toldIn,
            long version) {

        static Answer of(DeliveryView view) {
            return new Answer(
                    view.id,
                    view.channel,
                    view.recipient,
                    view.recipientKind,
                    view.event,
                    view.sourceEventId,
                    view.announcement,
                    view.subject,
                    view.status,
                    view.attempts,
                    view.lastError,
                    view.requestedAt,
                    view.dueAt,
                    view.sentAt,
                    view.destination,
                    view.mandatory,
                    view.held,
                    view.lateSince,
                    view.toldIn,
                    view.version);
        }
    }

    /**
     * @param recipient person id, list, room, or {@code me}
     * @param event type, for instance {@code manabi.postmortem.published.v1}
     * @param channel name of the channel that carries them
     */
    @GET
    @Transactional
    @Operation(summary = "Deliveries, newest first")
    public Page<Answer> listDeliveries(
            @QueryParam("status") @Nullable String status,
            @QueryParam("recipient") @Nullable String recipient,
            @QueryParam("event") @Nullable String event,
            @QueryParam("channel") @Nullable String channel,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        StringBuilder query =
                new StringBuilder("(not confidential or (recipientKind = :person and recipient = :caller))");
        Map<String, Object> parameters =
                new HashMap<>(Map.of("person", Recipient.Kind.PERSON, "caller", caller.person()));
        if (status != null) {
            query.append(" and status = :status");
            parameters.put("status", status(status));
        }
        if (recipient != null) {
            query.append(" and recipient = :recipient");
            parameters.put("recipient", recipient.equals(ME) ? caller.person() : recipient);
        }
        if (event != null) {
            query.append(" and event = :event");
            parameters.put("event", event);
        }
        if (channel != null) {
            query.append(" and destination = :destination");
            parameters.put("destination", channel);
        }
        if (page.after() != null) {
            Place after = Place.read(page.after());
            query.append(" and (requestedAt < :at or (requestedAt = :at and id < :id))");
            parameters.put("at", after.requestedAt());
            parameters.put("id", after.id());
        }
        List<DeliveryView> rows = DeliveryView.<DeliveryView>find(
                        query.append(" order by requestedAt desc, id desc").toString(), parameters)
                .range(0, page.rowsToRead() - 1)
                .list();
        return Page.of(page, rows, view -> new Place(view.requestedAt, view.id).text(), Answer::of);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One delivery")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Answer.class)))
    public Response getDelivery(@PathParam("id") String id) {
        DeliveryView view = visible(id);
        return Answers.ok(view.version, Answer.of(view));
    }

    @POST
    @Path("/{id}/redeliver")
    @Idempotent
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER})
    @Operation(summary = "Try again what was given up or suppressed")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Answer.class)))
    public Response sendDeliveryAgain(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        DeliveryView view = visible(id);
        Cause cause = caller.cause();
        commands.handle(new Redeliver(view.id, caller.person(), cause.at()), Expected.optional(ifMatch), cause);
        return Answers.ok(view.version, Answer.of(view));
    }

    private DeliveryView visible(String id) {
        return uuid(id).flatMap(uuid -> DeliveryView.<DeliveryView>findByIdOptional(uuid))
                .filter(view -> view.isVisibleTo(caller.person()))
                .orElseThrow(() -> new NotFound("delivery", id));
    }

    /** Where in the list a page ends. */
    private record Place(Instant requestedAt, UUID id) {

        static Place read(String text) {
            String[] parts = text.split("/", 2);
            try {
                return new Place(Instant.parse(parts[0]), UUID.fromString(parts.length == 2 ? parts[1] : ""));
            } catch (DateTimeException | IllegalArgumentException e) {
                throw new InvalidValue("cursor", "cursor must be the next of an earlier answer.");
            }
        }

        String text() {
            return requestedAt + "/" + id;
        }
    }

    private static DeliveryStatus status(String value) {
        try {
            return DeliveryStatus.valueOf(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("status", "status is PENDING, SENT, FAILED or SUPPRESSED.");
        }
    }

    private static Optional<UUID> uuid(String value) {
        try {
            return Optional.of(UUID.fromString(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
