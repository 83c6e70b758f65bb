package dev.manabi.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The program behind {@code benchmarks/run}. The project's folder comes in the property {@code manabi.project}. */
public final class Benchmarks {

    private static final String USAGE =
            "benchmarks/run [p1|p2|p5|p6|p7|p9|p9-typing|p9-many|p10|p10d|p11|backtest|all] [--rounds 5] [--seconds N]"
                    + " [--incidents 100000] [--documents 100000]"
                    + " [--events 100000] [--jfr]";

    private final Settings settings;
    private final Report report;

    private Benchmarks(Settings settings, Report report) {
        this.settings = settings;
        this.report = report;
    }

    public static void main(String[] arguments) throws IOException {
        Path project = Path.of(System.getProperty("manabi.project", "")).toAbsolutePath();
        int code = 0;
        try {
            Settings settings = Settings.of(project, List.of(arguments));
            try (Report report = Report.in(project.resolve("benchmarks/results"))) {
                code = new Benchmarks(settings, report).run();
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + USAGE);
            code = 2;
        }
        System.exit(code);
    }

    private int run() throws IOException {
        try (Ground ground = Ground.start(settings.project(), Map.of())) {
            Machine.facts(settings.project(), ground.options().state(), ground.postgresFacts())
                    .forEach(report::say);
        }
        int code = 0;
        for (Settings.Which which : settings.which()) {
            try {
                switch (which) {
                    case P1 -> new CommandThroughput(settings, report).run();
                    case P2 -> new RelayLatency(settings, report).run();
                    case P5 -> new DraftLatency(settings, report).run();
                    case P6 -> new Footprint(settings, report).run();
                    case P7 -> new LongHistory(settings, report).run();
                    case P9_TYPING -> new TypingLatency(settings, report).run();
                    case P9_MANY -> new ManyDocuments(settings, report).run();
                    case P10 -> new Reading(settings, report).run();
                    case P10D -> new Finding(settings, report).run();
                    case P11 -> new ManyDestinations(settings, report).run();
                    case BACKTEST -> new Backtesting(settings, report).run();
                }
            } catch (RuntimeException e) {
                // The others can still be measured.
                report.verdict(which + " could not be measured: " + e.getMessage());
                code = 1;
            }
        }
        return code;
    }
}
