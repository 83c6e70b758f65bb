package dev.manabi.benchmarks;

import dev.manabi.launcher.Service;
import dev.manabi.launcher.ServiceProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * P9-TYPING: from a keystroke of one editor to the screen of each other, with many of them in one text: through the postmortem
 * service, through the server of y-websocket, and through a server that only forwards.
 */
final class TypingLatency {

    private static final int EDITORS = 20;
    private static final double PER_SECOND = 2;
    private static final int SECONDS = 20;
    private static final int WARM_UP = 3;
    private static final double WARM_UP_PER_SECOND = 10;
    private static final double GOAL = 1.5;

    private final Settings settings;
    private final Report report;
    private final int seconds;

    TypingLatency(Settings settings, Report report) {
        this.settings = settings;
        this.report = report;
        this.seconds = settings.secondsOr(SECONDS);
    }

    /**
     * @param service milliseconds of processor time for each keystroke
     * @param postgres likewise
     */
    private record Ours(Editors.Typed typed, double service, double postgres) {}

    private record Round(Ours ours, Editors.Typed peer, Editors.Typed floor) {
        double ratio() {
            return ours.typed().p99() / peer.p99();
        }
    }

    void run() {
        try (Ground ground = Ground.start(settings.project(), settings.environment(report))) {
            report.say("");
            report.say(String.format(
                    Locale.ROOT,
                    "P9-TYPING  keystroke -> the others' screens, %d editors in one text, %.0f keystrokes/s each: ours /"
                            + " y-websocket, in memory",
                    EDITORS,
                    PER_SECOND));
            ServiceProcess service = ground.start(Service.POSTMORTEM);
            try (Editors.Server ours = new Editors.Ours(ground);
                    Editors.Server peer = Editors.Peer.start(ground);
                    Editors.Server floor = Editors.Floor.start(ground)) {
                report.say("    warm-up");
                type(ground, ours, 2 * seconds, WARM_UP_PER_SECOND, 0);
                type(ground, peer, seconds, WARM_UP_PER_SECOND, 0);
                type(ground, floor, seconds, WARM_UP_PER_SECOND, 0);
                List<Round> rounds = new ArrayList<>();
                for (int i = 1; i <= settings.rounds(); i++) {
                    Round round = new Round(
                            ours(ground, service, ours, i),
                            type(ground, peer, seconds, PER_SECOND, i),
                            type(ground, floor, seconds, PER_SECOND, i));
                    rounds.add(round);
                    say(i, round);
                }
                say(rounds);
            }
        }
    }

    private Ours ours(Ground ground, ServiceProcess service, Editors.Server ours, int round) {
        try (Editors editors = Editors.enter(ground, ours, ours.documents(1), EDITORS, round)) {
            editors.type(WARM_UP, PER_SECOND);
            double serviceBefore = CpuTime.ofTree(service.pid());
            double postgresBefore = CpuTime.ofTree(ground.postgres().pid());
            Editors.Typed typed = editors.type(seconds, PER_SECOND);
            double perKeystroke = 1000.0 / typed.keystrokes();
            return new Ours(
                    typed,
                    (CpuTime.ofTree(service.pid()) - serviceBefore) * perKeystroke,
                    (CpuTime.ofTree(ground.postgres().pid()) - postgresBefore) * perKeystroke);
        }
    }

    /** The editors are new ones each time, and begin with some seconds that do not count. */
    private static Editors.Typed type(Ground ground, Editors.Server server, int seconds, double perSecond, int round) {
        try (Editors editors = Editors.enter(ground, server, server.documents(1), EDITORS, round)) {
            editors.type(WARM_UP, PER_SECOND);
            return editors.type(seconds, perSecond);
        }
    }

    private void say(int number, Round round) {
        report.say(String.format(
                Locale.ROOT,
                "    round %d  ours p50 %.2f p99 %.2f ms   y-websocket p50 %.2f p99 %.2f   forwarded p50 %.2f p99 %.2f"
                        + "   p99 ours / y-websocket %.2f   processor ms per keystroke: service %.2f, PostgreSQL %.2f"
                        + "   typed too late p99 %.1f, %.1f, %.1f ms  load %s",
                number,
                round.ours().typed().p50(),
                round.ours().typed().p99(),
                round.peer().p50(),
                round.peer().p99(),
                round.floor().p50(),
                round.floor().p99(),
                round.ratio(),
                round.ours().service(),
                round.ours().postgres(),
                round.ours().typed().late(),
                round.peer().late(),
                round.floor().late(),
                Machine.load()));
    }

    private void say(List<Round> rounds) {
        report.say("    p50 ours "
                + Goal.figure(Samples.of(rounds, round -> round.ours().typed().p50()), " ms") + ", y-websocket "
                + Goal.figure(Samples.of(rounds, round -> round.peer().p50()), " ms") + ", forwarded "
                + Goal.figure(Samples.of(rounds, round -> round.floor().p50()), " ms"));
        report.say("    p99 ours "
                + Goal.figure(Samples.of(rounds, round -> round.ours().typed().p99()), " ms") + ", y-websocket "
                + Goal.figure(Samples.of(rounds, round -> round.peer().p99()), " ms") + ", forwarded "
                + Goal.figure(Samples.of(rounds, round -> round.floor().p99()), " ms"));
        report.verdict(
                new Goal.AtMost(GOAL, "").verdict("P9-TYPING p99 / y-websocket", Samples.of(rounds, Round::ratio), ""));
    }
}
