package dev.manabi.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.manabi.eventsourcing.DomainException;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.eventsourcing.StoreFailure;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpClosedException;
import jakarta.persistence.PersistenceException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Everything that can go wrong, as problem+json. */
public class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    public Response domain(DomainException failure) {
        return switch (failure) {
            case DomainException.InvalidValue e ->
                Problem.of(400, e.code(), text(e), List.of(new Problem.FieldError(e.field(), text(e))))
                        .response();
            case DomainException.NotAllowed e ->
                Problem.of(403, e.code(), text(e)).response();
            case DomainException.NotFound e ->
                Problem.of(404, e.code(), text(e)).response();
            case DomainException.RuleBroken e ->
                Problem.of(409, e.code(), text(e)).response();
            case DomainException.ConcurrentChange e ->
                Problem.of(409, e.code(), text(e)).response();
            case DomainException.KeyInFlight e ->
                Problem.of(409, e.code(), text(e)).response();
            case DomainException.StaleVersion e ->
                Problem.of(412, e.code(), text(e)).response();
            case DomainException.KeyReused e ->
                Problem.of(422, e.code(), text(e)).response();
            case DomainException.VersionRequired e ->
                Problem.of(428, e.code(), text(e)).response();
        };
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException failure) {
        List<Problem.FieldError> errors = failure.getConstraintViolations().stream()
                .map(violation ->
                        new Problem.FieldError(field(violation.getPropertyPath().toString()), violation.getMessage()))
                .sorted(java.util.Comparator.comparing(Problem.FieldError::field))
                .toList();
        String detail = errors.stream()
                .map(error -> error.field() + " " + error.message())
                .collect(Collectors.joining("; "));
        return Problem.of(400, "invalid-value", detail, errors).response();
    }

    /** The path starts with the method and its parameter, which say nothing to a caller. */
    private static String field(String path) {
        String[] parts = path.split("\\.", 3);
        return parts.length == 3 ? parts[2] : "body";
    }

    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException failure) {
        return unreadable(failure);
    }

    @ServerExceptionMapper
    public Response malformed(JsonProcessingException failure) {
        return unreadable(failure);
    }

    @ServerExceptionMapper
    public Response reading(IOException failure) {
        if ("Request too large".equals(failure.getMessage())) {
            return Problem.of(413, "body-too-large", "The body is larger than what is taken.")
                    .response();
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpClosedException) {
                LOG.debugf("A caller went away before its request was read: %s", cause.toString());
                return Problem.of(400, "incomplete-request", "The request ended before its body did.")
                        .response();
            }
        }
        return unexpected(failure);
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonProcessingException json) {
                return unreadable(json);
            }
        }
        Response given = failure.getResponse();
        int status = given.getStatus();
        if (status < 400 || given.hasEntity()) {
            return given;
        }
        if (status >= 500) {
            return unexpected(failure);
        }
        if (failure instanceof NotFoundException && failure.getCause() != null) {
            // The address is right; what stands behind its question mark could not be read as what it should be.
            return Problem.of(400, "invalid-value", "A parameter of the address has a value that it cannot have.")
                    .response();
        }
        String detail = failure instanceof NotFoundException
                ? "There is nothing at this address."
                : "The request cannot be answered: " + given.getStatusInfo().getReasonPhrase() + ".";
        Response.ResponseBuilder answer =
                Response.fromResponse(Problem.of(status, code(given), detail).response());
        if (given.getHeaderString(HttpHeaders.ALLOW) != null) {
            answer.header(HttpHeaders.ALLOW, given.getHeaderString(HttpHeaders.ALLOW));
        }
        return answer.build();
    }

    @ServerExceptionMapper
    public Response unauthorized(UnauthorizedException failure) {
        return unauthorized();
    }

    @ServerExceptionMapper
    public Response unauthenticated(AuthenticationFailedException failure) {
        return unauthorized();
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException failure) {
        return Problem.of(403, "forbidden", "Your token does not carry a role that may do this.")
                .response();
    }

    @ServerExceptionMapper
    public Response store(StoreFailure failure) {
        return unexpected(failure);
    }

    @ServerExceptionMapper
    public Response persistence(PersistenceException failure) {
        return unexpected(failure);
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable failure) {
        if (DatabaseState.isAway(failure)) {
            return unavailable(failure);
        }
        if (DatabaseState.isUnstorable(failure)) {
            return Problem.of(400, "invalid-value", "The request holds a value that cannot be stored or looked for.")
                    .response();
        }
        String correlation = Ids.next().toString();
        LOG.errorf(failure, "Unexpected failure %s", correlation);
        return Problem.of(500, "internal", "Something went wrong on our side. Its number is " + correlation + ".")
                .response();
    }

    private static Response unavailable(Throwable failure) {
        LOG.warnf("The database is out of reach: %s", failure.toString());
        Problem problem = Problem.of(503, "unavailable", "The database is out of reach. Try again in a moment.");
        return Response.fromResponse(problem.response())
                .header(HttpHeaders.RETRY_AFTER, 2)
                .build();
    }

    private static Response unauthorized() {
        Problem problem = Problem.of(401, "unauthorized", "Send a valid bearer token.");
        return Response.fromResponse(problem.response())
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    private static Response unreadable(JsonProcessingException failure) {
        String field = failure instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                        .collect(Collectors.joining("."))
                        .replace(".[", "[")
                : "";
        if (field.isEmpty()) {
            return Problem.of(400, "malformed-json", "The body is not the JSON that is expected here.")
                    .response();
        }
        String message = wrong(failure);
        return Problem.of(400, "invalid-value", field + " " + message, List.of(new Problem.FieldError(field, message)))
                .response();
    }

    private static String wrong(JsonProcessingException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException _ -> "is not a field that is known here";
            case StrictJson.Unstorable _ -> "holds a character that no text has: NUL, or half of a surrogate pair";
            default -> "has a value of the wrong type";
        };
    }

    private static String code(Response given) {
        return given.getStatusInfo()
                .getReasonPhrase()
                .toLowerCase(java.util.Locale.ROOT)
                .replace(' ', '-');
    }

    private static String text(DomainException failure) {
        String message = failure.getMessage();
        return message == null ? failure.code() : message;
    }
}
