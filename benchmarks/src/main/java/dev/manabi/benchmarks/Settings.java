package dev.manabi.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What was asked for on the command line.
 *
 * @param project the folder with everything built
 * @param rounds how often each side is measured
 * @param seconds how long one side of one round takes; 0 for each benchmark's own length
 * @param incidents how many there are where many are wanted, or postmortems, or events
 * @param recording whether the service under load writes a recording for JDK Mission Control
 */
record Settings(Path project, Set<Which> which, int rounds, int seconds, int incidents, boolean recording) {

    /** The benchmarks, by the names that they are known under. */
    enum Which {
        P1,
        P2,
        P5,
        P6,
        P7,
        P9_TYPING,
        P9_MANY,
        P10,
        P10D,
        P11,
        BACKTEST
    }

    /** @throws IllegalArgumentException where an argument is unknown; the message is for the person who typed it */
    static Settings of(Path project, List<String> arguments) {
        List<Which> which = new ArrayList<>();
        int rounds = 5;
        int seconds = 0;
        int incidents = 100_000;
        boolean recording = false;
        for (Iterator<String> next = arguments.iterator(); next.hasNext(); ) {
            String argument = next.next();
            switch (argument) {
                case "--rounds" -> rounds = number(argument, next);
                case "--seconds" -> seconds = number(argument, next);
                case "--incidents", "--documents", "--events" -> incidents = number(argument, next);
                case "--jfr" -> recording = true;
                case "p9" -> which.addAll(List.of(Which.P7, Which.P9_TYPING, Which.P9_MANY));
                case "all" -> which.addAll(List.of(Which.values()));
                case "p1", "p2", "p5", "p6", "p7", "p9-typing", "p9-many", "p10", "p10d", "p11", "backtest" ->
                    which.add(Which.valueOf(argument.toUpperCase(Locale.ROOT).replace('-', '_')));
                default -> throw new IllegalArgumentException("Unknown: " + argument);
            }
        }
        Set<Which> chosen = which.isEmpty() ? EnumSet.allOf(Which.class) : EnumSet.copyOf(which);
        return new Settings(project, chosen, rounds, seconds, incidents, recording);
    }

    private static int number(String name, Iterator<String> next) {
        try {
            int value = next.hasNext() ? Integer.parseInt(next.next()) : 0;
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, together with the numbers that are too small.
        }
        throw new IllegalArgumentException(name + " wants a number from 1 on");
    }

    /** @return the environment of the service under load */
    Map<String, String> environment(Report report) {
        return recording
                ? Map.of(
                        "JAVA_TOOL_OPTIONS",
                        "-XX:StartFlightRecording=settings=profile,jdk.CPUTimeSample#enabled=true,filename="
                                + report.beside(".jfr"))
                : Map.of();
    }

    int secondsOr(int own) {
        return seconds == 0 ? own : seconds;
    }
}
