package dev.manabi.postmortem.policy;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.kit.TransactionSql;
import dev.manabi.postmortem.policy.domain.Policy;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the policy. Until somebody has saved one, a change of the data that comes with the service becomes a
 * new version when it starts; from then on only people change the policy.
 */
@ApplicationScoped
public class Policies {

    /** What comes with the service, by name: resources below {@code /policies}. */
    static final List<String> PRESETS = List.of("default", "pagerduty");

    private static final Logger LOG = Logger.getLogger(Policies.class);
    private static final Sort NEWEST_IN_FORCE = Sort.descending("inForceFrom", "version");

    private final TransactionSql sql;
    private final Clock clock;

    /** What the stored versions say: their expressions are read once. */
    private final Map<Integer, Read> read = new ConcurrentHashMap<>();

    private record Read(String document, Instant inForceFrom, Policy policy) {

        private static Read of(PolicyVersion row) {
            return new Read(row.document, row.inForceFrom, PolicyJson.read(row.document, row.version, row.inForceFrom));
        }

        /** A version never changes, but what an archive brings along replaces what came with an empty service. */
        private boolean isOf(PolicyVersion row) {
            return document.equals(row.document) && inForceFrom.equals(row.inForceFrom);
        }
    }

    Policies(TransactionSql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Before any message is consumed: the first one may already need a policy. */
    void keepShipped(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        String shipped = preset(PRESETS.getFirst());
        QuarkusTransaction.requiringNew().run(() -> {
            lock();
            if (PolicyVersion.count("savedBy is not null") > 0) {
                return;
            }
            Optional<PolicyVersion> newest = newest();
            if (newest.isPresent() && PolicyJson.same(newest.get().document, shipped)) {
                return;
            }
            PolicyVersion next = next(newest, PolicyJson.read(shipped).name(), shipped, now());
            PolicyJson.read(shipped, next.version, next.inForceFrom);
            next.persist();
            LOG.infof("Policy %s version %d is in force from now on", next.name, next.version);
        });
    }

    /**
     * A new version. It is in force from that time on, until a version that begins later; of two that begin at the same
     * time the one that was saved later holds.
     *
     * @param inForceFrom null for now
     * @throws InvalidValue where it cannot be used as it is, or would begin in the past
     */
    PolicyVersion save(PolicyDocument document, @Nullable Instant inForceFrom, String savedBy, String reason) {
        Instant now = now();
        if (inForceFrom != null && inForceFrom.isBefore(now)) {
            throw new InvalidValue(
                    "inForceFrom", "A policy cannot begin in the past: decisions are made by what held then.");
        }
        Instant from = inForceFrom == null ? now : inForceFrom.truncatedTo(ChronoUnit.MICROS);
        Policy policy = document.policy(0, from);
        lock();
        PolicyVersion saved = next(newest(), policy.name(), PolicyJson.write(PolicyDocument.of(policy)), from);
        saved.savedBy = savedBy;
        saved.savedAt = now;
        saved.reason = reason;
        saved.persist();
        return saved;
    }

    /** Versions are numbered one after the other, whoever saves at the same time. */
    private void lock() {
        sql.lock("policy");
    }

    private static Optional<PolicyVersion> newest() {
        return PolicyVersion.findAll(Sort.descending("version")).firstResultOptional();
    }

    private static PolicyVersion next(
            Optional<PolicyVersion> newest, String name, String document, Instant inForceFrom) {
        PolicyVersion next = new PolicyVersion();
        next.version = newest.map(one -> one.version + 1).orElse(1);
        next.name = name;
        next.inForceFrom = inForceFrom;
        next.document = document;
        return next;
    }

    /** As the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * The version that was in force when the incident was declared (METHOD D1). What happened before there was any
     * policy is judged by the first one.
     */
    public Policy inForceAt(Instant declaredAt) {
        return policy(rowInForceAt(declaredAt));
    }

    PolicyVersion rowInForceAt(Instant at) {
        Optional<PolicyVersion> then = PolicyVersion.<PolicyVersion>find("inForceFrom <= ?1", NEWEST_IN_FORCE, at)
                .firstResultOptional();
        return then.or(() -> PolicyVersion.findAll(Sort.ascending("version")).firstResultOptional())
                .orElseThrow(() -> new IllegalStateException("There is no policy"));
    }

    /** @throws NotFound where there is no such version */
    public Policy version(int version) {
        return policy(row(version));
    }

    /** @throws NotFound where there is no such version */
    PolicyVersion row(int version) {
        return PolicyVersion.<PolicyVersion>findByIdOptional(version)
                .orElseThrow(() -> new NotFound("policy version", Integer.toString(version)));
    }

    /** Which version was in force at which time, for many questions at once. */
    public PolicyHistory history() {
        return new PolicyHistory(PolicyVersion.<PolicyVersion>listAll(Sort.ascending("version")).stream()
                .map(this::policy)
                .toList());
    }

    /**
     * What is only proposed.
     *
     * @throws InvalidValue where it cannot be used as it is
     */
    public Policy proposed(PolicyDocument document) {
        return document.policy(0, now());
    }

    Policy policy(PolicyVersion row) {
        return read.compute(row.version, (_, known) -> known != null && known.isOf(row) ? known : Read.of(row))
                .policy();
    }

    /** @throws NotFound where the service came with none of that name */
    static String preset(String name) {
        if (!PRESETS.contains(name)) {
            throw new NotFound("preset", name);
        }
        String path = "/policies/" + name + ".json";
        try (InputStream resource = Policies.class.getResourceAsStream(path)) {
            if (resource == null) {
                throw new IllegalStateException("The service was built without " + path);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
