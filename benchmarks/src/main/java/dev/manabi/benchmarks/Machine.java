package dev.manabi.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.utils.AppInfoParser;

/** What a figure must be read with. */
final class Machine {

    private Machine() {}

    /** @param folder where the databases write */
    static List<String> facts(Path project, Path folder, String postgres) throws IOException {
        return List.of(
                "machine     " + Runtime.getRuntime().availableProcessors() + " cores, " + memory() + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", load " + load(),
                "JDK         " + System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                "PostgreSQL  " + postgres,
                "Kafka       " + AppInfoParser.getVersion(),
                "disk        " + Files.getFileStore(folder).type() + ", " + fsync(folder),
                "revision    " + revision(project));
    }

    /** The load average of the last minute: a figure taken on a busy machine says little. */
    static String load() {
        double load = java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                .getSystemLoadAverage();
        return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.1f", load);
    }

    private static String memory() throws IOException {
        Path file = Path.of("/proc/meminfo");
        if (!Files.isReadable(file)) {
            return "memory unknown";
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("MemTotal:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 / 1024 + " GiB")
                .findFirst()
                .orElse("memory unknown");
    }

    /** What a commit cannot be quicker than. */
    private static String fsync(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "fsync", ".probe");
        List<Double> micros = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer page = ByteBuffer.allocate(8192);
            for (int i = 0; i < 300; i++) {
                channel.write(page.clear(), (i % 64) * 8192L);
                long begun = System.nanoTime();
                channel.force(false);
                if (i >= 100) {
                    micros.add((System.nanoTime() - begun) / 1000.0);
                }
            }
        } finally {
            Files.delete(file);
        }
        Samples samples = new Samples(micros);
        return String.format(
                Locale.ROOT, "fdatasync of 8 KiB p50 %.0f µs, p99 %.0f µs", samples.median(), samples.quantile(0.99));
    }

    private static String revision(Path project) {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
                    .directory(project.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return said.isEmpty() ? "unknown" : said;
        } catch (IOException e) {
            return "unknown";
        }
    }
}
