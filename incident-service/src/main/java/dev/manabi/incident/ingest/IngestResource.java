package dev.manabi.incident.ingest;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Problem;
import dev.manabi.kit.Roles;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What other systems deliver, one kind of source at an address. Who delivers shows a bearer token of a responder, or knows
 * a secret of the source: by its signature, or in the header {@code X-Manabi-Secret}.
 */
@Path("/api/v1/ingest")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Ingest")
public class IngestResource {

    private static final Logger LOG = Logger.getLogger(IngestResource.class);
    private static final int LONGEST_HEADER = 500;

    private final Deliveries deliveries;
    private final LoadShedding shedding;
    private final SecurityIdentity identity;
    private final Caller caller;

    IngestResource(Deliveries deliveries, LoadShedding shedding, SecurityIdentity identity, Caller caller) {
        this.deliveries = deliveries;
        this.shedding = shedding;
        this.identity = identity;
        this.caller = caller;
    }

    /** As the kind of source sends it. */
    @Schema(name = "Delivery", examples = """
                    {
                      "event": {
                        "id": "01CHECKOUT0000000000000001",
                        "event_type": "incident.triggered",
                        "occurred_at": "2026-03-01T10:05:58.000Z",
                        "data": {
                          "id": "PCHECKOUT01",
                          "title": "Card payments fail in checkout",
                          "service": {"summary": "checkout"},
                          "urgency": "high"
                        }
                      }
                    }
                    """)
    public static final class Body {
        private Body() {}
    }

    @POST
    @Path("/{kind}")
    @PermitAll
    @Sheddable
    @Idempotent
    @Consumes(MediaType.WILDCARD)
    @SecurityRequirement(name = "bearer", scopes = Roles.RESPONDER)
    @Operation(
            summary = "Receive what another system delivers",
            description =
                    "kind is grafana, pagerduty, opsgenie, datadog, statuspage, github, slack or cloudevents. What"
                            + " opens at the source opens an incident, an end resolves it, notes and deployments go to its timeline."
                            + " Repeated and reordered deliveries change nothing. Instead of a bearer token, a delivery may carry"
                            + " the signature of its kind, or a secret of its source in the header X-Manabi-Secret. What is not"
                            + " understood is kept and listed under rejected deliveries.")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Body.class)))
    @APIResponse(
            responseCode = "200",
            description = "What it led to",
            content = @Content(schema = @Schema(implementation = IngestAnswer.class)))
    public Response receiveDelivery(
            @PathParam("kind") String kind,
            @Parameter(description = "Which configured source; left out, the one that is named like its kind")
                    @QueryParam("source")
                    @Nullable
                    String source,
            @Context HttpHeaders headers,
            byte @Nullable [] body) {
        Instant receivedAt = caller.cause().at();
        byte[] bytes = body == null ? new byte[0] : body;
        Map<String, String> kept = headersOf(headers);
        String name = source == null || source.isBlank() ? kind : source;
        Source configured = QuarkusTransaction.requiringNew().call(() -> find(name));
        Optional<Vendor> vendor = Vendors.of(kind);
        authenticate(vendor.orElse(null), configured, Deliveries.unread(kept, bytes, receivedAt));
        try (LoadShedding.Place _ = place()) {
            try {
                Delivery delivery = deliveries.read(kept, bytes, receivedAt);
                Vendor known = vendor.orElseThrow(() -> new NotFound("kind of source", kind));
                if (source != null && configured == null) {
                    throw new NotFound("source", source);
                }
                if (configured != null && (!configured.kind.equals(kind) || !configured.enabled)) {
                    throw new NotFound("source of that kind that is enabled", configured.id);
                }
                return Response.ok(deliveries.handle(known, configured, delivery, cause(name)))
                        .build();
            } catch (NotUnderstood e) {
                return reject(vendor.isPresent(), kind, name, kept, bytes, receivedAt, e.reason());
            }
        }
    }

    /** Whoever has shown a token was let in before. */
    private LoadShedding.Place place() {
        return identity.isAnonymous() ? shedding.enter() : () -> {};
    }

    private static @Nullable Source find(String name) {
        return Source.findById(name);
    }

    /** Without telling whether there is such a source. */
    private void authenticate(@Nullable Vendor vendor, @Nullable Source source, Delivery delivery) {
        if (!identity.isAnonymous()) {
            if (!identity.hasRole(Roles.RESPONDER)) {
                throw new ForbiddenException();
            }
            return;
        }
        boolean known = vendor != null
                && source != null
                && source.enabled
                && source.kind.equals(vendor.kind())
                && source.secrets.stream().anyMatch(secret -> vendor.isAuthentic(delivery, secret));
        if (!known) {
            throw new UnauthorizedException();
        }
    }

    /** A person's token names the person; a signature names the source. */
    private Cause cause(String source) {
        Cause own = caller.cause();
        String actor = identity.isAnonymous() ? "system:" + source : own.actor();
        return new Cause(actor, own.at(), own.correlationId(), own.causationId(), own.traceparent());
    }

    private static Response reject(
            boolean keep,
            String kind,
            String source,
            Map<String, String> headers,
            byte[] body,
            Instant receivedAt,
            String reason) {
        String where = "";
        if (keep) {
            UUID id = Ids.next();
            QuarkusTransaction.requiringNew().run(() -> {
                RejectedDelivery.forgetOld(receivedAt);
                RejectedDelivery rejected = new RejectedDelivery();
                rejected.id = id;
                rejected.source = Incoming.cut(source, 100);
                rejected.kind = kind;
                rejected.receivedAt = receivedAt;
                rejected.reason = reason;
                rejected.attempts = 1;
                rejected.headers = withoutSecret(headers);
                rejected.body = body;
                rejected.persist();
            });
            where = " It is kept as rejected delivery " + id + ".";
            LOG.warnf("A delivery from %s was not understood and is kept as %s: %s", source, id, reason);
        }
        return Problem.of(400, "not-understood", reason + where, List.of(new Problem.FieldError("body", reason)))
                .response();
    }

    private static Map<String, String> withoutSecret(Map<String, String> headers) {
        Map<String, String> kept = new TreeMap<>(headers);
        kept.remove(Vendor.SECRET_HEADER);
        return kept;
    }

    /** Those that say what the delivery is and from whom. */
    private static Map<String, String> headersOf(HttpHeaders headers) {
        Map<String, String> kept = new TreeMap<>();
        headers.getRequestHeaders().forEach((name, values) -> {
            String key = name.toLowerCase(Locale.ROOT);
            boolean tells = key.startsWith("x-") || key.startsWith("ce-") || key.equals("content-type");
            if (tells && !values.isEmpty() && values.getFirst().length() <= LONGEST_HEADER) {
                kept.put(key, values.getFirst());
            }
        });
        return kept;
    }
}
