package dev.manabi.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.manabi.launcher.DemoPeople;
import dev.manabi.launcher.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * P5: from the answer to a closing in one service to the draft that can be read in another, against the sum of the hops
 * that lie between: the closing's own way from its commit to a consumer (as P2 measures it, of the very same events) and
 * one command (the closings themselves, from request to answer).
 */
final class DraftLatency {

    private static final int PER_SECOND = 5;
    private static final double GOAL_MILLIS = 250;
    private static final double GOAL_RATIO = 3;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(4);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String SEVERE = """
            {"title": "Checkout is down", "summary": "No order gets through.", "severity": "SEV1",
             "services": ["checkout"], "team": "storefront", "detectedBy": "MONITORING",
             "roles": {"commander": "mei", "responders": ["alex"]},
             "impact": {"userVisible": true, "downtimeMinutes": 42}}""";

    private final Settings settings;
    private final Report report;
    private final OpenLoop loop;

    DraftLatency(Settings settings, Report report) {
        this.settings = settings;
        this.report = report;
        this.loop = new OpenLoop(PER_SECOND, Duration.ofSeconds(settings.secondsOr(60)));
    }

    /** All in milliseconds: closing answered to draft read, closing's commit to a consumer, closing from end to end. */
    private record Round(Samples draft, Samples hop, Samples command) {
        double sumOfHops() {
            return hop.quantile(0.99) + command.quantile(0.99);
        }

        double ratio() {
            return draft.quantile(0.99) / sumOfHops();
        }
    }

    void run() {
        try (Ground ground = Ground.start(settings.project(), Map.of())) {
            report.say("");
            report.say("P5  closing answered -> draft readable, " + PER_SECOND + "/s open loop");
            ground.rememberCommitTimes();
            List<Service> running = Service.all().filter(ground::isBuilt).toList();
            if (!running.contains(Service.POSTMORTEM)) {
                throw new Failed("postmortem-service is not built");
            }
            running.forEach(ground::start);
            report.say("    running: "
                    + String.join(", ", running.stream().map(Service::id).toList()));
            measureOn(ground);
        }
    }

    /** With services that run already. */
    void measureOn(Ground ground) {
        fillCatalog(ground);
        try (Arrivals arrivals = Arrivals.on(ground.kafka().bootstrapServers(), "incidents")) {
            report.say("    warm-up");
            round(ground, arrivals);
            measure(ground, arrivals);
        }
    }

    private void measure(Ground ground, Arrivals arrivals) {
        List<Round> rounds = new ArrayList<>();
        for (int i = 1; i <= settings.rounds(); i++) {
            Round round = round(ground, arrivals);
            rounds.add(round);
            report.say(String.format(
                    Locale.ROOT,
                    "    round %d  %d drafts p50 %.1f p99 %.1f max %.1f ms   hop p50 %.1f p99 %.1f  command p50 %.1f"
                            + " p99 %.1f   p99 / sum of hops %.2f  load %s",
                    i,
                    round.draft().count(),
                    round.draft().quantile(0.5),
                    round.draft().quantile(0.99),
                    round.draft().max(),
                    round.hop().quantile(0.5),
                    round.hop().quantile(0.99),
                    round.command().quantile(0.5),
                    round.command().quantile(0.99),
                    round.ratio(),
                    Machine.load()));
        }
        Samples p99 = Samples.of(rounds, round -> round.draft().quantile(0.99));
        report.say("    p50 "
                + Goal.figure(Samples.of(rounds, round -> round.draft().quantile(0.5)), " ms"));
        report.verdict(new Goal.AtMost(GOAL_MILLIS, " ms").verdict("P5 p99", p99, " ms"));
        report.verdict(
                new Goal.AtMost(GOAL_RATIO, "").verdict("P5 p99 / sum of hops", Samples.of(rounds, Round::ratio), ""));
    }

    private Round round(Ground ground, Arrivals arrivals) {
        Rest incidents = ground.rest(Service.INCIDENT, "mei");
        Rest postmortems = ground.rest(Service.POSTMORTEM, "mei");
        List<String> resolved = resolved(incidents, loop.count());
        arrivals.forget();
        List<CompletableFuture<Rest.Answer>> closings = new ArrayList<>();
        List<CompletableFuture<Double>> drafts = new ArrayList<>();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            loop.run(i -> {
                String id = resolved.get(i);
                CompletableFuture<Rest.Answer> closing =
                        incidents.postLater(Declaration.PATH + "/" + id + "/close", "{}");
                closings.add(closing);
                drafts.add(closing.thenApplyAsync(answer -> untilDraft(postmortems, id, answer), readers));
            });
            drafts.forEach(CompletableFuture::join);
        }
        List<RelayLatency.Stored> stored = RelayLatency.stored(ground, "incident-closed.v1", resolved);
        arrivals.await(stored.stream().map(RelayLatency.Stored::eventId).toList());
        return new Round(
                Samples.of(drafts, CompletableFuture::join),
                Samples.of(stored, one -> RelayLatency.millis(one.committed(), arrivals, one.eventId())),
                Samples.of(closings, closing -> closing.join().millis()));
    }

    /** Looks again and again, as long as it is not there; the last look counts in full. */
    private static double untilDraft(Rest postmortems, String incident, Rest.Answer closing) {
        closing.expect(200);
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < limit) {
            Rest.Answer seen = postmortems
                    .get("/api/v1/postmortems?incidentId=" + incident)
                    .expect(200);
            JsonNode items = seen.json().path("items");
            if (!items.isEmpty()) {
                return (seen.received() - closing.received()) / 1000.0;
            }
            Waiting.of(BETWEEN_LOOKS);
        }
        throw new Failed("No draft for incident " + incident + " within " + LIMIT.toSeconds() + " s");
    }

    /** Incidents that only wait to be closed. */
    private static List<String> resolved(Rest incidents, int count) {
        Semaphore atOnce = new Semaphore(4);
        Map<Integer, CompletableFuture<String>> all = new HashMap<>();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                all.put(
                        i,
                        CompletableFuture.supplyAsync(
                                () -> {
                                    atOnce.acquireUninterruptibly();
                                    try {
                                        return resolved(incidents);
                                    } finally {
                                        atOnce.release();
                                    }
                                },
                                people));
            }
        }
        return all.values().stream().map(CompletableFuture::join).toList();
    }

    private static String resolved(Rest incidents) {
        String id = incidents
                .post(Declaration.PATH, SEVERE)
                .expect(201)
                .json()
                .path("id")
                .asText();
        incidents
                .post(Declaration.PATH + "/" + id + "/resolve", "{\"note\": \"rolled back\"}")
                .expect(200);
        return id;
    }

    /** Owners and reviewers are found there. */
    private static void fillCatalog(Ground ground) {
        Rest admin = ground.rest(Service.INCIDENT, "hana");
        admin.post("/api/v1/teams", "{\"id\": \"storefront\", \"name\": \"Storefront\"}")
                .expect(201);
        DemoPeople.all()
                .forEach(person -> admin.post("/api/v1/people", """
                                {"id": "%s", "name": "%s", "email": "%s", "team": "storefront",
                                 "senior": %b, "manager": %b}""".formatted(
                                        person.id(), person.name(), person.email(), person.senior(), person.manager()))
                        .expect(201));
        admin.post("/api/v1/services", """
                        {"id": "checkout", "name": "Checkout", "team": "storefront", "primaryOnCall": "mei"}""").expect(201);
    }
}
