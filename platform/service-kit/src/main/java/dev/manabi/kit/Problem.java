package dev.manabi.kit;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Problem details (RFC 9457).
 *
 * @param code stable, for programs
 * @param errors which values were wrong, where that is the problem
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @Nullable List<FieldError> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** @param field JSON path or parameter name */
    public record FieldError(String field, String message) {}

    public static Problem of(int status, String code, String detail) {
        return of(status, code, detail, null);
    }

    public static Problem of(int status, String code, String detail, @Nullable List<FieldError> errors) {
        Response.StatusType known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        return new Problem("urn:manabi:problem:" + code, title, status, detail, code, errors);
    }

    public Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
