package dev.manabi.kit;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** A token that does not say whose it is opens nothing: everything that is done here is done by somebody. */
@ApplicationScoped
public class NamedCallers implements SecurityIdentityAugmentor {

    private static final int LONGEST_NAME = 255;

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.isAnonymous() || isName(identity.getPrincipal().getName())) {
            return Uni.createFrom().item(identity);
        }
        return Uni.createFrom().failure(new AuthenticationFailedException("The token has no usable subject"));
    }

    static boolean isName(@Nullable String name) {
        return name != null && !name.isBlank() && name.length() <= LONGEST_NAME && Storable.is(name);
    }
}
