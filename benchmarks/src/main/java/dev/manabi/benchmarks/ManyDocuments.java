package dev.manabi.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.launcher.Service;
import dev.manabi.launcher.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * P9-MANY: what an open one costs in memory, and how long a keystroke takes, in one postmortem service
 * and in one server of y-websocket. Both are started anew for each round: memory that was freed would hide what is used.
 */
final class ManyDocuments {

    private static final int DOCUMENTS = 200;
    private static final int EDITORS = 5;
    private static final double PER_SECOND = 0.2;
    private static final int SECONDS = 30;
    private static final int WARM_UP_DOCUMENTS = 5;
    private static final int WARM_UP_SECONDS = 15;
    private static final double WARM_UP_PER_SECOND = 2;
    private static final Duration SETTLING = Duration.ofSeconds(3);
    private static final double GOAL_MEMORY = 2;

    private final Settings settings;
    private final Report report;
    private final int seconds;

    ManyDocuments(Settings settings, Report report) {
        this.settings = settings;
        this.report = report;
        this.seconds = settings.secondsOr(SECONDS);
    }

    /**
     * @param heap what is in use there after a collection, mebibytes
     * @param resident memory of the process after a collection, mebibytes
     */
    private record Held(double heap, double resident) {}

    private record Side(Editors.Typed typed, Held before, Held open) {
        /** KiB for each document with its editors. */
        double resident() {
            return (open.resident() - before.resident()) * 1024 / DOCUMENTS;
        }

        double heap() {
            return (open.heap() - before.heap()) * 1024 / DOCUMENTS;
        }
    }

    private record Round(Side ours, Side peer) {
        double memory() {
            return ours.resident() / peer.resident();
        }
    }

    void run() {
        try (Ground ground = Ground.start(settings.project(), settings.environment(report))) {
            report.say("");
            report.say(String.format(
                    Locale.ROOT,
                    "P9-MANY  %d texts with %d editors each, %.1f keystrokes/s each: ours / y-websocket, in memory",
                    DOCUMENTS,
                    EDITORS,
                    PER_SECOND));
            ServiceProcess service = ground.start(Service.POSTMORTEM);
            List<Round> rounds = new ArrayList<>();
            for (int i = 1; i <= settings.rounds(); i++) {
                service.restart();
                Round round = new Round(ours(ground, service, i), peer(ground, i));
                rounds.add(round);
                say(i, round);
            }
            report.say("    p99 ours "
                    + Goal.figure(
                            Samples.of(rounds, round -> round.ours().typed().p99()), " ms") + ", y-websocket "
                    + Goal.figure(
                            Samples.of(rounds, round -> round.peer().typed().p99()), " ms"));
            report.say("    memory per open text: ours "
                    + Goal.figure(Samples.of(rounds, round -> round.ours().resident()), " KiB") + ", y-websocket "
                    + Goal.figure(Samples.of(rounds, round -> round.peer().resident()), " KiB"));
            report.verdict(new Goal.AtMost(GOAL_MEMORY, "")
                    .verdict("P9-MANY memory per open text / y-websocket", Samples.of(rounds, Round::memory), ""));
        }
    }

    private Side ours(Ground ground, ServiceProcess service, int round) {
        return side(ground, new Editors.Ours(ground), service.pid(), round, () -> {
            Memory.collect(service.pid());
            return Memory.heap(service.pid());
        });
    }

    private Side peer(Ground ground, int round) {
        try (Editors.Peer peer = Editors.Peer.start(ground)) {
            return side(ground, peer, peer.program().pid(), round, peer::collect);
        }
    }

    /** @param collect collects the process's garbage and tells what is left on its heap, mebibytes */
    private Side side(Ground ground, Editors.Server server, long pid, int round, DoubleSupplier collect) {
        try (Editors editors =
                Editors.enter(ground, server, server.documents(WARM_UP_DOCUMENTS), EDITORS, 1_000 + round)) {
            editors.type(WARM_UP_SECONDS, WARM_UP_PER_SECOND);
        }
        List<ObjectNode> documents = server.documents(DOCUMENTS);
        Held before = held(pid, collect);
        try (Editors editors = Editors.enter(ground, server, documents, EDITORS, round)) {
            Editors.Typed typed = editors.type(seconds, PER_SECOND);
            return new Side(typed, before, held(pid, collect));
        }
    }

    private static Held held(long pid, DoubleSupplier collect) {
        Waiting.of(SETTLING);
        return new Held(collect.getAsDouble(), Memory.resident(pid));
    }

    private void say(int number, Round round) {
        report.say("    round " + number);
        say("ours", round.ours());
        say("y-websocket", round.peer());
        report.say(String.format(
                Locale.ROOT, "        memory ours / y-websocket %.2f  load %s", round.memory(), Machine.load()));
    }

    private void say(String name, Side side) {
        report.say(String.format(
                Locale.ROOT,
                "        %-12s %d keystrokes, %.0f changes/s delivered, none lost   p50 %.2f p99 %.2f ms   resident %.0f"
                        + " -> %.0f MiB, %.0f KiB per text   heap %.1f -> %.1f MiB, %.0f KiB per text   typed too late"
                        + " p99 %.1f ms",
                name,
                side.typed().keystrokes(),
                (double) side.typed().latencies().count() / seconds,
                side.typed().p50(),
                side.typed().p99(),
                side.before().resident(),
                side.open().resident(),
                side.resident(),
                side.before().heap(),
                side.open().heap(),
                side.heap(),
                side.typed().late()));
    }
}
