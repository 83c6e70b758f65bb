package dev.manabi.benchmarks;

import dev.manabi.launcher.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * P10: how long lists, filters and text search take with a hundred thousand incidents, beside the same questions to a
 * service that has none; and what can be read of one incident with ten thousand entries.
 */
final class Reading {

    private static final double LIST = 50;
    private static final double LONG_TIMELINE = 100;
    private static final int WARM_UP = 20;
    private static final int EACH_ROUND = 20;
    private static final String PATH = "/api/v1/incidents";

    private final Settings settings;
    private final Report report;

    Reading(Settings settings, Report report) {
        this.settings = settings;
        this.report = report;
    }

    /** @param limit milliseconds that the 95th of a hundred may take; 0 where nothing is promised */
    private record Question(String name, String path, double limit) {}

    void run() {
        try (Ground full = Ground.start(settings.project(), Map.of());
                Ground empty = Ground.start(settings.project(), Map.of())) {
            full.start(Service.INCIDENT);
            empty.start(Service.INCIDENT);
            report.say("");
            report.say("P10  reading " + settings.incidents() + " incidents of " + History.ENTRIES
                    + " entries, and one of " + History.LONG);
            UUID longOne = fill(full);
            Rest reader = full.rest(Service.INCIDENT, "sam");
            Rest beside = empty.rest(Service.INCIDENT, "sam");
            report.say(String.format(
                    Locale.ROOT, "    %-52s %8s %8s %8s   %14s", "ms over HTTP", "p50", "p95", "max", "empty p50/p95"));
            double worst = 0;
            for (Question question : questions(reader)) {
                worst = Math.max(worst, measure(question, reader, beside));
            }
            report.verdict(new Goal.AtMost(LIST, " ms")
                    .verdict("P10 worst p95 of lists and search", Samples.of(worst), " ms"));
            longTimeline(full, longOne);
        }
    }

    private UUID fill(Ground ground) {
        long begun = System.nanoTime();
        try (Connection connection = ground.connect("incident")) {
            UUID longOne = History.fill(connection, settings.incidents());
            report.say("    events written after " + seconds(begun) + " s");
            String answer = ground.rest(Service.INCIDENT, "hana")
                    .postAndWait("/operations/rebuild-projections", Duration.ofHours(1))
                    .expect(200)
                    .body();
            report.say("    lists and search made from them after " + seconds(begun) + " s: " + answer);
            try (var statement = connection.createStatement()) {
                statement.execute("vacuum analyze");
            }
            return longOne;
        } catch (SQLException e) {
            throw new Failed("The incidents could not be written: " + e.getMessage(), e);
        }
    }

    private static long seconds(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    }

    private List<Question> questions(Rest reader) {
        List<Question> questions = new ArrayList<>();
        String middle = UUID.fromString(reader.get(PATH + "/INC-" + settings.incidents() / 2)
                        .expect(200)
                        .json()
                        .path("id")
                        .asText())
                .toString();
        String cursor = "&cursor="
                + java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(middle.getBytes(StandardCharsets.UTF_8));
        list(questions, "the newest", "");
        list(questions, "a page in the middle", cursor);
        list(questions, "pages of 200", "&limit=200");
        list(questions, "status ACKNOWLEDGED (0.2 %)", "&status=ACKNOWLEDGED");
        list(questions, "status CLOSED (99.8 %)", "&status=CLOSED");
        list(questions, "severity SEV1 (2 %)", "&severity=SEV1");
        list(questions, "team (10 %)", "&team=search");
        list(questions, "service (10 %)", "&service=catalog");
        list(questions, "service (1.7 %)", "&service=svc-7");
        list(questions, "service that there is not", "&service=nothing");
        list(questions, "one week of 2021", "&from=2021-03-01T00:00:00Z&to=2021-03-08T00:00:00Z");
        list(questions, "2021 and severity SEV1", "&from=2021-01-01T00:00:00Z&to=2022-01-01T00:00:00Z&severity=SEV1");
        list(
                questions,
                "status, severity, team, service, time",
                "&status=CLOSED&severity=SEV2&team=search&service=catalog"
                        + "&from=2022-01-01T00:00:00Z&to=2023-01-01T00:00:00Z");
        list(questions, "team and service that never meet", "&team=search&service=edge");
        text(questions, "nearly all", History.COMMON, "");
        text(questions, "nearly all, in the middle", History.COMMON, cursor);
        text(questions, "three of ten", History.FREQUENT, "");
        text(questions, "one of a hundred", History.SELDOM, "");
        text(questions, "one", History.ONCE, "");
        text(questions, "none", "xylophone", "");
        text(questions, "a number", "INC-4711", "");
        text(questions, "one letter", "e", "");
        text(questions, "one letter that begins little", "x", "");
        text(questions, "one Japanese character", "決", "");
        text(questions, "two Japanese characters", "決済", "");
        text(questions, "two that never stand together", "済決", "");
        text(questions, "a piece of a sentence", "データベースの接続数", "");
        text(questions, "pairs that are there, but not so", "障害を検知", "");
        text(questions, "two words", "timeouts 決済", "");
        text(
                questions,
                "two of three of ten that never meet",
                History.FREQUENT + " " + History.NEVER_WITH_FREQUENT,
                "");
        text(questions, "common, seldom, one letter", History.COMMON + " " + History.SELDOM + " e", "");
        text(questions, "nearly all, status (0.2 %)", History.COMMON, "&status=ACKNOWLEDGED");
        text(questions, "nearly all, severity and team", History.COMMON, "&severity=SEV2&team=search");
        text(questions, "three of ten, a team without it", History.FREQUENT, "&team=search");
        text(questions, "three of ten, status it has not", History.FREQUENT, "&status=OPEN");
        text(
                questions,
                "one of a hundred, one week of 2021",
                History.SELDOM,
                "&from=2021-03-01T00:00:00Z&to=2021-03-08T00:00:00Z");
        return questions;
    }

    private static void list(List<Question> questions, String name, String filter) {
        questions.add(new Question("list: " + name, PATH + "?" + filter, LIST));
    }

    private static void text(List<Question> questions, String name, String text, String filter) {
        questions.add(new Question(
                "text: " + name, PATH + "?text=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + filter, LIST));
    }

    private double measure(Question question, Rest full, Rest empty) {
        ask(question, full, WARM_UP);
        ask(question, empty, WARM_UP);
        List<Double> many = new ArrayList<>();
        List<Double> none = new ArrayList<>();
        for (int round = 0; round < settings.rounds(); round++) {
            many.addAll(ask(question, full, EACH_ROUND));
            none.addAll(ask(question, empty, EACH_ROUND));
        }
        Samples with = new Samples(many);
        Samples without = new Samples(none);
        int found = full.get(question.path()).expect(200).json().path("items").size();
        say(
                question.name() + " → " + found,
                with,
                String.format(Locale.ROOT, "%6.1f / %5.1f", without.quantile(0.5), without.quantile(0.95)));
        return with.quantile(0.95);
    }

    private static List<Double> ask(Question question, Rest rest, int times) {
        List<Double> took = new ArrayList<>();
        for (int n = 0; n < times; n++) {
            took.add(rest.get(question.path()).expect(200).millis());
        }
        return took;
    }

    private void longTimeline(Ground ground, UUID longOne) {
        Rest rest = ground.rest(Service.INCIDENT, "mei");
        String timeline = PATH + "/" + longOne + "/timeline";
        String middle = "";
        for (int page = 0; page < History.LONG / 200 / 2; page++) {
            middle = "&cursor="
                    + rest.get(timeline + "?limit=200" + middle)
                            .expect(200)
                            .json()
                            .path("next")
                            .asText();
        }
        double first = page("long timeline: the first page", rest, timeline + "?limit=50", WARM_UP);
        double later = page("long timeline: a page in the middle", rest, timeline + "?limit=50" + middle, WARM_UP);
        page("long timeline: the incident with all of it", rest, PATH + "/" + longOne, 2);
        adding(rest, timeline);
        report.verdict(new Goal.AtMost(LONG_TIMELINE, " ms")
                .verdict(
                        "P10 p95 of a page of " + History.LONG + " entries",
                        Samples.of(Math.max(first, later)),
                        " ms"));
    }

    private void adding(Rest rest, String timeline) {
        List<Double> took = new ArrayList<>();
        for (int n = 0; n < WARM_UP; n++) {
            Rest.Answer answer = rest.post(timeline, entry(n));
            if (answer.status() == 409) {
                report.say("    long timeline: one entry more is refused: "
                        + answer.json().path("code").asText());
                return;
            }
            took.add(answer.expect(201).millis());
        }
        say("long timeline: one entry more", new Samples(took), "");
    }

    private double page(String name, Rest rest, String path, int times) {
        Question question = new Question(name, path, LONG_TIMELINE);
        ask(question, rest, times);
        Samples took = new Samples(ask(question, rest, times * settings.rounds()));
        say(name, took, "");
        return took.quantile(0.95);
    }

    private static String entry(int n) {
        return "{\"occurredAt\": \"2026-01-01T00:00:00Z\", \"text\": \"one fact more, number " + n + "\"}";
    }

    private void say(String name, Samples took, String beside) {
        report.say(String.format(
                Locale.ROOT,
                "    %-52s %8.1f %8.1f %8.1f   %s",
                name,
                took.quantile(0.5),
                took.quantile(0.95),
                took.max(),
                beside));
    }
}
