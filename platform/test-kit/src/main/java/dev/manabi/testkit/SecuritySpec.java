package dev.manabi.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.manabi.testkit.ApiDocument.Operation;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.assertj.core.api.SoftAssertions;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what, tried on every operation that the service's OpenAPI document names: nothing works without a valid
 * token and the role that is named, and no refusal tells what is behind it.
 */
public final class SecuritySpec {

    private static final List<String> ROLES = List.of("member", "responder", "reviewer", "senior", "manager", "admin");
    private static final String NOBODYS_ID = "00000000-0000-7000-8000-000000000000";
    private static final Pattern INSIDES = Pattern.compile(
            "\\bat [a-z]+\\.|java\\.|javax\\.|jakarta\\.|io\\.quarkus|io\\.smallrye|io\\.vertx|dev\\.manabi|jose4j|Exception"
                    + "|BEGIN [A-Z ]*KEY|\"d\":");

    private SecuritySpec() {}

    /** Without a token 401, with one of no roles or the wrong ones 403, with the right one neither. */
    public static void every_operation_asks_for_its_role() {
        ApiDocument document = ApiDocument.read();
        Map<String, String> tokens = new LinkedHashMap<>();
        ROLES.forEach(role -> tokens.put(role, Tokens.of("somebody", role)));
        String powerless = Tokens.of("somebody", new String[0]);
        SoftAssertions softly = new SoftAssertions();
        for (Operation operation : document.operations()) {
            problem(softly, operation, "without a token", call(document, operation, null), 401);
            problem(softly, operation, "without a role", call(document, operation, powerless), 403);
            Set<String> needed = operation.roles();
            softly.assertThat(needed).as("%s names its role", operation).isNotEmpty();
            tokens.forEach((role, token) -> {
                if (!needed.contains(role)) {
                    problem(softly, operation, "as " + role, call(document, operation, token), 403);
                } else if (operation.path().startsWith("/api/")) {
                    softly.assertThat(call(document, operation, token).statusCode())
                            .as("%s as %s", operation, role)
                            .isNotIn(401, 403)
                            .isLessThan(500);
                }
            });
        }
        softly.assertAll();
    }

    /** Tokens that are expired, for somebody else, by somebody else, unsigned, or changed on the way. */
    public static void no_operation_takes_a_token_that_is_not_ours() {
        ApiDocument document = ApiDocument.read();
        SoftAssertions softly = new SoftAssertions();
        foreignTokens().forEach((kind, token) -> {
            for (Operation operation : document.operations()) {
                problem(softly, operation, kind, call(document, operation, token), 401);
            }
        });
        softly.assertAll();
    }

    /** However a token is broken, the answer is the same and tells nothing. */
    public static void a_malformed_token_learns_nothing() {
        Operation read = ApiDocument.read().publicOperations().stream()
                .filter(one -> one.method().equals("GET"))
                .findFirst()
                .orElseThrow();
        SoftAssertions softly = new SoftAssertions();
        malformedTokens()
                .forEach(token -> problem(
                        softly, read, "with " + token, Service.call("GET", read.pathOf(NOBODYS_ID), token, null), 401));
        Stream.of("Basic aGFuYTpoYW5h", "Bearer", "bearer", "Digest x", "Negotiate", "")
                .forEach(header -> problem(
                        softly,
                        read,
                        "with Authorization: " + header,
                        Service.call("GET", read.pathOf(NOBODYS_ID), null, null, "Authorization", header),
                        401));
        softly.assertAll();
    }

    /** The same address written otherwise leads to the same guard or to nothing. */
    public static void no_way_of_writing_an_address_leads_past_the_guard() {
        ApiDocument document = ApiDocument.read();
        SoftAssertions softly = new SoftAssertions();
        for (Operation operation : document.operations()) {
            String path = operation.pathOf(NOBODYS_ID);
            String last = path.substring(path.lastIndexOf('/') + 1);
            String parent = path.substring(0, path.lastIndexOf('/'));
            List<String> otherwise = List.of(
                    "/" + path,
                    "//" + path,
                    parent + "//" + last,
                    parent + "/./" + last,
                    parent + "/x/../" + last,
                    "/q/.." + path,
                    "/q/openapi/.." + path,
                    "/q/openapi/..;" + path,
                    "/..;" + path,
                    "/q/health/..%2f.." + path,
                    "/%2e%2e" + path,
                    parent + ";x/" + last,
                    parent + ";x=y/" + last,
                    path + ";",
                    path + ";x=.json",
                    path + "/",
                    path + "/.",
                    path + "%2f",
                    path + "%20",
                    path + "%00",
                    path + "%0d%0aX-Injected:%20yes",
                    path + ".json",
                    path + "?x=/q/openapi",
                    path + "%3f",
                    path + "%23",
                    parent + "%2F" + last,
                    parent + "%252F" + last,
                    parent + "%5C" + last,
                    parent + "/%" + Integer.toHexString(last.charAt(0)) + last.substring(1),
                    path.toUpperCase(java.util.Locale.ROOT));
            for (String other : otherwise) {
                HttpResponse<String> answer = Service.call(operation.method(), other, null, body(document, operation));
                softly.assertThat(answer.statusCode())
                        .as("%s %s without a token", operation.method(), other)
                        .isIn(400, 401, 404, 405, 415);
                silent(softly, operation, other, answer);
                softly.assertThat(answer.headers().map()).doesNotContainKey("X-Injected");
            }
            for (String method : List.of("HEAD", "TRACE", "PROPFIND")) {
                softly.assertThat(Service.call(method, path, null, null).statusCode())
                        .as("%s %s without a token", method, path)
                        .isBetween(400, 499);
            }
            for (String header :
                    List.of("X-HTTP-Method-Override", "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-User")) {
                HttpResponse<String> answer =
                        Service.call(operation.method(), path, null, body(document, operation), header, "/q/openapi");
                problem(softly, operation, "with " + header, answer, 401);
            }
        }
        softly.assertAll();
    }

    private static HttpResponse<String> call(ApiDocument document, Operation operation, @Nullable String token) {
        return Service.call(operation.method(), operation.pathOf(NOBODYS_ID), token, body(document, operation));
    }

    private static @Nullable String body(ApiDocument document, Operation operation) {
        JsonNode example = document.exampleOf(operation);
        return example == null ? null : example.toString();
    }

    private static void problem(
            SoftAssertions softly, Operation operation, String how, HttpResponse<String> answer, int status) {
        softly.assertThat(answer.statusCode()).as("%s %s", operation, how).isEqualTo(status);
        softly.assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as("%s %s", operation, how)
                .startsWith("application/problem+json");
        if (status == 401) {
            softly.assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .as("%s %s", operation, how)
                    .isPresent();
        }
        silent(softly, operation, how, answer);
    }

    private static void silent(SoftAssertions softly, Operation operation, String how, HttpResponse<String> answer) {
        String said = answer.body() + answer.headers().map();
        softly.assertThat(INSIDES.matcher(said).find())
                .as("%s %s tells its insides: %s", operation, how, said)
                .isFalse();
    }

    private static Map<String, String> foreignTokens() {
        String good = Tokens.of("hana", ROLES.toArray(String[]::new));
        String[] parts = good.split("\\.");
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("with an expired token", signed(Map.of(), Duration.ofHours(-1)));
        tokens.put("with a token for another audience", signed(Map.of("aud", List.of("payroll")), Duration.ofHours(1)));
        tokens.put("with a token for no audience", signed(Map.of("aud", List.of()), Duration.ofHours(1)));
        tokens.put(
                "with a token of another issuer",
                signed(Map.of("iss", "http://127.0.0.1:1/manabi"), Duration.ofHours(1)));
        tokens.put("with a token of no subject", signed(Map.of("sub", ""), Duration.ofHours(1)));
        tokens.put(
                "with a token whose subject cannot be stored", signed(Map.of("sub", "a\u0000b"), Duration.ofHours(1)));
        tokens.put("with a token of an endless subject", signed(Map.of("sub", "x".repeat(300)), Duration.ofHours(1)));
        tokens.put("with an unsigned token", encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + parts[1] + ".");
        tokens.put("with a token whose signature was cut off", parts[0] + "." + parts[1] + ".");
        tokens.put("with a token whose signature was changed", parts[0] + "." + parts[1] + "." + flipped(parts[2]));
        tokens.put(
                "with a token whose claims were changed",
                parts[0] + "." + encoded(decoded(parts[1]).replace("hana", "ken")) + "." + parts[2]);
        tokens.put("with a token signed by the public key as a secret", confused(parts[1]));
        tokens.put(
                "with a token whose key lies elsewhere",
                encoded("{\"alg\":\"RS256\",\"kid\":\"../../../dev/null\",\"jku\":\"http://127.0.0.1:1/jwks\"}") + "."
                        + parts[1] + "." + parts[2]);
        return tokens;
    }

    private static String signed(Map<String, Object> changes, Duration lifetime) {
        String issuer = ConfigProvider.getConfig().getValue("quarkus.oidc.auth-server-url", String.class);
        Map<String, Object> claims = new LinkedHashMap<>(
                Map.of("iss", issuer, "sub", "hana", "aud", List.of("manabi"), "groups", ROLES, "jti", "1"));
        claims.putAll(changes);
        return new OAuth2TokenProvider().jwt(claims, lifetime, "manabi").serialize();
    }

    /** HS256 with what everybody may know as the secret: the classic confusion of algorithms. */
    private static String confused(String claims) {
        try {
            String head = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"manabi\"}") + "." + claims;
            String known = Objects.toString(new OAuth2TokenProvider().publicJwkSet("manabi"));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(known.getBytes(UTF_8), "HmacSHA256"));
            return head + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(head.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> malformedTokens() {
        Random random = new Random(7);
        Stream<String> noise = Stream.generate(() -> {
                    byte[] bytes = new byte[1 + random.nextInt(60)];
                    random.nextBytes(bytes);
                    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
                    return random.nextBoolean() ? text : text + "." + text + "." + text;
                })
                .limit(40);
        Stream<String> chosen = Stream.of(
                ".",
                "..",
                "...",
                "a.b.c",
                "null",
                "undefined",
                "a.b.c.d.e",
                encoded("{}") + "." + encoded("{}") + ".x",
                encoded("[]") + "." + encoded("[]") + ".x",
                encoded("{\"alg\":\"RS256\"}") + "." + encoded("{") + ".x",
                encoded("{\"alg\":\"nonsense\"}") + "." + encoded("{\"sub\":\"hana\"}") + ".eHh4",
                encoded("{\"alg\":\"RS256\",\"kid\":\"" + "k".repeat(2_000) + "\"}") + "." + encoded("{}") + ".eHh4",
                "x".repeat(6_000));
        return Stream.concat(chosen, noise);
    }

    private static String flipped(String signature) {
        char middle = signature.charAt(signature.length() / 2);
        int at = signature.length() / 2;
        return signature.substring(0, at) + (middle == 'A' ? 'B' : 'A') + signature.substring(at + 1);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }
}
