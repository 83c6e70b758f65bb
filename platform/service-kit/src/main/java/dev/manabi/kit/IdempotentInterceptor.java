package dev.manabi.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.eventsourcing.DomainException;
import dev.manabi.eventsourcing.IdempotencyKeys;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

@Idempotent
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class IdempotentInterceptor {

    private static final int ATTEMPTS = 40;
    private static final int LONGEST_PAUSE_MILLIS = 60;
    static final int LONGEST_KEY = 200;
    private static final List<String> REPEATED = List.of(HttpHeaders.ETAG, HttpHeaders.LOCATION);
    private static final TypeReference<Map<String, String>> HEADER_MAP = new TypeReference<>() {};

    private final Caller caller;
    private final ObjectMapper json;
    private final IdempotencyKeys answers;

    IdempotentInterceptor(Caller caller, ObjectMapper json, AgroalDataSource dataSource) {
        this.caller = caller;
        this.json = json;
        this.answers = new IdempotencyKeys(dataSource::getConnection);
    }

    @AroundInvoke
    Object once(InvocationContext invocation) throws Exception {
        String key = caller.idempotencyKey();
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new DomainException.InvalidValue("Idempotency-Key", "An Idempotency-Key has 1 to 200 characters.");
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return inTransaction(invocation, key);
            } catch (DomainException.KeyReused e) {
                throw e;
            } catch (DomainException e) {
                if (attempt == ATTEMPTS || !(mayDecideAnew(e) || hasBeenAnswered(key))) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    private boolean mayDecideAnew(DomainException lost) {
        return lost instanceof DomainException.KeyInFlight
                || (lost instanceof DomainException.ConcurrentChange && !caller.saysWhichVersion());
    }

    /**
     * The same request, sent twice at once, may be refused because its twin has just been done. Then its twin's answer is
     * the right one.
     */
    private boolean hasBeenAnswered(@Nullable String key) {
        return key != null && answers.find(caller.person(), key).isPresent();
    }

    /** Whoever lost lets the others go first, each for another while. */
    private static void pause(int attempt) throws InterruptedException {
        Thread.sleep(ThreadLocalRandom.current().nextInt(Math.min(attempt * 4, LONGEST_PAUSE_MILLIS)));
    }

    private Object inTransaction(InvocationContext invocation, @Nullable String key) throws Exception {
        QuarkusTransaction.begin();
        try {
            Object answer = key == null ? invocation.proceed() : answerOnce(invocation, key);
            QuarkusTransaction.commit();
            return answer;
        } finally {
            if (QuarkusTransaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
                QuarkusTransaction.rollback();
            }
        }
    }

    private Object answerOnce(InvocationContext invocation, String key) throws Exception {
        String hash = hash(invocation);
        IdempotencyKeys.Answer earlier = answers.find(caller.person(), key).orElse(null);
        if (earlier != null) {
            if (!earlier.requestHash().equals(hash)) {
                throw new DomainException.KeyReused();
            }
            return repeat(earlier);
        }
        Response answer = (Response) invocation.proceed();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : REPEATED) {
            if (answer.getHeaderString(name) != null) {
                headers.put(name, answer.getHeaderString(name));
            }
        }
        String body = json.writeValueAsString(answer.getEntity());
        IdempotencyKeys.Answer given =
                new IdempotencyKeys.Answer(hash, answer.getStatus(), json.writeValueAsString(headers), body);
        if (!answers.add(caller.person(), key, given)) {
            throw new DomainException.KeyInFlight();
        }
        return Response.fromResponse(answer)
                .entity(body.getBytes(StandardCharsets.UTF_8))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private Response repeat(IdempotencyKeys.Answer earlier) throws JsonProcessingException {
        Response.ResponseBuilder answer = Response.status(earlier.status())
                .entity(earlier.body().getBytes(StandardCharsets.UTF_8))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Idempotency-Replayed", "true");
        json.readValue(earlier.headers(), HEADER_MAP).forEach(answer::header);
        return answer.build();
    }

    /** The request as understood: method, path values and body, so that white space makes no other request. */
    private String hash(InvocationContext invocation) throws JsonProcessingException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(invocation.getMethod().toString().getBytes(StandardCharsets.UTF_8));
            digest.update(json.writeValueAsBytes(invocation.getParameters()));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
