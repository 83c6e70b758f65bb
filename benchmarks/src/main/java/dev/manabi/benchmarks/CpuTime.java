package dev.manabi.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Processor time that processes have used: on a machine with few cores it is what the throughput is made of, and unlike
 * the throughput it says something even while the machine has other work.
 */
final class CpuTime {

    private static final double TICKS_PER_SECOND = 100;

    private CpuTime() {}

    /** Seconds, of the process with everything that it started, as far as it is still there or was waited for. */
    static double ofTree(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow(() -> new Failed("Process " + pid + " is gone"));
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToDouble(one -> seconds(one.pid()))
                .sum();
    }

    private static double seconds(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            // The second field, the name in brackets, may hold blanks; user, system and children's times are 14 to 17.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int i = 11; i <= 14; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException e) {
            return 0; // it ended in between; its parent has its time
        }
    }
}
