package dev.manabi.incident.ingest;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.eventsourcing.Rule;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Deliveries that were not understood, over HTTP. */
@Path("/api/v1/ingest/rejected")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Ingest")
@RolesAllowed("admin")
public class RejectedResource {

    private final Deliveries deliveries;
    private final Caller caller;

    RejectedResource(Deliveries deliveries, Caller caller) {
        this.deliveries = deliveries;
        this.caller = caller;
    }

    /** What may not be done to rejected deliveries. */
    enum RejectedRule implements Rule {
        STILL_NOT_UNDERSTOOD
    }

    /**
     * @param attempts how often it was tried
     * @param body as it came; what is no UTF-8 is shown as a replacement character
     */
    @Schema(name = "RejectedDelivery")
    public record RejectedAnswer(
            UUID id,
            String source,
            String kind,
            Instant receivedAt,
            String reason,
            int attempts,
            Map<String, String> headers,
            String body) {

        static RejectedAnswer of(RejectedDelivery rejected) {
            return new RejectedAnswer(
                    rejected.id,
                    rejected.source,
                    rejected.kind,
                    rejected.receivedAt,
                    rejected.reason,
                    rejected.attempts,
                    rejected.headers,
                    new String(rejected.body, StandardCharsets.UTF_8));
        }
    }

    /** @param size of the body in bytes */
    @Schema(name = "RejectedDeliverySummary")
    public record RejectedSummary(
            UUID id, String source, String kind, Instant receivedAt, String reason, int attempts, int size) {

        static RejectedSummary of(RejectedDelivery rejected) {
            return new RejectedSummary(
                    rejected.id,
                    rejected.source,
                    rejected.kind,
                    rejected.receivedAt,
                    rejected.reason,
                    rejected.attempts,
                    rejected.body.length);
        }
    }

    @GET
    @Transactional
    @Operation(summary = "List deliveries that were not understood, the newest first")
    public Page<RejectedSummary> listRejectedDeliveries(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        String after = page.after();
        List<RejectedDelivery> rows = (after == null
                        ? RejectedDelivery.<RejectedDelivery>find("order by id desc")
                        : RejectedDelivery.<RejectedDelivery>find("id < ?1 order by id desc", place(after)))
                .range(0, page.limit())
                .list();
        return Page.of(page, rows, row -> row.id.toString(), RejectedSummary::of);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "Read a delivery that was not understood, as it came")
    public RejectedAnswer getRejectedDelivery(@PathParam("id") String id) {
        return RejectedAnswer.of(find(id));
    }

    @POST
    @Path("/{id}/retry")
    @Idempotent
    @Operation(
            summary = "Try a delivery again that was not understood",
            description =
                    "After the source was configured otherwise, or Manabi was taught something. What is understood"
                            + " now leaves the list; 409 with the present reason where it is not.")
    @APIResponse(
            responseCode = "200",
            description = "What it led to",
            content = @Content(schema = @Schema(implementation = IngestAnswer.class)))
    public Response retryRejectedDelivery(@PathParam("id") String id) {
        RejectedDelivery rejected = QuarkusTransaction.requiringNew().call(() -> find(id));
        Vendor vendor = Vendors.of(rejected.kind).orElseThrow(() -> new NotFound("kind of source", rejected.kind));
        Source source = QuarkusTransaction.requiringNew().call(() -> Source.findById(rejected.source));
        Cause cause = caller.cause();
        try {
            Delivery delivery = deliveries.read(rejected.headers, rejected.body, rejected.receivedAt);
            Object answer = deliveries.handle(vendor, source, delivery, cause);
            QuarkusTransaction.requiringNew().run(() -> RejectedDelivery.deleteById(rejected.id));
            return Response.ok(answer).build();
        } catch (NotUnderstood e) {
            throw still(rejected.id, e.reason());
        }
    }

    private static RuleBroken still(UUID id, String reason) {
        QuarkusTransaction.requiringNew()
                .run(() -> RejectedDelivery.update("reason = ?1, attempts = attempts + 1 where id = ?2", reason, id));
        return new RuleBroken(RejectedRule.STILL_NOT_UNDERSTOOD, reason);
    }

    private static RejectedDelivery find(String id) {
        try {
            return RejectedDelivery.<RejectedDelivery>findByIdOptional(UUID.fromString(id))
                    .orElseThrow(() -> new NotFound("rejected delivery", id));
        } catch (IllegalArgumentException e) {
            throw new NotFound("rejected delivery", id);
        }
    }

    private static UUID place(String after) {
        try {
            return UUID.fromString(after);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("cursor", "cursor must be the next of an earlier answer.");
        }
    }
}
