package dev.manabi.incident.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.incident.incident.domain.Alert;
import dev.manabi.incident.incident.domain.Description;
import dev.manabi.incident.incident.domain.Detection;
import dev.manabi.incident.incident.domain.EntryKind;
import dev.manabi.incident.incident.domain.Evidence;
import dev.manabi.incident.incident.domain.EvidenceKind;
import dev.manabi.incident.incident.domain.Impact;
import dev.manabi.incident.incident.domain.Imported;
import dev.manabi.incident.incident.domain.Incident.Declared;
import dev.manabi.incident.incident.domain.IncidentCommand;
import dev.manabi.incident.incident.domain.IncidentCommand.AcknowledgeIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.AddTimelineEntry;
import dev.manabi.incident.incident.domain.IncidentCommand.AssignRoles;
import dev.manabi.incident.incident.domain.IncidentCommand.ChangeSeverity;
import dev.manabi.incident.incident.domain.IncidentCommand.CloseIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.CorrectTimelineEntry;
import dev.manabi.incident.incident.domain.IncidentCommand.CorrectTimes;
import dev.manabi.incident.incident.domain.IncidentCommand.DeclareIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.DescribeIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.MitigateIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.RecordImpact;
import dev.manabi.incident.incident.domain.IncidentCommand.RecordPastIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.ReopenIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.ReportAlerts;
import dev.manabi.incident.incident.domain.IncidentCommand.ResolveIncident;
import dev.manabi.incident.incident.domain.IncidentKind;
import dev.manabi.incident.incident.domain.Roles;
import dev.manabi.incident.incident.domain.Severity;
import dev.manabi.incident.incident.domain.TimelineEntry;
import dev.manabi.incident.incident.domain.Times;
import dev.manabi.kit.Operations;
import dev.manabi.kit.PageRequest;
import dev.manabi.testkit.TableRows;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IncidentProjectionTest {

    private static final List<String> TABLES = new IncidentProjection().tables();

    @Inject
    IncidentCommands incidents;

    @Inject
    IncidentLists lists;

    @Inject
    Operations operations;

    @Inject
    AgroalDataSource dataSource;

    @Test
    void what_is_made_anew_from_the_events_equals_what_was_there() throws SQLException {
        Random random = new Random(42);
        for (int n = 0; n < 40; n++) {
            live(random, 25);
        }
        Map<String, List<String>> before = TableRows.of(dataSource, TABLES);
        assertThat(before.get("incident_view")).hasSizeGreaterThanOrEqualTo(40);
        assertThat(before.get("timeline_entry_view")).hasSizeGreaterThan(300);
        assertThat(before.get("alert_view")).hasSizeGreaterThan(40);

        long projected = operations.rebuildProjections();

        assertThat(projected).isEqualTo(count("event"));
        assertThat(TableRows.of(dataSource, TABLES)).isEqualTo(before);
        live(random, 5); // and life goes on
    }

    @Test
    void what_is_done_while_they_are_made_anew_is_neither_lost_nor_doubled() throws Exception {
        try (ExecutorService people = Executors.newFixedThreadPool(4)) {
            List<Future<?>> working = new ArrayList<>();
            for (int n = 0; n < 4; n++) {
                Random random = new Random(n);
                working.add(people.submit(() -> {
                    for (int incident = 0; incident < 3; incident++) {
                        live(random, 15);
                    }
                }));
            }
            operations.rebuildProjections();
            operations.rebuildProjections();
            for (Future<?> one : working) {
                one.get();
            }
        }
        Map<String, List<String>> before = TableRows.of(dataSource, TABLES);
        operations.rebuildProjections();
        assertThat(TableRows.of(dataSource, TABLES)).isEqualTo(before);
    }

    @Test
    void the_timeline_as_a_list_has_the_order_of_the_timeline_in_the_incident() {
        UUID id = declare(new Random(1));
        Instant moment = Instant.parse("2026-03-01T10:40:00Z");
        for (int n = 0; n < 12; n++) {
            handle(new AddTimelineEntry(id, Ids.next(), moment, EntryKind.NOTE, "fact " + n, "mei", List.of(), now()));
        }
        handle(new MitigateIncident(id, "mei", null, moment, now()));
        handle(new ResolveIncident(id, "mei", null, moment, now()));
        List<UUID> inIncident = QuarkusTransaction.requiringNew()
                .call(() -> ((dev.manabi.incident.incident.domain.Incident.Declared)
                                incidents.load(id).state())
                        .timeline().stream().map(TimelineEntry::id).toList());
        List<UUID> inPages = new ArrayList<>();
        String cursor = null;
        do {
            String after = cursor;
            var page = QuarkusTransaction.requiringNew().call(() -> lists.timeline(id, PageRequest.of(4, after)));
            page.items().forEach(entry -> inPages.add(entry.id()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(inPages).isEqualTo(inIncident).hasSize(15);
    }

    /** An incident to which many things happen, whatever the rules allow of them. */
    private void live(Random random, int steps) {
        UUID id = declare(random);
        List<Alert> firing = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            try {
                handle(command(random, id, firing));
            } catch (DomainException.RuleBroken e) {
                // then not
            }
        }
        merge(id, declare(random));
        recordPast(random);
    }

    private UUID declare(Random random) {
        UUID id = Ids.next();
        QuarkusTransaction.requiringNew()
                .run(() -> incidents.handle(
                        new DeclareIncident(
                                id,
                                incidents.nextNumber(),
                                description(random, id),
                                Severity.values()[random.nextInt(5)],
                                random.nextBoolean() ? null : now().minusSeconds(600),
                                random.nextBoolean() ? null : now().minusSeconds(300),
                                random.nextBoolean() ? Roles.NONE : new Roles("mei", null, "sam", List.of("alex")),
                                Impact.UNKNOWN,
                                "mei",
                                now()),
                        Expected.newStream(),
                        cause()));
        return id;
    }

    private static Description description(Random random, UUID id) {
        return new Description(
                "決済が失敗する " + id,
                random.nextBoolean() ? null : "summary \"quoted\" \\ 100 %",
                IncidentKind.values()[random.nextInt(3)],
                random.nextBoolean() ? List.of() : List.of("checkout", "pay,ments", "{x}", "a\"b"),
                random.nextBoolean() ? List.of() : List.of("pay,ments"),
                random.nextBoolean() ? null : "storefront",
                random.nextBoolean() ? null : Detection.CUSTOMER);
    }

    private void recordPast(Random random) {
        UUID id = Ids.next();
        Times times = new Times(null, null, null, null, random.nextBoolean() ? null : now().minusSeconds(9000));
        QuarkusTransaction.requiringNew()
                .run(() -> incidents.handle(
                        new RecordPastIncident(
                                id,
                                incidents.nextNumber(),
                                description(random, id),
                                Severity.SEV3,
                                times,
                                Roles.NONE,
                                Impact.UNKNOWN,
                                new Imported("archive", id.toString()),
                                "mei",
                                now()),
                        Expected.newStream(),
                        cause()));
    }

    private void merge(UUID duplicate, UUID into) {
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> incidents.merge(duplicate, into, "the same", "mei", Expected.any(), cause()));
        } catch (DomainException.RuleBroken e) {
            // it is closed
        }
    }

    /** Of an entry that a person wrote, where there is one. */
    private IncidentCommand correction(Random random, UUID id, Instant at) {
        Declared incident = (Declared)
                QuarkusTransaction.requiringNew().call(() -> incidents.load(id)).state();
        UUID entry = incident.timeline().stream()
                .filter(one -> one.source().equals("person"))
                .map(TimelineEntry::id)
                .findAny()
                .orElse(incident.timeline().getFirst().id());
        return new CorrectTimelineEntry(
                id, entry, at, EntryKind.ACTION, "corrected " + random.nextInt(9), List.of(), "alex", now());
    }

    private IncidentCommand command(Random random, UUID id, List<Alert> firing) {
        Instant at = now().minusSeconds(random.nextInt(500));
        return switch (random.nextInt(15)) {
            case 14 -> new DescribeIncident(id, description(random, id), "mei", now());
            case 0 -> new AcknowledgeIncident(id, "mei", null, at, now());
            case 1 -> new MitigateIncident(id, "mei", "rolled back", at, now());
            case 2 -> new ResolveIncident(id, "mei", null, at, now());
            case 3 -> new CloseIncident(id, "mei", "done", now());
            case 4 -> new ReopenIncident(id, "alex", "again", now());
            case 5 -> new ChangeSeverity(id, Severity.values()[random.nextInt(5)], "worse", "mei", now());
            case 13 -> correction(random, id, at);
            case 12 -> new CorrectTimes(id, at, now(), null, null, null, "the log", "mei", now());
            case 6 ->
                new RecordImpact(
                        id,
                        new Impact(true, random.nextInt(100), null, 5L, null, true, null, null, null, List.of()),
                        "mei",
                        now());
            case 7 -> new AssignRoles(id, new Roles("p" + random.nextInt(3), null, null, List.of("x")), "mei", now());
            case 8, 9 ->
                new AddTimelineEntry(
                        id,
                        Ids.next(),
                        at,
                        EntryKind.ACTION,
                        "fact",
                        "sam",
                        List.of(new Evidence(EvidenceKind.QUERY, "https://x.example/?q=1", "select 1")),
                        now());
            case 10 -> {
                Alert alert = new Alert(
                        "f" + id + random.nextInt(100), true, at.truncatedTo(ChronoUnit.MICROS), null, "CPU", null);
                firing.add(alert);
                yield new ReportAlerts(id, "alertmanager", "g" + id, List.of(alert), now());
            }
            default ->
                new ReportAlerts(
                        id,
                        "alertmanager",
                        "g" + id,
                        firing.stream()
                                .map(one ->
                                        new Alert(one.fingerprint(), false, one.startsAt(), now(), one.text(), null))
                                .toList(),
                        now());
        };
    }

    private void handle(IncidentCommand command) {
        QuarkusTransaction.requiringNew().run(() -> incidents.handle(command, Expected.any(), cause()));
    }

    private static Cause cause() {
        return new Cause("mei", now(), Ids.next(), null, null);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private long count(String table) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
