package dev.manabi.postmortem.policy;

import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.postmortem.policy.domain.Policy;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The versions of the policy. A change of the data that comes with the service becomes a new version when it starts. */
@ApplicationScoped
public class Policies {

    private static final Logger LOG = Logger.getLogger(Policies.class);
    private static final String SHIPPED = "/policies/default.json";

    private final EntityManager entities;
    private final Clock clock;

    Policies(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** Before any message is consumed: the first one may already need a policy. */
    void keepShipped(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        String shipped = shipped();
        QuarkusTransaction.requiringNew().run(() -> {
            Optional<PolicyVersion> newest =
                    PolicyVersion.findAll(Sort.descending("version")).firstResultOptional();
            if (newest.isPresent() && PolicyJson.same(newest.get().document, shipped)) {
                return;
            }
            int version = newest.map(one -> one.version + 1).orElse(1);
            Policy policy = PolicyJson.read(shipped, version, clock.instant());
            int stored = entities.createNativeQuery("""
                            insert into policy (version, name, in_force_from, document)
                            values (:version, :name, :inForceFrom, cast(:document as jsonb))
                            on conflict (version) do nothing
                            """)
                    .setParameter("version", version)
                    .setParameter("name", policy.name())
                    .setParameter("inForceFrom", policy.inForceFrom())
                    .setParameter("document", shipped)
                    .executeUpdate();
            if (stored == 1) {
                LOG.infof("Policy %s version %d is in force from now on", policy.name(), version);
            }
        });
    }

    /**
     * The version that was in force when the incident was declared (METHOD D1). What happened before there was any
     * policy is judged by the first one.
     */
    public Policy inForceAt(Instant declaredAt) {
        Optional<PolicyVersion> then = PolicyVersion.<PolicyVersion>find(
                        "inForceFrom <= ?1", Sort.descending("version"), declaredAt)
                .firstResultOptional();
        return then.or(() -> PolicyVersion.findAll(Sort.ascending("version")).firstResultOptional())
                .orElseThrow(() -> new IllegalStateException("There is no policy"))
                .policy();
    }

    /** @throws NotFound where there is no such version */
    public Policy version(int version) {
        return PolicyVersion.<PolicyVersion>findByIdOptional(version)
                .orElseThrow(() -> new NotFound("policy version", Integer.toString(version)))
                .policy();
    }

    /** Newest first. */
    List<Policy> all() {
        return PolicyVersion.<PolicyVersion>listAll(Sort.descending("version")).stream()
                .map(PolicyVersion::policy)
                .toList();
    }

    private static String shipped() {
        try (InputStream resource = Policies.class.getResourceAsStream(SHIPPED)) {
            if (resource == null) {
                throw new IllegalStateException("The service was built without " + SHIPPED);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
