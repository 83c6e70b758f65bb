package dev.manabi.incident.ingest;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Before the transaction of an Idempotency-Key: whoever waits holds no connection. */
@Sheddable
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class SheddableInterceptor {

    private final LoadShedding shedding;
    private final SecurityIdentity identity;

    SheddableInterceptor(LoadShedding shedding, SecurityIdentity identity) {
        this.shedding = shedding;
        this.identity = identity;
    }

    @AroundInvoke
    Object admit(InvocationContext invocation) throws Exception {
        if (identity.isAnonymous()) {
            return invocation.proceed();
        }
        try (LoadShedding.Place _ = shedding.enter()) {
            return invocation.proceed();
        }
    }
}
