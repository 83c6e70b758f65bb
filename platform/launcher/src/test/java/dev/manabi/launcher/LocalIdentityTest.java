package dev.manabi.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LocalIdentityTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final LocalIdentity IDENTITY = LocalIdentity.start(0);

    @AfterAll
    static void stop() {
        IDENTITY.close();
    }

    @Test
    void a_token_verifies_against_the_published_keys_and_says_who_may_what() throws Exception {
        JWTClaimsSet claims = verified(IDENTITY.token("mei", "member", "responder"));
        assertThat(claims.getIssuer()).isEqualTo(IDENTITY.issuerUrl());
        assertThat(claims.getSubject()).isEqualTo("mei");
        assertThat(claims.getAudience()).containsExactly("manabi");
        assertThat(claims.getStringListClaim("groups")).containsExactly("member", "responder");
        assertThat(claims.getStringClaim("name")).isEqualTo("Mei Tanaka");
        assertThat(claims.getExpirationTime().toInstant()).isAfter(Instant.now().plus(Duration.ofHours(7)));
    }

    @Test
    void a_person_of_the_demo_gets_their_roles_over_http() throws Exception {
        JWTClaimsSet claims = verified(askedOverHttp("ken"));
        assertThat(claims.getIssuer()).isEqualTo(IDENTITY.issuerUrl());
        assertThat(claims.getSubject()).isEqualTo("ken");
        assertThat(claims.getAudience()).containsExactly("manabi");
        assertThat(claims.getStringListClaim("groups")).containsExactly("member", "senior", "reviewer");
    }

    @Test
    void a_stranger_gets_no_role() throws Exception {
        assertThat(verified(askedOverHttp("somebody")).getStringListClaim("groups"))
                .isEmpty();
    }

    @Test
    void a_token_outlives_a_restart_of_the_provider() throws Exception {
        try (LocalIdentity other = LocalIdentity.start(0)) {
            SignedJWT token = SignedJWT.parse(other.token("mei", "member"));
            assertThat(keys().getKeyByKeyId(token.getHeader().getKeyID())).isNotNull();
            verified(token.serialize());
        }
    }

    @Test
    void an_expired_token_is_signed_but_over() throws Exception {
        JWTClaimsSet claims = verified(IDENTITY.expiredToken("mei", "member"));
        assertThat(claims.getExpirationTime().toInstant()).isBefore(Instant.now());
    }

    private static String askedOverHttp(String id) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(discovery().get("token_endpoint").asText()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=" + id + "&client_secret=none"))
                .build();
        String body = HTTP.send(request, BodyHandlers.ofString()).body();
        return new ObjectMapper().readTree(body).get("access_token").asText();
    }

    private static JWTClaimsSet verified(String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        var key = keys().getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey();
        assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
        return jwt.getJWTClaimsSet();
    }

    private static JWKSet keys() throws Exception {
        return JWKSet.parse(get(discovery().get("jwks_uri").asText()));
    }

    private static JsonNode discovery() throws Exception {
        return new ObjectMapper().readTree(get(IDENTITY.issuerUrl() + "/.well-known/openid-configuration"));
    }

    private static String get(String url) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }
}
