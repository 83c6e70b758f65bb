package dev.manabi.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What happens to every request before it is routed: its size is checked, its correlation id goes back with it. */
@ApplicationScoped
public class RequestFilters {

    static final String CORRELATION_ID = "X-Correlation-Id";

    private static final Pattern JWT = Pattern.compile("[^.]+\\.[^.]+(\\.[^.]*){1,3}");

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
            refuse(
                    context,
                    Problem.of(413, "body-too-large", "A request may have at most " + largestBody + " bytes of body."));
            return;
        }
        if (isMisshapen(request.getHeader("Authorization"))) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            refuse(context, Problem.of(401, "unauthorized", "Send a valid bearer token."));
            return;
        }
        context.next();
    }

    /** Dots with nothing between them, over which the token's parser stumbles instead of refusing. */
    private static boolean isMisshapen(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return false;
        }
        String token = authorization.substring(7).strip();
        return token.indexOf('.') >= 0 && !JWT.matcher(token).matches();
    }

    private static long announcedLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void refuse(RoutingContext context, Problem problem) {
        try {
            context.response()
                    .setStatusCode(problem.status())
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .putHeader("Connection", "close")
                    .end(json.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            context.fail(problem.status());
        }
    }
}
