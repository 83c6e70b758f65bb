package dev.manabi.incident.past;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.incident.incident.IncidentCommands;
import dev.manabi.incident.incident.IncidentView;
import dev.manabi.incident.incident.domain.Imported;
import dev.manabi.incident.incident.domain.Incident;
import dev.manabi.incident.incident.domain.Incident.Declared;
import dev.manabi.incident.incident.domain.IncidentCommand.RecordPastIncident;
import dev.manabi.incident.past.ImportLine.LineStatus;
import dev.manabi.kit.Handled;
import dev.manabi.kit.TransactionSql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.time.Clock;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Turns lines into incidents, one transaction a line: killed at any moment, it goes on where it was. Several replicas take
 * turns by a lock for each line.
 */
@ApplicationScoped
class Importing {

    private static final Logger LOG = Logger.getLogger(Importing.class);
    private static final int AT_ONCE = 200;

    private final IncidentCommands incidents;
    private final TransactionSql sql;
    private final Validator validator;
    private final Clock clock;

    Importing(IncidentCommands incidents, TransactionSql sql, Validator validator, Clock clock) {
        this.incidents = incidents;
        this.sql = sql;
        this.validator = validator;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void importWaiting() {
        List<ImportLine.Key> waiting = waiting();
        while (!waiting.isEmpty()) {
            for (ImportLine.Key line : waiting) {
                QuarkusTransaction.requiringNew().run(() -> importLine(line));
            }
            waiting = waiting();
        }
    }

    private static List<ImportLine.Key> waiting() {
        return QuarkusTransaction.requiringNew()
                .call(() -> ImportLine.<ImportLine>find("status = ?1 order by importId, number", LineStatus.PENDING)
                        .range(0, AT_ONCE - 1)
                        .stream()
                        .map(line -> new ImportLine.Key(line.importId, line.number))
                        .toList());
    }

    private void importLine(ImportLine.Key key) {
        IncidentImport whole = IncidentImport.findById(key.importId());
        sql.lock("import/" + whole.source);
        ImportLine line = ImportLine.findById(key);
        if (line == null || line.status != LineStatus.PENDING) {
            return; // another replica was faster
        }
        try {
            PastIncident past = LineReader.read(line.raw, whole.fields, ZoneId.of(whole.zone), validator);
            record(line, whole, past);
        } catch (NotImportable e) {
            reject(line, e.reason());
        } catch (DomainException.InvalidValue e) {
            reject(line, String.valueOf(e.getMessage()));
        }
    }

    private void record(ImportLine line, IncidentImport whole, PastIncident past) {
        IncidentView known = IncidentView.find("importedSource = ?1 and importedKey = ?2", whole.source, past.key())
                .firstResult();
        if (known != null) {
            done(line, LineStatus.KNOWN, known.id, known.number, past.warnings());
            return;
        }
        UUID id = Ids.next();
        Cause cause = new Cause(whole.receivedBy, clock.instant().truncatedTo(ChronoUnit.MICROS), whole.id, null, null);
        Handled<Incident> recorded = incidents.handle(
                new RecordPastIncident(
                        id,
                        incidents.nextNumber(),
                        past.description(),
                        past.severity(),
                        past.times(),
                        past.roles(),
                        past.impact(),
                        new Imported(whole.source, past.key()),
                        whole.receivedBy,
                        cause.at()),
                Expected.newStream(),
                cause);
        Declared incident = (Declared) recorded.state();
        done(line, LineStatus.IMPORTED, incident.id(), incident.number(), past.warnings());
    }

    private static void done(ImportLine line, LineStatus status, UUID incident, String number, List<String> warnings) {
        line.status = status;
        line.warnings = warnings;
        line.incidentId = incident;
        line.incidentNumber = number;
    }

    private static void reject(ImportLine line, String reason) {
        line.status = LineStatus.REJECTED;
        line.reason = reason;
        LOG.infof("Line %d of import %s was rejected: %s", (Object) line.number, line.importId, reason);
    }
}
