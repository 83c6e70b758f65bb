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

/**
 * P10D: searching a hundred thousand postmortems over HTTP, against the very same SQL straight to PostgreSQL; the worst
 * word against the middle one; and drafting while all of them are there.
 */
final class Finding {

    private static final double GOAL_RATIO = 1.5;
    private static final double GOAL_WORST = 5;
    private static final int WARM_UP = 15;
    private static final int EACH_ROUND = 10;

    private final Settings settings;
    private final Report report;

    Finding(Settings settings, Report report) {
        this.settings = settings;
        this.report = report;
    }

    private record Question(String name, String text) {
        String path() {
            return "/api/v1/search?limit=20&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    void run() {
        try (Ground ground = Ground.start(settings.project(), Map.of())) {
            report.say("");
            report.say("P10D  searching " + settings.incidents() + " postmortems");
            ground.rememberCommitTimes();
            Service.all().filter(ground::isBuilt).forEach(ground::start);
            fill(ground);
            measure(ground);
            report.say("    drafting beside " + settings.incidents() + " postmortems, as P5 measures it");
            new DraftLatency(settings, report).measureOn(ground);
        }
    }

    private void fill(Ground ground) {
        long begun = System.nanoTime();
        try (Connection connection = ground.connect("postmortem")) {
            Documents.fill(connection, settings.incidents());
            report.say("    events written after " + seconds(begun) + " s");
            ground.rest(Service.POSTMORTEM, "hana")
                    .postAndWait("/operations/rebuild-projections", Duration.ofHours(2))
                    .expect(200);
            report.say("    made findable after " + seconds(begun) + " s");
            try (var statement = connection.createStatement()) {
                statement.execute("vacuum analyze");
            }
        } catch (SQLException e) {
            throw new Failed("The postmortems could not be written: " + e.getMessage(), e);
        }
    }

    private static long seconds(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    }

    private static List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        for (int rank : List.of(0, 1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 25_000)) {
            questions.add(new Question("English, number " + (rank + 1), Documents.english(rank)));
        }
        for (int rank : List.of(0, 1, 3, 10, 30, 100, 300, 1_000, 5_000)) {
            questions.add(new Question("Japanese, number " + (rank + 1), Documents.japanese(rank)));
        }
        questions.add(new Question("two English words", Documents.english(10) + " " + Documents.english(300)));
        questions.add(new Question("English and Japanese", Documents.english(1) + " " + Documents.japanese(1)));
        questions.add(new Question("one letter", "t"));
        questions.add(new Question("no postmortem has it", "xylophone"));
        return questions;
    }

    private void measure(Ground ground) {
        Rest rest = ground.rest(Service.POSTMORTEM, "sam");
        report.say(String.format(
                Locale.ROOT,
                "    %-28s %6s %7s %8s %8s   %8s %8s",
                "ms",
                "found",
                "capped",
                "p50",
                "p95",
                "SQL p50",
                "SQL p95"));
        List<Double> ours = new ArrayList<>();
        List<Double> floor = new ArrayList<>();
        List<Double> middles = new ArrayList<>();
        try (Connection connection = ground.connect("postmortem")) {
            connection.setAutoCommit(false);
            for (Question question : questions()) {
                SameSql sql = SameSql.of(
                        ground, "search_text", () -> rest.get(question.path()).expect(200));
                for (int n = 0; n < WARM_UP; n++) {
                    rest.get(question.path()).expect(200);
                    sql.ask(connection);
                }
                List<Double> api = new ArrayList<>();
                List<Double> straight = new ArrayList<>();
                for (int n = 0; n < EACH_ROUND * settings.rounds(); n++) {
                    api.add(rest.get(question.path()).expect(200).millis());
                    straight.add(sql.ask(connection));
                }
                say(question, rest, new Samples(api), new Samples(straight));
                ours.addAll(api);
                floor.addAll(straight);
                middles.add(new Samples(api).median());
            }
        } catch (SQLException e) {
            throw new Failed("PostgreSQL did not answer: " + e.getMessage(), e);
        }
        double ratio = new Samples(ours).quantile(0.95) / new Samples(floor).quantile(0.95);
        report.verdict(new Goal.AtMost(GOAL_RATIO, "").verdict("P10D p95 / the same SQL", Samples.of(ratio), ""));
        Samples words = new Samples(middles);
        report.verdict(new Goal.AtMost(GOAL_WORST, "")
                .verdict("P10D worst word / middle word", Samples.of(words.max() / words.median()), ""));
        report.say("    load " + Machine.load());
    }

    private void say(Question question, Rest rest, Samples api, Samples sql) {
        var answer = rest.get(question.path()).expect(200).json();
        report.say(String.format(
                Locale.ROOT,
                "    %-28s %6d %7s %8.1f %8.1f   %8.1f %8.1f",
                question.name(),
                answer.path("items").size(),
                answer.path("capped").asBoolean() ? "yes" : "",
                api.quantile(0.5),
                api.quantile(0.95),
                sql.quantile(0.5),
                sql.quantile(0.95)));
    }
}
