package dev.manabi.review.checklist;

import static dev.manabi.review.checklist.ChecklistRule.CHECKLIST_EXISTS;
import static dev.manabi.review.checklist.ChecklistRule.TEAM_HAS_CHECKLIST;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.eventsourcing.DomainException.StaleVersion;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.TransactionSql;
import dev.manabi.review.catalog.TeamView;
import dev.manabi.review.review.ReviewConfig;
import io.quarkus.narayana.jta.QuarkusTransaction;
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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Every checklist there is, in every version that a review may have begun with. A change of what comes with the service
 * becomes a new version when it starts, unless somebody has saved one of their own: what people wrote is never replaced.
 */
@ApplicationScoped
public class Checklists {

    /** What comes with the service: files in the folder {@code checklists}. */
    static final List<String> SHIPPED = List.of("founding-document", "pagerduty");

    private static final Logger LOG = Logger.getLogger(Checklists.class);

    private static final String NEWEST =
            "version = (select max(other.version) from ChecklistVersion other" + " where other.key = one.key)";

    /** The array contains the text; so asked, the index on it answers. */
    private static final String OF_TEAM = """
            select one.key from checklist one
             where one.document -> 'teams' @> to_jsonb(cast(:team as text))
               and not exists (select 1 from checklist other where other.key = one.key and other.version > one.version)
             order by one.key
            """;

    private final TransactionSql sql;
    private final EntityManager entities;
    private final ReviewConfig config;
    private final Clock clock;

    Checklists(TransactionSql sql, EntityManager entities, ReviewConfig config, Clock clock) {
        this.sql = sql;
        this.entities = entities;
        this.config = config;
        this.clock = clock;
    }

    /** Before any message is consumed: the first one may already need a checklist. */
    void atStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        keepShipped();
        QuarkusTransaction.requiringNew().run(() -> setTo(config.checklist()));
    }

    void keepShipped() {
        QuarkusTransaction.requiringNew().run(() -> {
            lock();
            SHIPPED.forEach(name -> keep(shipped(name)));
        });
    }

    /** @throws IllegalStateException where the service is set to a checklist that there is not */
    static Checklist setTo(String key) {
        return newestStored(key)
                .map(Checklists::checklist)
                .orElseThrow(() -> new IllegalStateException(
                        "manabi.review.checklist names a checklist that there is not: " + key));
    }

    /** What a round that begins now is judged by: the team's own checklist, or else the one that the service is set to. */
    public Checklist forRoundOf(@Nullable String team) {
        return team == null ? setTo(config.checklist()) : usedBy(team).orElseGet(() -> setTo(config.checklist()));
    }

    /** Each checklist in its newest version, by key. */
    List<Checklist> newest(PageRequest page) {
        List<ChecklistVersion> rows = ChecklistVersion.<ChecklistVersion>find(
                        "from ChecklistVersion one where key > ?1 and " + NEWEST + " order by key",
                        page.after() == null ? "" : page.after())
                .range(0, page.rowsToRead() - 1)
                .list();
        return rows.stream().map(Checklists::checklist).toList();
    }

    public Optional<Checklist> newest(String key) {
        return newestStored(key).map(Checklists::checklist);
    }

    public Optional<Checklist> find(String key, int version) {
        return ChecklistVersion.<ChecklistVersion>find("key = ?1 and version = ?2", key, version)
                .firstResultOptional()
                .map(Checklists::checklist);
    }

    /** Versions of one checklist, the newest first. */
    List<ChecklistVersion> versions(String key, PageRequest page, int before) {
        return ChecklistVersion.<ChecklistVersion>find("key = ?1 and version < ?2 order by version desc", key, before)
                .range(0, page.rowsToRead() - 1)
                .list();
    }

    /** Every version of one checklist, the newest first. */
    List<Checklist> everyVersion(String key) {
        List<ChecklistVersion> rows = ChecklistVersion.list("key = ?1 order by version desc", key);
        return rows.stream().map(Checklists::checklist).toList();
    }

    /** A new checklist, in version 1. */
    Checklist add(ChecklistDocument document, String by, @Nullable String reason) {
        document.check();
        lock();
        if (newestStored(document.key()).isPresent()) {
            throw new RuleBroken(
                    CHECKLIST_EXISTS, "There is a checklist " + document.key() + "; save its next version instead.");
        }
        checkTeams(document, List.of());
        return save(document, 1, by, reason);
    }

    /**
     * The next version, or the present one where nothing changes. Rounds that have begun keep theirs.
     *
     * @throws NotFound where there is no checklist of that key
     */
    Checklist change(ChecklistDocument document, Expected expected, String by, @Nullable String reason) {
        document.check();
        lock();
        ChecklistVersion stored =
                newestStored(document.key()).orElseThrow(() -> new NotFound("checklist", document.key()));
        if (expected instanceof Expected.Version(long seen) && seen != stored.version) {
            throw new StaleVersion(seen, stored.version);
        }
        ChecklistDocument before = ChecklistDocument.read(stored.document);
        if (before.equals(document)) {
            return checklist(stored);
        }
        checkTeams(document, before.teams());
        return save(document, stored.version + 1, by, reason);
    }

    /** Those that it had before are not asked of the catalog again: what held once does not stop a change of words. */
    private void checkTeams(ChecklistDocument document, List<String> before) {
        for (int at = 0; at < document.teams().size(); at++) {
            String team = document.teams().get(at);
            if (before.contains(team)) {
                continue;
            }
            if (TeamView.findById(team) == null) {
                throw new InvalidValue("teams[" + at + "]", "The catalog knows no team " + team + ".");
            }
            usedBy(team).ifPresent(other -> {
                throw new RuleBroken(
                        TEAM_HAS_CHECKLIST,
                        "Team " + team + " uses the checklist " + other.key() + "; take it out there first.");
            });
        }
    }

    private Optional<Checklist> usedBy(String team) {
        List<?> keys =
                entities.createNativeQuery(OF_TEAM).setParameter("team", team).getResultList();
        return keys.stream().findFirst().flatMap(key -> newest((String) key));
    }

    private void keep(ChecklistDocument shipped) {
        Optional<ChecklistVersion> newest = newestStored(shipped.key());
        boolean ours = newest.map(one -> one.savedBy == null).orElse(true);
        boolean same = newest.map(one -> ChecklistDocument.read(one.document))
                .filter(shipped::equals)
                .isPresent();
        if (ours && !same) {
            save(shipped, newest.map(one -> one.version + 1).orElse(1), null, null);
        }
    }

    private Checklist save(ChecklistDocument document, int version, @Nullable String by, @Nullable String reason) {
        ChecklistVersion saved = new ChecklistVersion();
        saved.id = Ids.named("checklist " + document.key() + " " + version);
        saved.key = document.key();
        saved.version = version;
        saved.document = document.write();
        saved.savedBy = by;
        saved.savedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        saved.reason = reason;
        saved.persist();
        LOG.infof("Checklist %s has a version %d, saved by %s", saved.key, version, by == null ? "the service" : by);
        return document.inVersion(version);
    }

    /** One at a time: versions follow each other, and no team comes to have two checklists. */
    private void lock() {
        sql.lock("checklist");
    }

    private static Optional<ChecklistVersion> newestStored(String key) {
        return ChecklistVersion.<ChecklistVersion>find("key = ?1 order by version desc", key)
                .firstResultOptional();
    }

    private static Checklist checklist(ChecklistVersion stored) {
        return ChecklistDocument.read(stored.document).inVersion(stored.version);
    }

    static ChecklistDocument shipped(String name) {
        String path = "/checklists/" + name + ".json";
        try (InputStream resource = Checklists.class.getResourceAsStream(path)) {
            if (resource == null) {
                throw new IllegalStateException("The service was built without " + path);
            }
            return ChecklistDocument.read(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
