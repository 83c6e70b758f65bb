package dev.manabi.benchmarks;

import dev.manabi.launcher.Ports;
import dev.manabi.launcher.Service;
import dev.manabi.launcher.ServiceProcess;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * P6: how long a service takes from nothing to ready, and what memory it holds when it has nothing to do, against the
 * smallest Quarkus service on the same JDK with the same flags.
 */
final class Footprint {

    private static final double GOAL_START = 3;
    private static final double GOAL_MEMORY = 2.5;
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Settings settings;
    private final Report report;

    Footprint(Settings settings, Report report) {
        this.settings = settings;
        this.report = report;
    }

    /**
     * @param seconds from the start of the process to its first answer
     * @param mebibytes resident some seconds later
     */
    private record Start(double seconds, double mebibytes) {}

    void run() throws IOException {
        try (Ground ground = Ground.start(settings.project(), Map.of())) {
            report.say("");
            report.say("P6  start to ready and resident memory " + IDLE.toSeconds()
                    + " s later / hello-world Quarkus with the same flags");
            List<Service> services = Service.all().filter(ground::isBuilt).toList();
            Service.all()
                    .filter(service -> !services.contains(service))
                    .forEach(service -> report.say("    " + service.part().title() + " is not built: left out"));
            Map<Service, ServiceProcess> processes = new EnumMap<>(Service.class);
            // The first start fills the file cache and makes the tables.
            for (Service service : services) {
                ServiceProcess process = ground.prepare(service);
                processes.put(service, process);
                process.start();
                process.stop();
            }
            List<String> flags = flagsOf(ground.prepare(services.getFirst()));
            Hello hello = new Hello(
                    settings.project().resolve("benchmarks/hello/target/quarkus-app/quarkus-run.jar"),
                    flags,
                    ground.options().state());
            report.say("    flags " + String.join(" ", flags));
            hello.start();
            measure(services, processes, hello);
        }
    }

    private void measure(List<Service> services, Map<Service, ServiceProcess> processes, Hello hello)
            throws IOException {
        List<Start> floor = new ArrayList<>();
        Map<Service, List<Start>> starts = new EnumMap<>(Service.class);
        for (int i = 1; i <= settings.rounds(); i++) {
            floor.add(hello.start());
            StringBuilder line = new StringBuilder(String.format(
                    Locale.ROOT,
                    "    round %d  hello %.2f s %.0f MiB",
                    i,
                    floor.getLast().seconds(),
                    floor.getLast().mebibytes()));
            for (Service service : services) {
                ServiceProcess process = processes.get(service);
                if (process == null) {
                    throw new IllegalStateException("not prepared: " + service);
                }
                Start start = start(process);
                starts.computeIfAbsent(service, key -> new ArrayList<>()).add(start);
                line.append(String.format(
                        Locale.ROOT, "  %s %.2f s %.0f MiB", service.id(), start.seconds(), start.mebibytes()));
            }
            report.say(line + "  load " + Machine.load());
        }
        for (Service service : services) {
            List<Start> ours = starts.getOrDefault(service, List.of());
            List<Double> time = new ArrayList<>();
            List<Double> memory = new ArrayList<>();
            for (int i = 0; i < ours.size(); i++) {
                time.add(ours.get(i).seconds() / floor.get(i).seconds());
                memory.add(ours.get(i).mebibytes() / floor.get(i).mebibytes());
            }
            String name = "P6 " + service.part().title();
            report.verdict(new Goal.AtMost(GOAL_START, "").verdict(name + " start", new Samples(time), ""));
            report.verdict(new Goal.AtMost(GOAL_MEMORY, "").verdict(name + " memory", new Samples(memory), ""));
        }
    }

    private static Start start(ServiceProcess process) throws IOException {
        long begun = System.nanoTime();
        process.launch();
        boolean ready =
                Waiting.until(() -> answers(process.url() + "/q/health/ready"), START_LIMIT, Duration.ofMillis(5));
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (!ready) {
            throw new Failed(process.service().part().title() + " did not get ready; see " + process.log());
        }
        Waiting.of(IDLE);
        Start start = new Start(seconds, Memory.resident(process.pid()));
        process.stop();
        return start;
    }

    /** The Java flags that the launcher gives a service, read from a running one. */
    private static List<String> flagsOf(ServiceProcess process) throws IOException {
        process.start();
        try {
            String line = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
            return Arrays.stream(line.split("\0"))
                    .skip(1)
                    .takeWhile(argument -> !argument.equals("-jar"))
                    .filter(argument -> !argument.startsWith("-Dmanabi."))
                    .toList();
        } finally {
            process.stop();
        }
    }

    /** Without a client library: it must not warm itself up at the expense of what is measured. */
    private static boolean answers(String url) {
        HttpURLConnection connection = null;
        try {
            connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(5_000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        } finally {
            disconnect(connection);
        }
    }

    private static void disconnect(@Nullable HttpURLConnection connection) {
        if (connection != null) {
            connection.disconnect();
        }
    }

    /** The smallest Quarkus service, started as the launcher starts the others. */
    private record Hello(Path jar, List<String> flags, Path state) {

        Start start() throws IOException {
            int port = Ports.free();
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(flags);
            command.addAll(List.of("-jar", jar.toString()));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(state.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(state.resolve("hello.log").toFile()));
            builder.environment()
                    .putAll(Map.of("QUARKUS_HTTP_HOST", "127.0.0.1", "QUARKUS_HTTP_PORT", String.valueOf(port)));
            long begun = System.nanoTime();
            Process process = builder.start();
            try {
                String url = "http://127.0.0.1:" + port + "/hello";
                boolean ready = Waiting.until(() -> answers(url), START_LIMIT, Duration.ofMillis(5));
                double seconds = (System.nanoTime() - begun) / 1e9;
                if (!ready) {
                    throw new Failed("hello did not answer: " + Files.readString(state.resolve("hello.log")));
                }
                Waiting.of(IDLE);
                return new Start(seconds, Memory.resident(process.pid()));
            } finally {
                process.destroyForcibly().onExit().join();
            }
        }
    }
}
