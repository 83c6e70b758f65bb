package dev.manabi.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What happens to every request before it is routed: its size is checked, its correlation id goes back with it. */
@ApplicationScoped
public class RequestFilters {

    static final String CORRELATION_ID = "X-Correlation-Id";

    private final ObjectMapper json;
    private final long largestBody;

    RequestFilters(ObjectMapper json, @ConfigProperty(name = "manabi.http.largest-body") long largestBody) {
        this.json = json;
        this.largestBody = largestBody;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, 100);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String correlation = request.getHeader(CORRELATION_ID);
        if (correlation != null && correlation.matches("[0-9a-zA-Z-]{1,64}")) {
            context.response().putHeader(CORRELATION_ID, correlation);
        }
        context.response().putHeader("X-Content-Type-Options", "nosniff");
        if (announcedLength(request) > largestBody) {
            refuse(context);
            return;
        }
        context.next();
    }

    private static long announcedLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void refuse(RoutingContext context) {
        Problem problem =
                Problem.of(413, "body-too-large", "A request may have at most " + largestBody + " bytes of body.");
        try {
            context.response()
                    .setStatusCode(413)
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .putHeader("Connection", "close")
                    .end(json.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            context.fail(413);
        }
    }
}
