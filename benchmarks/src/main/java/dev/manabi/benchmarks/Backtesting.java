package dev.manabi.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.launcher.Service;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What it takes to try a proposed policy on all incidents of the past, through the API. */
final class Backtesting {

    private static final int INCIDENTS = 10_000;
    private static final double GOAL_SECONDS = 5;

    /** One in four was recorded long afterwards: nobody has decided about those. */
    private static final String PAST = """
            insert into incident_view (id, number, title, severity, team, status, declared_at, closed_at,
                                       severity_changes, document)
            select id, 'INC-' || n, 'Card payments fail ' || n, 'SEV' || 1 + n % 5, 'storefront', 'CLOSED', declared,
                   declared + interval '3 hours', '[]',
                   jsonb_build_object(
                       'id', id, 'number', 'INC-' || n, 'title', 'Card payments fail ' || n,
                       'summary', repeat('Cards were declined. ', 10), 'kind', 'INCIDENT',
                       'severity', 'SEV' || 1 + n % 5, 'peakSeverity', 'SEV' || 1 + n % 5,
                       'services', array['checkout', 'payments'], 'servicesAtFault', array['payments'],
                       'team', 'storefront', 'declaredAt', declared, 'startedAt', declared,
                       'detectedAt', declared + interval '2 minutes', 'acknowledgedAt', null, 'mitigatedAt', null,
                       'resolvedAt', declared + interval '1 minute' * (n % 60), 'detectedBy', 'MONITORING',
                       'roles', '{"commander": "mei", "communications": null, "scribe": null, "responders": []}'::jsonb,
                       'impact', jsonb_build_object(
                           'userVisible', true, 'downtimeMinutes', n % 10, 'degradedMinutes', null,
                           'usersAffected', case when n % 3 > 0 then n % 2000 end, 'dataLoss', false,
                           'moneyAffected', n % 7 = 0, 'monitoringFailed', false, 'onCallIntervened', false,
                           'notes', null, 'figures', '[]'::jsonb),
                       'timeline', timeline)
              from (select n, gen_random_uuid() as id, timestamptz '2021-01-01 00:00Z' + interval '4 hours' * n as declared
                      from generate_series(1, :incidents) n) incident,
                   (select jsonb_agg(jsonb_build_object(
                               'id', gen_random_uuid(), 'occurredAt', '2026-03-02T10:00:00Z',
                               'recordedAt', '2026-03-02T10:00:00Z', 'kind', 'NOTE',
                               'text', repeat('latency above two seconds ', 10), 'source', 'person', 'author', 'mei',
                               'evidence', '[]'::jsonb)) as timeline
                      from generate_series(1, 20)) entries
            """;

    private static final String DECISIONS = """
            insert into decision_view (id, incident_id, incident_number, close_event_id, policy, policy_version, outcome,
                                       criteria, decided_at, current, version)
            select gen_random_uuid(), id, number, gen_random_uuid(), 'default', 1,
                   case when severity = 'SEV5' then 'NOT_DUE' else 'DUE' end,
                   jsonb_build_array(jsonb_build_object('name', 'time-to-resolve', 'met', severity <> 'SEV5',
                                                        'saw', '47 min', 'threshold', 'more than 30 min')),
                   closed_at, true, 1
              from incident_view
             where substr(number, 5)::int % 4 > 0
            """;

    private final Settings settings;
    private final Report report;

    Backtesting(Settings settings, Report report) {
        this.settings = settings;
        this.report = report;
    }

    void run() {
        try (Ground ground = Ground.start(settings.project(), Map.of())) {
            ground.start(Service.POSTMORTEM);
            fill(ground);
            report.say("");
            report.say("backtest  a proposed policy over " + INCIDENTS + " incidents of 20 entries");
            Rest manager = ground.rest(Service.POSTMORTEM, "hana");
            String proposed = proposed(manager);
            backtest(manager, proposed);
            List<Double> seconds = new ArrayList<>();
            for (int round = 1; round <= settings.rounds(); round++) {
                Rest.Answer answer = backtest(manager, proposed);
                seconds.add(answer.millis() / 1_000);
                report.say(String.format(
                        Locale.ROOT,
                        "    round %d  %.2f s   would become due %d, no longer due %d  load %s",
                        round,
                        answer.millis() / 1_000,
                        answer.json().path("becomeDue").asInt(),
                        answer.json().path("becomeNotDue").asInt(),
                        Machine.load()));
            }
            report.verdict(new Goal.AtMost(GOAL_SECONDS, " s")
                    .verdict("backtest over " + INCIDENTS, new Samples(seconds), " s"));
        }
    }

    private static void fill(Ground ground) {
        try (Connection connection = ground.connect("postmortem");
                Statement statement = connection.createStatement()) {
            statement.execute(PAST.replace(":incidents", Integer.toString(INCIDENTS)));
            statement.execute(DECISIONS);
            statement.execute("vacuum analyze");
        } catch (SQLException e) {
            throw new Failed("The incidents could not be written: " + e.getMessage(), e);
        }
    }

    /** The default policy and four expressions beside it. */
    private static String proposed(Rest manager) {
        ObjectNode document = (ObjectNode)
                manager.get("/api/v1/policies/1").expect(200).json().path("document");
        List<String> expressions = List.of(
                "incident.impact.usersAffected > 500",
                "incident.peakSeverity in ['SEV1', 'SEV2'] && incident.minutesToResolve > 10",
                "incident.services.exists(one, one.startsWith('pay')) && incident.title.contains('77')",
                "incident.startedAt.getHours('Asia/Tokyo') < 6 && incident.impact.downtimeMinutes > 3");
        for (int at = 0; at < expressions.size(); at++) {
            document.withArray("criteria")
                    .addObject()
                    .put("criterion", "custom")
                    .put("name", "custom-" + at)
                    .put("title", "Number " + at)
                    .put("expression", expressions.get(at));
        }
        return "{\"limit\": 200, \"document\": " + document + "}";
    }

    private static Rest.Answer backtest(Rest manager, String proposed) {
        Rest.Answer answer =
                manager.post("/api/v1/policies/backtests", proposed).expect(200);
        int judged = answer.json().path("judged").asInt();
        if (judged != INCIDENTS) {
            throw new Failed("Only " + judged + " of " + INCIDENTS + " incidents were judged");
        }
        return answer;
    }
}
