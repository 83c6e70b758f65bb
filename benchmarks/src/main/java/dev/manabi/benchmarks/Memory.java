package dev.manabi.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What processes hold. Mebibytes. */
final class Memory {

    private static final double KIBIBYTES = 1024;
    private static final Pattern USED = Pattern.compile("(?:DefNew|Tenured) .*used (\\d+)K");

    private Memory() {}

    static double resident(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KIBIBYTES)
                    .findFirst()
                    .orElseThrow(() -> new Failed("Process " + pid + " is gone"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has a Java process collect all of its garbage. */
    static void collect(long pid) {
        jcmd(pid, "GC.run");
    }

    /** What is on the heap of a Java process with the serial collector. */
    static double heap(long pid) {
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        return used.results()
                        .mapToDouble(one -> Double.parseDouble(one.group(1)))
                        .sum()
                / KIBIBYTES;
    }

    private static String jcmd(long pid, String command) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return Tool.run(Map.of(), List.of(jcmd, String.valueOf(pid), command));
    }
}
