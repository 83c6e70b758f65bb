package dev.manabi.notification.month;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.Aggregate;
import dev.manabi.kit.Aggregates;
import dev.manabi.kit.Handled;
import dev.manabi.kit.Inbox;
import dev.manabi.kit.TransactionSql;
import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.announcement.Announcement;
import dev.manabi.notification.announcement.Language;
import dev.manabi.notification.announcement.Texts;
import dev.manabi.notification.catalog.People;
import dev.manabi.notification.channel.Channels;
import dev.manabi.notification.delivery.DeliveryCommands;
import dev.manabi.notification.delivery.domain.Channel;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RequestDelivery;
import dev.manabi.notification.delivery.domain.Notice;
import dev.manabi.notification.delivery.domain.Recipient;
import dev.manabi.notification.month.domain.Candidate;
import dev.manabi.notification.month.domain.Month;
import dev.manabi.notification.month.domain.Month.Nomination;
import dev.manabi.notification.month.domain.MonthCommand;
import dev.manabi.notification.month.domain.MonthCommand.CloseMonth;
import dev.manabi.notification.month.domain.MonthCommand.Nominate;
import dev.manabi.notification.month.domain.MonthDecider;
import dev.manabi.notification.month.domain.MonthEvent;
import dev.manabi.notification.month.domain.MonthEvent.MonthClosed;
import dev.manabi.notification.month.domain.MonthEvent.Nominated;
import dev.manabi.notification.preference.Preferences;
import dev.manabi.notification.report.Reported;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The postmortem of each month. Candidates are those that were published in it; a week into the next month the vote is
 * closed and the chosen one is told to everybody. Works in the caller's transaction.
 */
@Startup
@ApplicationScoped
public class Months {

    private final Aggregate<MonthCommand, MonthEvent, Month> months;
    private final DeliveryCommands deliveries;
    private final People people;
    private final Preferences preferences;
    private final Texts texts;
    private final TransactionSql sql;
    private final NotificationConfig config;
    private final Inbox inbox;
    private final Clock clock;

    Months(
            Aggregates aggregates,
            DeliveryCommands deliveries,
            People people,
            Preferences preferences,
            Texts texts,
            TransactionSql sql,
            NotificationConfig config,
            Inbox inbox,
            Clock clock) {
        this.months = aggregates.register(
                new MonthDecider(), MonthEventTypes.ALL, new MonthProjection(), (_, _) -> Optional.empty());
        this.deliveries = deliveries;
        this.people = people;
        this.preferences = preferences;
        this.texts = texts;
        this.sql = sql;
        this.config = config;
        this.inbox = inbox;
        this.clock = clock;
    }

    static UUID stream(YearMonth month) {
        return Ids.named("postmortem-of-the-month/" + month);
    }

    Handled<Month> load(YearMonth month) {
        return months.load(stream(month));
    }

    /** When the vote ends. */
    Instant closesAt(YearMonth month) {
        return month.plusMonths(1)
                .atDay(config.reports().monthClosesOn())
                .atTime(config.reports().at())
                .atZone(config.timeZone())
                .toInstant();
    }

    /** @throws InvalidValue where it was not published in that month, or may not be known */
    Candidate candidate(YearMonth month, String number) {
        Reported found = Reported.<Reported>find(
                        "kind = ?1 and status = ?2 and number = ?3",
                        Reported.Kind.POSTMORTEM,
                        Reported.Status.DONE,
                        number)
                .firstResult();
        if (found == null || !YearMonth.from(found.at.atZone(config.timeZone())).equals(month)) {
            throw new InvalidValue("number", number + " is no postmortem that was published in " + month + ".");
        }
        return new Candidate(found.number, found.title, found.owner, found.at);
    }

    /** The owner is asked with the first nomination. */
    Handled<Month> nominate(YearMonth month, Nominate command, Expected expected, Cause cause) {
        var prepared = months.prepare(stream(month), command, expected, cause);
        String owner = command.candidate().owner();
        boolean first = prepared.events().stream().anyMatch(Nominated.class::isInstance)
                && load(month).state().nominations().get(command.candidate().number()) == null;
        if (first && owner != null && !owner.equals(command.by())) {
            deliveries.handleAll(List.of(askOwner(month, command, owner)), cause);
        }
        return prepared.commit();
    }

    Handled<Month> handle(YearMonth month, MonthCommand command, Expected expected, Cause cause) {
        return months.handle(stream(month), command, expected, cause);
    }

    /** A month that was missed while nobody was there is closed when somebody is there again. */
    @Scheduled(every = "{manabi.deadlines.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void closeWhatIsDue() {
        YearMonth present = YearMonth.from(clock.instant().atZone(config.timeZone()));
        for (YearMonth month : List.of(present.minusMonths(2), present.minusMonths(1))) {
            if (!closesAt(month).isAfter(clock.instant())) {
                QuarkusTransaction.requiringNew().run(() -> close(month));
            }
        }
    }

    /** @return whether it was closed just now */
    boolean close(YearMonth month) {
        sql.lock("month/" + month);
        Cause cause = inbox.ownCause();
        if (load(month).state().closed() != null || !hadPostmortems(month)) {
            return false;
        }
        var prepared = months.prepare(stream(month), new CloseMonth(cause.at()), Expected.any(), cause);
        MonthClosed closed = (MonthClosed) prepared.events().getFirst();
        deliveries.handleAll(announcements(month, load(month).state(), closed, cause.at()), cause);
        prepared.commit();
        return true;
    }

    /** Where nothing was published there is nothing to choose. */
    private boolean hadPostmortems(YearMonth month) {
        Instant from = month.atDay(1).atStartOfDay(config.timeZone()).toInstant();
        Instant until =
                month.plusMonths(1).atDay(1).atStartOfDay(config.timeZone()).toInstant();
        return Reported.count(
                        "kind = ?1 and status = ?2 and at >= ?3 and at < ?4",
                        Reported.Kind.POSTMORTEM,
                        Reported.Status.DONE,
                        from,
                        until)
                > 0;
    }

    private RequestDelivery askOwner(YearMonth month, Nominate command, String owner) {
        return mail(
                month,
                Announcement.Kind.MONTH_NOMINATED,
                owner,
                Map.of(
                        "month", month.toString(),
                        "number", command.candidate().number(),
                        "title", command.candidate().title(),
                        "reason", command.reason(),
                        "path", "/postmortem-of-the-month/" + month),
                Map.of("by", List.of(command.by())),
                command.at());
    }

    private List<RequestDelivery> announcements(YearMonth month, Month state, MonthClosed closed, Instant at) {
        List<RequestDelivery> requests = new ArrayList<>();
        String winner = closed.winner();
        if (winner == null) {
            for (String manager : people.managers(null, null)) {
                requests.add(mail(
                        month,
                        Announcement.Kind.MONTH_WITHOUT,
                        manager,
                        Map.of("month", month.toString(), "path", "/postmortem-of-the-month/" + month),
                        Map.of(),
                        at));
            }
            return requests;
        }
        Nomination chosen = state.nominations().get(winner);
        if (chosen == null) {
            throw new IllegalStateException(winner + " won without being nominated");
        }
        Map<String, String> facts = Map.of(
                "month", month.toString(),
                "number", winner,
                "title", chosen.candidate().title(),
                "reasons",
                        String.join(
                                "\n",
                                chosen.reasons().stream()
                                        .map(reason -> "- " + reason)
                                        .toList()),
                "path", "/postmortems/" + winner);
        Map<String, List<String>> named = Map.of("owner", owner(chosen));
        if (config.audienceMail().isPresent()) {
            requests.add(request(
                    month,
                    Announcement.Kind.MONTH_CHOSEN,
                    Channel.MAIL,
                    Recipient.AUDIENCE,
                    Notice.MAIL_SERVER,
                    config.language(),
                    facts,
                    named,
                    at));
        }
        if (config.chatWebhookUrl().isPresent()) {
            requests.add(request(
                    month,
                    Announcement.Kind.MONTH_CHOSEN,
                    Channel.CHAT,
                    Recipient.ROOM,
                    Channels.CHAT,
                    config.language(),
                    facts,
                    named,
                    at));
        }
        return requests;
    }

    private static List<String> owner(Nomination one) {
        @Nullable String owner = one.candidate().owner();
        return owner == null ? List.of() : List.of(owner);
    }

    private RequestDelivery mail(
            YearMonth month,
            Announcement.Kind kind,
            String person,
            Map<String, String> facts,
            Map<String, List<String>> named,
            Instant at) {
        Language language =
                Optional.ofNullable(preferences.of(person).language()).orElse(config.language());
        return request(
                month, kind, Channel.MAIL, Recipient.person(person), Notice.MAIL_SERVER, language, facts, named, at);
    }

    private RequestDelivery request(
            YearMonth month,
            Announcement.Kind kind,
            Channel way,
            Recipient recipient,
            String destination,
            Language language,
            Map<String, String> facts,
            Map<String, List<String>> named,
            Instant at) {
        UUID source = Ids.named("month/" + month + "/" + kind + "/" + facts.getOrDefault("number", ""));
        Notice notice = new Notice(
                source,
                "manabi.postmortem-of-the-month.v1",
                way,
                recipient,
                kind.template(),
                language.code(),
                texts.subject(kind, facts, language),
                facts,
                named,
                false,
                null,
                destination,
                kind.isDuty());
        UUID id = Ids.named("delivery/" + source + "/" + way + "/" + recipient.kind() + "/" + recipient.name());
        return new RequestDelivery(id, notice, null, null, at);
    }
}
