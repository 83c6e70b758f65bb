package dev.manabi.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.manabi.launcher.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * P7: a postmortem with a long history of keystrokes is opened, read and written in like one with a short history and the
 * same text; and what it says that it said in any version is what its changes come to, one by one.
 */
final class LongHistory {

    private static final int SHORT = 10;
    private static final int OPENINGS = 50;
    private static final int PUSHES = 200;
    private static final int WARM_UP = 100;
    private static final int VERSIONS = 20;
    private static final double GOAL_OPENING = 200;
    private static final double GOAL_RATIO = 1.5;
    private static final Duration EMPTY = Duration.ofSeconds(10);
    private static final Duration REPLAY = Duration.ofMinutes(15);
    private static final Pattern NOBODY = Pattern.compile("(?m)^manabi_live_postmortems(\\{.*})? 0\\.0$");

    private final Settings settings;
    private final Report report;
    private final int events;

    LongHistory(Settings settings, Report report) {
        this.settings = settings;
        this.report = report;
        this.events = settings.incidents();
    }

    /** What was measured of one postmortem, in milliseconds. */
    private record Measured(List<Double> openings, List<Double> readings, List<Double> pushes) {
        Measured() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    void run() {
        try (Ground ground = Ground.start(settings.project(), environment())) {
            report.say("");
            report.say("P7  a history of " + events + " keystrokes / one of " + SHORT + " events with the same text");
            ground.start(Service.POSTMORTEM);
            List<String> ids = Drafts.imported(ground, 2, "");
            long begun = System.nanoTime();
            String text = Keystrokes.write(ground, ids.getFirst(), events);
            report.say(String.format(
                    Locale.ROOT,
                    "    written after %.0f s: a text of %d characters",
                    (System.nanoTime() - begun) / 1e9,
                    text.length()));
            Keystrokes.writeShort(ground, ids.getLast(), SHORT, text);
            ids.forEach(id -> requireText(ground, id, text));
            measure(ground, ids.getFirst(), ids.getLast(), text.length());
            replay(ground, ids.getFirst());
        }
    }

    /** Nobody types as fast as this does. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(settings.environment(report));
        environment.put("MANABI_LIVE_MESSAGES_PER_SECOND", "1000");
        return environment;
    }

    private static void requireText(Ground ground, String id, String text) {
        JsonNode sections = ground.rest(Service.POSTMORTEM, "sam")
                .get("/api/v1/postmortems/" + id)
                .expect(200)
                .json()
                .path("sections");
        for (JsonNode section : sections) {
            if (section.path("key").asText().equals(Editors.SECTION)
                    && section.path("text").asText().equals(text)) {
                return;
            }
        }
        throw new Failed("GET does not show the text that was typed");
    }

    private void measure(Ground ground, String old, String young, int length) {
        report.say("    warm-up");
        round(ground, old, young, length, WARM_UP, 2 * PUSHES);
        List<Double> ratios = new ArrayList<>();
        List<Double> ratios99 = new ArrayList<>();
        List<Double> openings = new ArrayList<>();
        for (int i = 1; i <= settings.rounds(); i++) {
            List<Measured> both = round(ground, old, young, length, OPENINGS, PUSHES);
            Samples pushes = new Samples(both.getFirst().pushes());
            Samples fewPushes = new Samples(both.getLast().pushes());
            ratios.add(pushes.median() / fewPushes.median());
            ratios99.add(pushes.quantile(0.99) / fewPushes.quantile(0.99));
            openings.add(new Samples(both.getFirst().openings()).quantile(0.99));
            report.say("    round " + i + "  load " + Machine.load());
            say("connect -> opened", both, Measured::openings);
            say("GET", both, Measured::readings);
            say("push -> told", both, Measured::pushes);
        }
        report.verdict(
                new Goal.AtMost(GOAL_OPENING, " ms").verdict("P7 connect -> opened p99", new Samples(openings), " ms"));
        report.verdict(new Goal.AtMost(GOAL_RATIO, "").verdict("P7 push p50 / short history", new Samples(ratios), ""));
        report.verdict(
                new Goal.AtMost(GOAL_RATIO, "").verdict("P7 push p99 / short history", new Samples(ratios99), ""));
    }

    private void say(String name, List<Measured> both, Function<Measured, List<Double>> what) {
        Samples old = new Samples(what.apply(both.getFirst()));
        Samples young = new Samples(what.apply(both.getLast()));
        report.say(String.format(
                Locale.ROOT,
                "        %-18s p50 %.1f p99 %.1f ms   short history p50 %.1f p99 %.1f   p50 ratio %.2f",
                name,
                old.median(),
                old.quantile(0.99),
                young.median(),
                young.quantile(0.99),
                old.median() / young.median()));
    }

    /** Both in turn, one at a time. */
    private static List<Measured> round(Ground ground, String old, String young, int length, int times, int pushes) {
        Measured ofOld = new Measured();
        Measured ofYoung = new Measured();
        Rest rest = ground.rest(Service.POSTMORTEM, "sam");
        for (int n = 0; n < times; n++) {
            ofOld.openings().add(opening(ground, rest, old));
            ofYoung.openings().add(opening(ground, rest, young));
        }
        for (int n = 0; n < times; n++) {
            ofOld.readings()
                    .add(rest.get("/api/v1/postmortems/" + old).expect(200).millis());
            ofYoung.readings()
                    .add(rest.get("/api/v1/postmortems/" + young).expect(200).millis());
        }
        try (LiveConnection first = LiveConnection.to(ground, old, ground.token("mei"));
                LiveConnection second = LiveConnection.to(ground, young, ground.token("mei"))) {
            int version = first.open().path("version").asInt();
            int youngVersion = second.open().path("version").asInt();
            for (int n = 0; n < pushes; n++) {
                String change = Keystrokes.change(length, n % 2 == 0);
                ofOld.pushes().add(push(first, version + n, change));
                ofYoung.pushes().add(push(second, youngVersion + n, change));
            }
        }
        return List.of(ofOld, ofYoung);
    }

    /** From nothing to the text, while nobody has the postmortem open. */
    private static double opening(Ground ground, Rest rest, String id) {
        if (!Waiting.until(
                () -> NOBODY.matcher(rest.get("/q/metrics").expect(200).body()).find(), EMPTY, Duration.ofMillis(5))) {
            throw new Failed("Somebody still has a postmortem open");
        }
        String token = ground.token("sam");
        long begun = System.nanoTime();
        try (LiveConnection live = LiveConnection.to(ground, id, token)) {
            live.open();
            return (System.nanoTime() - begun) / 1e6;
        }
    }

    private static double push(LiveConnection live, int version, String change) {
        long begun = System.nanoTime();
        live.push(version, "mei-2", change);
        return (System.nanoTime() - begun) / 1e6;
    }

    private void replay(Ground ground, String id) {
        String versions = new Random(20_261_123)
                .ints(VERSIONS, 1, events + 1)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(","));
        String address = ground.options().url(Service.POSTMORTEM.part()) + "/api/v1/postmortems/" + id;
        try (NodeProgram program = NodeProgram.start(
                ground, Map.of("TOKEN", ground.token("sam")), "replay.mjs", address, Editors.SECTION, versions)) {
            JsonNode said = program.answer(REPLAY);
            if (!said.path("differing").isEmpty()) {
                throw new Failed(
                        "The text of these versions is not what the changes come to: " + said.path("differing"));
            }
            List<Double> millis = new ArrayList<>();
            said.path("millis").forEach(one -> millis.add(one.asDouble()));
            Samples texts = new Samples(millis);
            report.say(String.format(
                    Locale.ROOT,
                    "    GET text of %d versions: all as %d replayed events say, p50 %.1f max %.1f ms  load %s",
                    VERSIONS,
                    said.path("events").asInt(),
                    texts.median(),
                    texts.max(),
                    Machine.load()));
        }
    }
}
