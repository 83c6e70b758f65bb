package dev.manabi.launcher;

import com.nimbusds.oauth2.sdk.TokenRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.OAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;

/**
 * An OpenID Connect provider for a machine without one: it believes whoever asks, so it only ever listens on the
 * loopback interface. Its signing key is the same after every start, so tokens outlive it.
 *
 * <p>Over HTTP, at {@code POST <issuerUrl>/token}, the grant {@code client_credentials} with a demo person's id as
 * {@code client_id} answers that person's token; any other id gets a token without roles.
 *
 * <p>In a browser it is an authorization server with a page to choose a person of the demo on (code flow with PKCE).
 *
 * <pre>{@code
 * try (LocalIdentity identity = LocalIdentity.start(0)) {
 *     String token = identity.token("mei", "member", "responder");
 * }
 * }</pre>
 */
public final class LocalIdentity implements AutoCloseable {

    /** Last segment of the issuer's URL, and the audience of every token. */
    public static final String NAME = "manabi";

    /** What the console is called. */
    static final String CONSOLE = "manabi-console";

    private static final Duration LIFETIME = Duration.ofHours(8);

    private final OAuth2TokenProvider tokens = new OAuth2TokenProvider();
    private final MockOAuth2Server server;
    private final String issuerUrl;

    private LocalIdentity(int port) {
        server = new MockOAuth2Server(new OAuth2Config(
                true, SignInPage.write().toString(), null, false, tokens, Set.of(new TokenOfAPerson())));
        try {
            server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        } catch (IOException e) {
            throw new UncheckedIOException("the identity provider did not start: " + e.getMessage(), e);
        }
        issuerUrl = "http://127.0.0.1:" + server.baseUrl().port() + "/" + NAME;
    }

    /** Starts a provider on that port of 127.0.0.1, 0 for a free one. */
    public static LocalIdentity start(int port) {
        return new LocalIdentity(port);
    }

    /** Value for {@code quarkus.oidc.auth-server-url}, and the {@code iss} of every token. */
    public String issuerUrl() {
        return issuerUrl;
    }

    /** A signed access token of eight hours: {@code sub} and {@code name} as given, the roles in {@code groups}. */
    public String token(String subject, String... roles) {
        String name = DemoPeople.find(subject).map(DemoPeople.Person::name).orElse(subject);
        return signed(subject, name, List.of(roles), LIFETIME);
    }

    /** A token that is signed rightly and ended before now. */
    public String expiredToken(String subject, String... roles) {
        return signed(subject, subject, List.of(roles), Duration.ofHours(-1));
    }

    /** The same token as {@link #token}, made without the running provider: its signing key is always the same. */
    public static String tokenOf(String issuerUrl, String subject, String... roles) {
        return tokenOf(LIFETIME, issuerUrl, subject, roles);
    }

    /** The same for another time. */
    public static String tokenOf(Duration lifetime, String issuerUrl, String subject, String... roles) {
        return signed(new OAuth2TokenProvider(), issuerUrl, subject, subject, List.of(roles), lifetime);
    }

    private String signed(String subject, String name, List<String> roles, Duration lifetime) {
        return signed(tokens, issuerUrl, subject, name, roles, lifetime);
    }

    private static String signed(
            OAuth2TokenProvider tokens,
            String issuerUrl,
            String subject,
            String name,
            List<String> roles,
            Duration lifetime) {
        Map<String, Object> claims = Map.of(
                "iss", issuerUrl,
                "sub", subject,
                "aud", List.of(NAME),
                "jti", UUID.randomUUID().toString(),
                "name", name,
                "groups", roles);
        return tokens.jwt(claims, lifetime, NAME).serialize();
    }

    @Override
    public void close() {
        server.shutdown();
    }

    /** What a token asked for over HTTP says: the client's id is the person's. */
    private static final class TokenOfAPerson implements OAuth2TokenCallback {

        @Override
        public String issuerId() {
            return NAME;
        }

        @Override
        public String subject(TokenRequest request) {
            return personIn(request);
        }

        @Override
        public String typeHeader(TokenRequest request) {
            return "JWT";
        }

        @Override
        public List<String> audience(TokenRequest request) {
            return List.of(NAME);
        }

        @Override
        public Map<String, Object> addClaims(TokenRequest request) {
            String id = personIn(request);
            if (id.equals(CONSOLE)) {
                return Map.of(); // the sign-in page has said who it is
            }
            return DemoPeople.find(id)
                    .map(person -> Map.<String, Object>of("name", person.name(), "groups", person.roles()))
                    .orElseGet(() -> Map.of("name", id, "groups", List.of()));
        }

        @Override
        public long tokenExpiry() {
            return LIFETIME.toSeconds();
        }

        private static String personIn(TokenRequest request) {
            var authentication = request.getClientAuthentication();
            return authentication != null
                    ? authentication.getClientID().getValue()
                    : request.getClientID().getValue();
        }
    }
}
