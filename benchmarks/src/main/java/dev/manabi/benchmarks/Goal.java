package dev.manabi.benchmarks;

import java.util.Locale;

/** What a figure should be. The median of the rounds decides. */
sealed interface Goal {

    String said();

    boolean metBy(double median);

    /** The more the better. */
    record AtLeast(double limit, String unit) implements Goal {
        @Override
        public String said() {
            return ">= " + number(limit) + unit;
        }

        @Override
        public boolean metBy(double median) {
            return median >= limit;
        }
    }

    /** The less the better. */
    record AtMost(double limit, String unit) implements Goal {
        @Override
        public String said() {
            return "<= " + number(limit) + unit;
        }

        @Override
        public boolean metBy(double median) {
            return median <= limit;
        }
    }

    /** For instance {@code P1 commands/s 0.47 (0.44–0.51) goal >= 0.45 met}. */
    default String verdict(String name, Samples rounds, String unit) {
        String outcome = metBy(rounds.median()) ? "met" : "MISSED";
        return name + " " + figure(rounds, unit) + " goal " + said() + " " + outcome;
    }

    /** Median, least and largest. */
    static String figure(Samples rounds, String unit) {
        return number(rounds.median()) + unit + " (" + number(rounds.min()) + "–" + number(rounds.max()) + ")";
    }

    static String number(double value) {
        String format = Math.abs(value) >= 100 ? "%.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
