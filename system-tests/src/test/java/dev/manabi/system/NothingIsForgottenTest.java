package dev.manabi.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.launcher.LocalInbox.Mail;
import dev.manabi.launcher.Service;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Seven weeks in minutes: incidents come, people are away, some never write, some never review, a manager never answers,
 * and the way between the services loses one message of twenty and tells one of twenty twice. In the end every incident
 * is decided, and every due postmortem is published, waived, or on somebody's desk who was told once each time.
 *
 * <p>How many incidents: {@code -Dmanabi.incidents=1000}; fewer where nothing is said.
 */
class NothingIsForgottenTest {

    private static final int INCIDENTS = Integer.getInteger("manabi.incidents", 24);
    private static final int STEPS = 25;
    private static final int BUSY_STEPS = 8;
    private static final Duration STEP = Duration.ofDays(2);

    /** What somebody else must act upon, and what asks for it. */
    private static final String HANDED_OVER = """
            'manabi.incident.closed.v1', 'manabi.decision.made.v1', 'manabi.postmortem.submitted.v1',
            'manabi.postmortem.submission-lapsed.v1', 'manabi.review.assigned.v1', 'manabi.review.accepted.v1',
            'manabi.review.changes-requested.v1', 'manabi.incident.decision-missed.v1',
            'manabi.postmortem.review-missed.v1'
            """;

    private static final String UNRELIABLE = """
            create table lost (type text, message_id uuid);
            create function be_unreliable() returns trigger language plpgsql security definer as $$
            begin
                if pg_trigger_depth() > 1 or not (new.headers->>'ce_type' = any (array[%s])) then
                    return new;
                end if;
                if random() < 0.05 then
                    insert into lost values (new.headers->>'ce_type', new.message_id);
                    return null;
                end if;
                if random() < 0.05 then
                    insert into outbox (message_id, topic, key, headers, payload)
                    values (new.message_id, new.topic, new.key, new.headers, new.payload);
                end if;
                return new;
            end $$;
            create trigger unreliable before insert on outbox for each row execute function be_unreliable();
            """;

    /** What waits for nobody's doing but the clock's. */
    private static final Map<Service, String> DUE = Map.of(
            Service.INCIDENT, "select count(*) from awaited_answer where ask_at <= now() + interval '%s'",
            Service.POSTMORTEM, "select count(*) from awaited_answer where ask_at <= now() + interval '%s'",
            Service.REVIEW, """
                    select count(*) from review where status = 'WAITING' and (told_at is null and due_at <= now() + interval '%1$s'
                           or told_at <= now() + interval '%1$s' - interval '1 day')
                    """);

    @Test
    void whatever_gets_lost_on_the_way_and_whoever_does_nothing() {
        try (TestedSystem system = TestedSystem.startRehearsal("PT0S");
                Topics topics = new Topics(system.parts().kafka().bootstrapServers())) {
            Office office = new Office(system);
            office.hire();
            system.awaitQuiet(topics);
            for (Service service : List.of(Service.INCIDENT, Service.POSTMORTEM, Service.REVIEW)) {
                execute(system, service, UNRELIABLE.formatted(HANDED_OVER));
            }
            for (int step = 0; step < STEPS; step++) {
                if (step < BUSY_STEPS) {
                    office.respond(INCIDENTS / BUSY_STEPS, step);
                }
                office.work(step);
                pass(system, topics, STEP.multipliedBy(step + 1));
            }
            becomeReliable(system);
            pass(system, topics, STEP.multipliedBy(STEPS + 1)); // asked again at the latest after a day
            pass(system, topics, STEP.multipliedBy(STEPS + 2));
            report(system);

            everyClosingIsDecidedOnce(system);
            everyDuePostmortemIsPublishedWaivedOrOnSomebodysDesk(system);
            nothingIsPublishedUnreviewed(system);
            nothingIsMissingAnyMore(system);
            everyEscalationIsTellingOncePerTime(system);
            everyMailIsSentOnce(system);
        }
    }

    /** The clock moves on, and what that brings about happens. */
    private static void pass(TestedSystem system, Topics topics, Duration ahead) {
        system.setAhead(ahead.toString());
        await("what is due after " + ahead)
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> DUE.forEach((service, sql) -> assertThat(
                                number(system, service, sql.formatted(ahead.toHours() + " hours")))
                        .as("%s", service)
                        .isZero()));
        system.awaitQuiet(topics);
    }

    private static void becomeReliable(TestedSystem system) {
        for (Service service : List.of(Service.INCIDENT, Service.POSTMORTEM, Service.REVIEW)) {
            execute(system, service, "drop trigger unreliable on outbox");
        }
    }

    private static void report(TestedSystem system) {
        Map<String, Long> lost = new TreeMap<>();
        for (Service service : List.of(Service.INCIDENT, Service.POSTMORTEM, Service.REVIEW)) {
            rows(system, service, "select type || '=' || count(*) from lost group by type")
                    .forEach(row -> lost.put(row.split("=")[0], Long.valueOf(row.split("=")[1])));
        }
        System.out.println("Lost: " + lost);
        System.out.println(
                "Decisions: "
                        + rows(
                                system,
                                Service.POSTMORTEM,
                                "select outcome || ' ' || count(*) from decision_view where current group by outcome order by 1"));
        System.out.println("Postmortems: "
                + rows(
                        system,
                        Service.POSTMORTEM,
                        "select status || ' ' || count(*) from postmortem_view group by status order by 1"));
        System.out.println("Reviews: "
                + rows(
                        system,
                        Service.REVIEW,
                        "select status || ' ' || count(*) from review group by status order by 1"));
        System.out.println("What happened: "
                + rows(
                        system,
                        Service.REVIEW,
                        "select type || ' ' || count(*) from event where kind = 'review' group by type order by 1"));
        System.out.println("Escalations: "
                + rows(
                        system,
                        Service.REVIEW,
                        "select (data->>'why') || ' ' || count(*) from event where type = 'review-escalated.v2' group by data->>'why'")
                + rows(
                        system,
                        Service.POSTMORTEM,
                        "select type || ' ' || count(*) from event where type like '%escalated%' or type like '%overdue%'"
                                + " group by type"));
        System.out.println("Gaps: "
                + rows(
                        system,
                        Service.REVIEW,
                        "select kind || ' ' || count(*) || ', asked up to ' || max(asked) || ' times' from gap group by kind")
                + ", mails: " + system.parts().inbox().mails().size());
    }

    private static void everyClosingIsDecidedOnce(TestedSystem system) {
        List<String> closings =
                rows(system, Service.INCIDENT, "select id::text from event where type like 'incident-closed.%'");
        assertThat(closings).hasSizeGreaterThanOrEqualTo(INCIDENTS / BUSY_STEPS * BUSY_STEPS);
        List<String> decided = rows(
                system,
                Service.POSTMORTEM,
                "select close_event_id::text from decision_view where outcome <> 'WAIVED' group by close_event_id, id");
        assertThat(decided).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(closings);
    }

    private static void everyDuePostmortemIsPublishedWaivedOrOnSomebodysDesk(TestedSystem system) {
        assertThat(rows(system, Service.POSTMORTEM, """
                        select incident_number from decision_view d where current and outcome = 'DUE'
                           and not exists (select from postmortem_view p where p.incident_id = d.incident_id)
                        """))
                .as("due, and never drafted")
                .isEmpty();
        assertThat(rows(system, Service.POSTMORTEM, """
                        select p.number || ' ' || p.status from postmortem_view p
                          join decision_view d on d.incident_id = p.incident_id and d.current
                         where p.status <> 'PUBLISHED' and d.outcome = 'DUE'
                           and not exists (select from event e where e.stream_id = p.id
                                           and e.type like 'postmortem-escalated.%' and e.data->>'to' = 'MANAGER')
                        """))
                .as("neither published nor waived nor told to a manager")
                .isEmpty();
    }

    /** Asked of the events: the accepted content is what was published, and a senior who has not written it accepted. */
    private static void nothingIsPublishedUnreviewed(TestedSystem system) {
        assertThat(rows(system, Service.POSTMORTEM, """
                        select published.stream_id::text from event published where published.type = 'postmortem-published.v1'
                           and not exists (select from event accepted where accepted.stream_id = published.stream_id
                                           and accepted.type = 'review-accepted.v1'
                                           and accepted.data->>'contentHash' = published.data->>'contentHash')
                        """)).isEmpty();
    }

    private static void nothingIsMissingAnyMore(TestedSystem system) {
        assertThat(rows(system, Service.INCIDENT, "select id::text from awaited_answer"))
                .isEmpty();
        assertThat(rows(system, Service.POSTMORTEM, """
                        select p.number || ' ' || p.status || ' asked ' || asked from awaited_answer a
                          join postmortem_view p on p.id = a.stream_id where p.status <> 'IN_REVIEW'
                        """)).isEmpty();
        // What waits in the one waits in the other, for the same content.
        List<String> submitted = rows(
                system,
                Service.POSTMORTEM,
                "select id || ' ' || content_hash from postmortem_view where status = 'IN_REVIEW'");
        List<String> waiting = rows(
                system,
                Service.REVIEW,
                "select postmortem_id || ' ' || content_hash from review where status = 'WAITING'");
        assertThat(waiting).containsExactlyInAnyOrderElementsOf(submitted);
    }

    /** Between two escalations of the same lies at least the time that was set; none stands there twice. */
    private static void everyEscalationIsTellingOncePerTime(TestedSystem system) {
        assertThat(rows(system, Service.REVIEW, """
                        select stream_id::text from (
                            select stream_id, at - lag(at) over (partition by stream_id order by version) as pause
                              from event where type = 'review-escalated.v2' and data->>'why' like 'LATE%') as told
                         where pause < interval '23 hours'
                        """)).isEmpty();
        assertThat(rows(system, Service.POSTMORTEM, """
                        select stream_id::text from (
                            select stream_id, at - lag(at) over (partition by stream_id, data->>'deadline' order by version) as pause
                              from event where type like 'postmortem-escalated.%') as told
                         where pause < interval '6 days'
                        """)).isEmpty();
    }

    private static void everyMailIsSentOnce(TestedSystem system) {
        Map<String, Long> copies = system.parts().inbox().mails().stream()
                .collect(Collectors.groupingBy(Mail::messageId, Collectors.counting()));
        copies.values().removeIf(count -> count == 1);
        // Whether a server that was too slow to answer has taken the mail nobody can know: it is sent again.
        copies.keySet()
                .removeIf(id -> !rows(system, Service.NOTIFICATION, """
                        select 1 from event where stream_id = '%s'
                           and data->>'error' = 'The mail server did not answer in time.'
                        """.formatted(id.replaceAll("[<>]|@.*", "")))
                        .isEmpty());
        assertThat(copies.keySet())
                .as("mails that were sent twice for no reason")
                .isEmpty();
        assertThat(rows(system, Service.NOTIFICATION, "select id::text from delivery where status <> 'SENT'"))
                .isEmpty();
        // Each escalation reached each of those who had to hear of it exactly once.
        List<String> told = rows(system, Service.NOTIFICATION, """
                select source_event_id || ' ' || recipient from delivery where channel = 'MAIL'
                """);
        assertThat(told).doesNotHaveDuplicates();
    }

    private static void execute(TestedSystem system, Service service, String sql) {
        try (Connection connection = system.superuser(service);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static long number(TestedSystem system, Service service, String sql) {
        return Long.parseLong(rows(system, service, sql).getFirst());
    }

    private static List<String> rows(TestedSystem system, Service service, String sql) {
        try (Connection connection = system.superuser(service);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all.stream().collect(Collectors.toList());
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
