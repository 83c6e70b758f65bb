package dev.manabi.notification.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.Inbox;
import dev.manabi.kit.TransactionSql;
import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.announcement.Language;
import dev.manabi.notification.announcement.Texts;
import dev.manabi.notification.catalog.People;
import dev.manabi.notification.channel.Channels;
import dev.manabi.notification.delivery.DeliveryCommands;
import dev.manabi.notification.delivery.domain.Channel;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RequestDelivery;
import dev.manabi.notification.delivery.domain.Notice;
import dev.manabi.notification.delivery.domain.Recipient;
import dev.manabi.notification.preference.Preferences;
import dev.manabi.notification.report.Report.Line;
import dev.manabi.notification.report.Reported.Kind;
import dev.manabi.notification.report.Reported.Status;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Makes each report once in its week, in one transaction with the deliveries that bring it: whoever dies in it has made
 * nothing, and whoever comes second finds it made. A report that was missed is made later in its week, and not after.
 */
@ApplicationScoped
public class Reports {

    private static final Logger LOG = Logger.getLogger(Reports.class);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int MOST = 200;

    private final DeliveryCommands deliveries;
    private final TransactionSql sql;
    private final People people;
    private final Preferences preferences;
    private final Texts texts;
    private final NotificationConfig config;
    private final ObjectMapper json;
    private final Inbox inbox;
    private final Clock clock;

    Reports(
            DeliveryCommands deliveries,
            TransactionSql sql,
            People people,
            Preferences preferences,
            Texts texts,
            NotificationConfig config,
            ObjectMapper json,
            Inbox inbox,
            Clock clock) {
        this.deliveries = deliveries;
        this.sql = sql;
        this.people = people;
        this.preferences = preferences;
        this.texts = texts;
        this.config = config;
        this.json = json;
        this.inbox = inbox;
        this.clock = clock;
    }

    private Schedule schedule() {
        return new Schedule(config.reports().day(), config.reports().at(), config.timeZone());
    }

    /** The first report is that of the first whole time: what was before this service was is not told as news. */
    void atStart(@Observes StartupEvent event) {
        QuarkusTransaction.requiringNew().run(() -> {
            for (ReportKind kind : ReportKind.values()) {
                ReportClock.beginAt(kind, schedule().after(clock.instant()));
            }
        });
    }

    @Scheduled(every = "{manabi.deadlines.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void makeWhatIsDue() {
        for (ReportKind kind : ReportKind.values()) {
            QuarkusTransaction.requiringNew().run(() -> makeIfDue(kind));
        }
    }

    /** @return whether it was made just now */
    boolean makeIfDue(ReportKind kind) {
        Cause cause = inbox.ownCause();
        sql.lock("report/" + kind);
        ReportClock row = ReportClock.findById(kind);
        if (row == null || row.nextAt.isAfter(cause.at())) {
            return false;
        }
        Instant slot = row.nextAt;
        Instant next = schedule().after(cause.at());
        boolean wanted = kind == ReportKind.WEEKLY
                ? config.reports().weekly()
                : config.reports().overdue();
        boolean inTime = cause.at().isBefore(slot.plus(WEEK));
        List<RequestDelivery> requests = List.of();
        Report report = read(kind, slot, cause.at());
        String period = schedule().period(slot);
        if (wanted && inTime && !report.isEmpty()) {
            requests = requests(kind, period, report, cause.at());
            deliveries.handleAll(requests, cause);
            ReportRow.keep(kind, period, cause.at(), written(report));
            LOG.infof("Report %s of %s is made for %d recipients", kind, period, requests.size());
        }
        row.nextAt = next;
        return !requests.isEmpty();
    }

    /** As it would be made now. */
    Report preview(ReportKind kind) {
        Instant now = clock.instant();
        return read(kind, now, now);
    }

    /** What happened in the week before the slot, and what is late now. */
    private static Report read(ReportKind kind, Instant slot, Instant now) {
        Instant from = slot.minus(WEEK);
        boolean weekly = kind == ReportKind.WEEKLY;
        List<Reported> waiting = Reported.<Reported>find(
                        "status = ?1 and dueAt < ?2 order by dueAt, id", Status.WAITING, now)
                .range(0, MOST - 1)
                .list();
        return new Report(
                from,
                now,
                weekly ? lines("severity, at", Kind.INCIDENT, from, now) : List.of(),
                waiting.stream().map(Line::of).toList(),
                weekly ? lines("at", Kind.POSTMORTEM, from, now) : List.of());
    }

    private static List<Line> lines(String order, Kind kind, Instant from, Instant until) {
        return Reported.<Reported>find(
                        "kind = ?1 and status = ?2 and at >= ?3 and at < ?4 order by " + order + ", id",
                        kind,
                        Status.DONE,
                        from,
                        until)
                .range(0, MOST - 1)
                .list()
                .stream()
                .map(Line::of)
                .toList();
    }

    private List<RequestDelivery> requests(ReportKind kind, String period, Report report, Instant at) {
        return switch (kind) {
            case WEEKLY -> toEverybody(period, report, at);
            case OVERDUE -> toLeads(period, report, at);
        };
    }

    private List<RequestDelivery> toEverybody(String period, Report report, Instant at) {
        Language language = config.language();
        List<RequestDelivery> requests = new ArrayList<>();
        if (config.audienceMail().isPresent()) {
            requests.add(request(
                    ReportKind.WEEKLY,
                    period,
                    report,
                    Channel.MAIL,
                    Recipient.AUDIENCE,
                    Notice.MAIL_SERVER,
                    language,
                    at));
        }
        if (config.chatWebhookUrl().isPresent()) {
            requests.add(request(
                    ReportKind.WEEKLY, period, report, Channel.CHAT, Recipient.ROOM, Channels.CHAT, language, at));
        }
        if (requests.isEmpty()) {
            LOG.warnf(
                    "The weekly report of %s is told to nobody: no mail list and no chat webhook is configured",
                    period);
        }
        return requests;
    }

    /** What belongs to no team goes to those who lead whoever owns it. */
    private List<RequestDelivery> toLeads(String period, Report report, Instant at) {
        Map<String, List<Line>> ofLead = new TreeMap<>();
        for (Line line : report.waiting()) {
            for (String lead : people.leads(line.team(), line.owner())) {
                ofLead.computeIfAbsent(lead, _ -> new ArrayList<>()).add(line);
            }
        }
        List<RequestDelivery> requests = new ArrayList<>();
        ofLead.forEach((lead, lines) -> {
            Language language =
                    Optional.ofNullable(preferences.of(lead).language()).orElse(config.language());
            Report theirs = new Report(report.from(), report.until(), List.of(), lines, List.of());
            requests.add(request(
                    ReportKind.OVERDUE,
                    period,
                    theirs,
                    Channel.MAIL,
                    Recipient.person(lead),
                    Notice.MAIL_SERVER,
                    language,
                    at));
        });
        return requests;
    }

    private RequestDelivery request(
            ReportKind kind,
            String period,
            Report report,
            Channel way,
            Recipient recipient,
            String destination,
            Language language,
            Instant at) {
        Map<String, String> facts = Map.of(
                "period", period,
                "happened", ReportText.incidents(report.incidents(), language),
                "waiting", ReportText.waiting(report.waiting(), report.until(), language),
                "learned", ReportText.learned(report.learned(), language),
                "count", Integer.toString(report.waiting().size()),
                "path", "/reports/" + kind.name().toLowerCase(java.util.Locale.ROOT) + "/" + period);
        UUID source = Ids.named("report/" + kind + "/" + period);
        Notice notice = new Notice(
                source,
                "manabi.report." + kind.name().toLowerCase(java.util.Locale.ROOT) + ".v1",
                way,
                recipient,
                kind.announcement().template(),
                language.code(),
                texts.subject(kind.announcement(), facts, language),
                facts,
                Map.of(),
                false,
                null,
                destination,
                false);
        UUID id = Ids.named("delivery/" + source + "/" + way + "/" + recipient.kind() + "/" + recipient.name());
        return new RequestDelivery(id, notice, null, null, at);
    }

    private String written(Report report) {
        try {
            return json.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report is always JSON", e);
        }
    }
}
