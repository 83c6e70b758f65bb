package dev.manabi.benchmarks;

import dev.manabi.launcher.Service;
import dev.manabi.launcher.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * P1: how much of what PostgreSQL can do is left for a command that comes as HTTP with a token, is validated, remembered
 * under its Idempotency-Key, decided, stored with its message, projected, and relayed to Kafka.
 */
final class CommandThroughput {

    private static final int CLIENTS = 16;
    private static final double GOAL = 0.45;
    private static final String FLOOR = "floor";
    private static final Pattern FIELD = Pattern.compile("(\\w+)=([^\\t\\n]*)");
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    private final Settings settings;
    private final Report report;
    private final int seconds;

    CommandThroughput(Settings settings, Report report) {
        this.settings = settings;
        this.report = report;
        this.seconds = settings.secondsOr(15);
    }

    /**
     * @param p50 milliseconds from request to answer
     * @param p99 milliseconds from request to answer
     * @param queued messages that the relay still had to publish when the load ended
     * @param cpu processor time for each command
     */
    private record Commands(double perSecond, double p50, double p99, long queued, Cpu cpu) {}

    /** Milliseconds of processor time; what the relay and the broker still do afterwards is not in it. */
    private record Cpu(double service, double postgres, double kafka) {
        static Cpu now(Ground ground, ServiceProcess service) {
            return new Cpu(
                    CpuTime.ofTree(service.pid()) * 1000,
                    CpuTime.ofTree(ground.postgres().pid()) * 1000,
                    CpuTime.ofTree(ground.kafka().pid()) * 1000);
        }

        Cpu each(Cpu before, long commands) {
            return new Cpu(
                    (service - before.service) / commands,
                    (postgres - before.postgres) / commands,
                    (kafka - before.kafka) / commands);
        }
    }

    /** @param postgres milliseconds of processor time for each transaction */
    private record Floor(double perSecond, double postgres) {}

    private record Round(Floor floor, Commands service) {
        double ratio() {
            return service.perSecond() / floor.perSecond();
        }
    }

    void run() throws IOException {
        try (Ground ground = Ground.start(settings.project(), settings.environment(report))) {
            report.say("");
            report.say("P1  commands/s at " + CLIENTS + " clients: POST " + Declaration.PATH
                    + " / pgbench, event + outbox in one statement");
            ServiceProcess service = ground.start(Service.INCIDENT);
            Path body = Files.writeString(ground.options().state().resolve("declaration.json"), Declaration.BODY);
            Path floor = prepareFloor(ground);
            long declared = 1;

            report.say("    warm-up " + warmUp() + " s");
            declared +=
                    load(ground, service, body, "warm-up", warmUp(), declared).created();
            floor(ground, floor, Math.min(5, seconds));

            List<Round> rounds = new ArrayList<>();
            for (int i = 1; i <= settings.rounds(); i++) {
                Floor least = floor(ground, floor, seconds);
                Load load = load(ground, service, body, "round-" + i, seconds, declared);
                declared += load.created();
                Round round = new Round(least, load.measured());
                rounds.add(round);
                Commands commands = round.service();
                report.say(String.format(
                        Locale.ROOT,
                        "    round %d  %5.0f /s  floor %5.0f /s  ratio %.2f   p50 %.1f ms  p99 %.1f ms  still queued %d"
                                + "   processor ms per command: service %.2f, PostgreSQL %.2f (floor %.2f),"
                                + " Kafka %.2f   load %s",
                        i,
                        commands.perSecond(),
                        round.floor().perSecond(),
                        round.ratio(),
                        commands.p50(),
                        commands.p99(),
                        commands.queued(),
                        commands.cpu().service(),
                        commands.cpu().postgres(),
                        round.floor().postgres(),
                        commands.cpu().kafka(),
                        Machine.load()));
            }
            report.say("    service "
                    + Goal.figure(Samples.of(rounds, round -> round.service().perSecond()), "/s") + ", floor "
                    + Goal.figure(Samples.of(rounds, round -> round.floor().perSecond()), "/s"));
            report.verdict(new Goal.AtLeast(GOAL, "").verdict("P1", Samples.of(rounds, Round::ratio), ""));
        }
    }

    private int warmUp() {
        return Math.max(2 * seconds, Math.min(40, 10 * seconds));
    }

    /** A database with the same event store, and a script that writes the same event with the same message. */
    private Path prepareFloor(Ground ground) throws IOException {
        ground.postgres().createDatabase(FLOOR);
        Path migration = settings.project()
                .resolve("platform/event-sourcing/src/main/resources/db/migration/V1__event_store.sql");
        try (Connection connection = ground.connect(FLOOR);
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(migration));
        } catch (SQLException e) {
            throw new Failed("The floor's tables could not be made: " + e.getMessage(), e);
        }
        Declaration.Written written;
        try (Arrivals arrivals = Arrivals.on(ground.kafka().bootstrapServers(), "incidents")) {
            written = Declaration.once(ground, arrivals);
        }
        String script = Files.readString(settings.project().resolve("benchmarks/load/event_and_outbox.sql"))
                .replace("$data$", literal(written.data()))
                .replace("$headers$", literal(written.headers()))
                .replace("$payload$", literal(written.payload()));
        return Files.writeString(ground.options().state().resolve("floor.sql"), script);
    }

    /** A colon before a letter would name a variable of pgbench. */
    private static String literal(String json) {
        return "'" + json.replace("'", "''").replaceAll(":(?=[A-Za-z_])", ": ") + "'";
    }

    private Floor floor(Ground ground, Path script, int length) {
        ground.checkpoint();
        double before = CpuTime.ofTree(ground.postgres().pid());
        String said = Tool.run(
                Map.of("PGPASSWORD", FLOOR),
                List.of(
                        System.getProperty("manabi.pgbench", "pgbench"),
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--client=" + CLIENTS,
                        "--jobs=2",
                        "--time=" + length,
                        "--file=" + script,
                        "--host=127.0.0.1",
                        "--port=" + ground.postgres().port(),
                        "--username=" + FLOOR,
                        FLOOR));
        Matcher tps = TPS.matcher(said);
        if (!tps.find()) {
            throw new Failed("pgbench said no tps:\n" + said);
        }
        double used = CpuTime.ofTree(ground.postgres().pid()) - before;
        double perSecond = Double.parseDouble(tps.group(1));
        return new Floor(perSecond, used * 1000 / (perSecond * length));
    }

    private record Load(long created, Commands measured) {}

    private Load load(Ground ground, ServiceProcess service, Path body, String name, int length, long declaredBefore) {
        ground.checkpoint();
        Cpu before = Cpu.now(ground, service);
        String said = Tool.run(
                Map.of("MANABI_TOKEN", ground.token("mei")),
                List.of(
                        System.getProperty("manabi.wrk", "wrk"),
                        "--threads",
                        "1",
                        "--connections",
                        String.valueOf(CLIENTS),
                        "--duration",
                        length + "s",
                        "--timeout",
                        "10s",
                        "--script",
                        settings.project()
                                .resolve("benchmarks/load/declare.lua")
                                .toString(),
                        ground.options().url(Service.INCIDENT.part()) + Declaration.PATH,
                        "--",
                        name,
                        body.toString()));
        Cpu after = Cpu.now(ground, service);
        long queued = ground.count("incident", "select count(*) from outbox");
        Map<String, String> figures = FIELD.matcher(said)
                .results()
                .collect(java.util.stream.Collectors.toMap(
                        (MatchResult field) -> field.group(1), field -> field.group(2), (first, last) -> last));
        long created = number(figures, "created", said);
        if (number(figures, "other", said) != 0 || !"".equals(figures.get("refused"))) {
            throw new Failed("Not every answer was 201:\n" + said);
        }
        drain(ground);
        // A request under way when wrk stopped is stored and not counted.
        long stored = ground.count("incident", "select count(distinct stream_id) from event") - declaredBefore;
        if (stored < created || stored > created + CLIENTS) {
            throw new Failed(created + " incidents were answered and " + stored + " stored");
        }
        double perSecond = created * 1e6 / number(figures, "micros", said);
        return new Load(
                stored,
                new Commands(
                        perSecond,
                        number(figures, "p50", said) / 1000.0,
                        number(figures, "p99", said) / 1000.0,
                        queued,
                        after.each(before, created)));
    }

    private static long number(Map<String, String> figures, String name, String said) {
        String value = figures.get(name);
        if (value == null) {
            throw new Failed("wrk did not tell " + name + ":\n" + said);
        }
        return Long.parseLong(value);
    }

    /** The relay's rest of work must not fall into the floor's time. */
    private static void drain(Ground ground) {
        Duration limit = Duration.ofSeconds(60);
        boolean drained = Waiting.until(
                () -> ground.count("incident", "select count(*) from outbox") == 0, limit, Duration.ofMillis(50));
        if (!drained) {
            throw new Failed("The relay did not publish everything within " + limit.toSeconds() + " s");
        }
    }
}
