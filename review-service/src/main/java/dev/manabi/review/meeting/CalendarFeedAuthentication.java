package dev.manabi.review.meeting;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A calendar sends no bearer token, so that the address that it reads may say who reads. That address alone: anywhere else
 * the parameter means nothing. Whoever reads by it is its owner, in a role that opens nothing but the calendar.
 */
@ApplicationScoped
class CalendarFeedAuthentication implements HttpAuthenticationMechanism {

    private static final String PARAMETER = "token";
    private static final String AUTHORIZATION = "Authorization";

    /** What was found in the address. */
    static final class FeedSecret extends BaseAuthenticationRequest implements AuthenticationRequest {
        private final String secret;

        FeedSecret(String secret) {
            this.secret = secret;
        }
    }

    /** Whose secret it is. */
    @ApplicationScoped
    static class Owners implements IdentityProvider<FeedSecret> {

        @Override
        public Class<FeedSecret> getRequestType() {
            return FeedSecret.class;
        }

        @Override
        public Uni<SecurityIdentity> authenticate(FeedSecret request, AuthenticationRequestContext context) {
            return context.runBlocking(() -> owner(request.secret)
                    .map(Owners::identity)
                    .orElseThrow(() -> new AuthenticationFailedException("Nobody's calendar feed has that secret")));
        }

        private static Optional<String> owner(String secret) {
            return QuarkusTransaction.requiringNew()
                    .call(() -> CalendarFeedView.<CalendarFeedView>find("secretHash", CalendarFeeds.hash(secret))
                            .firstResultOptional()
                            .map(feed -> feed.person));
        }

        private static SecurityIdentity identity(String person) {
            return QuarkusSecurityIdentity.builder()
                    .setPrincipal(new QuarkusPrincipal(person))
                    .addRole(CalendarFeeds.ROLE)
                    .build();
        }
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        List<String> secrets = context.queryParam(PARAMETER);
        if (!context.normalizedPath().equals(CalendarFeeds.PATH)
                || secrets.size() != 1
                || context.request().getHeader(AUTHORIZATION) != null) {
            return Uni.createFrom().nullItem();
        }
        return identities.authenticate(new FeedSecret(secrets.getFirst()));
    }

    /** The bearer's challenge is the one that is told. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(FeedSecret.class);
    }

    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }
}
