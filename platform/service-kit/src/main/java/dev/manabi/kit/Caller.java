package dev.manabi.kit;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Ids;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who sent the present request, and how it is to be told from others. */
@RequestScoped
public class Caller {

    private final SecurityIdentity identity;
    private final HttpHeaders headers;
    private final Clock clock;
    private @Nullable Cause cause;

    Caller(SecurityIdentity identity, HttpHeaders headers, Clock clock) {
        this.identity = identity;
        this.headers = headers;
        this.clock = clock;
    }

    /** The subject of the token, which is the person's id in the catalog. */
    public String person() {
        return identity.getPrincipal().getName();
    }

    public boolean has(String role) {
        return identity.hasRole(role);
    }

    /** One for the whole request, so that everything in it happens at one time. */
    public Cause cause() {
        if (cause == null) {
            cause = new Cause(person(), clock.instant(), correlationId(), null, traceparent());
        }
        return cause;
    }

    /** A key is somebody's. Whoever has not said who they are has none, and gets no answer that another was given. */
    @Nullable
    String idempotencyKey() {
        return identity.isAnonymous() ? null : headers.getHeaderString("Idempotency-Key");
    }

    boolean saysWhichVersion() {
        String seen = headers.getHeaderString(HttpHeaders.IF_MATCH);
        return seen != null && !seen.strip().equals("*");
    }

    private UUID correlationId() {
        String sent = headers.getHeaderString(RequestFilters.CORRELATION_ID);
        try {
            return sent == null ? Ids.next() : UUID.fromString(sent);
        } catch (IllegalArgumentException e) {
            return Ids.next(); // theirs is no UUID: it stays in the access log
        }
    }

    private static @Nullable String traceparent() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex()
                : null;
    }
}
