package dev.manabi.incident.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * A vertical axis: from where to where it goes, and its round ticks.
 *
 * @param step between two ticks, 1, 2 or 5 times a power of ten
 */
record Scale(double low, double high, double step) {

    private static final int ABOUT_TICKS = 5;
    private static final double SHORT = 10_000;
    private static final double[] THOUSANDS = {1e15, 1e12, 1e9, 1e6, 1e3};
    private static final String[] LETTERS = {"P", "T", "G", "M", "k"};

    /** Begins at zero, unless all values lie so close together that nothing would be seen of them. */
    static Scale of(double least, double greatest) {
        double size = Math.max(Math.abs(least), Math.abs(greatest));
        double range = greatest - least;
        if (size < 1e-290) {
            return rounded(0, 1);
        }
        if (range <= size * 1e-9) {
            return rounded(Math.min(0, 2 * least), Math.max(0, 2 * greatest));
        }
        boolean closeTogether = range < size * 0.1;
        return closeTogether ? rounded(least, greatest) : rounded(Math.min(0, least), Math.max(0, greatest));
    }

    private static Scale rounded(double least, double greatest) {
        double step = roundStep((greatest - least) / ABOUT_TICKS);
        return new Scale(Math.floor(least / step) * step, Math.ceil(greatest / step) * step, step);
    }

    private static double roundStep(double about) {
        double power = Math.pow(10, Math.floor(Math.log10(about)));
        double leading = about / power;
        if (leading <= 1) {
            return power;
        }
        return power * (leading <= 2 ? 2 : leading <= 5 ? 5 : 10);
    }

    List<Double> ticks() {
        long first = Math.round(low / step);
        long last = Math.round(high / step);
        return LongStream.rangeClosed(first, last).mapToObj(one -> one * step).toList();
    }

    /** How far up the value lies, 0 to 1. */
    double share(double value) {
        return (value - low) / (high - low);
    }

    /** With as many digits as the step has, and a letter for thousands. */
    String label(double value) {
        double size = Math.max(Math.abs(low), Math.abs(high));
        if (size >= 1e18 || size < 1e-6) {
            return value == 0 ? "0" : String.format(Locale.ROOT, "%.2e", value);
        }
        for (int i = 0; i < THOUSANDS.length; i++) {
            if (size >= SHORT && size >= THOUSANDS[i]) {
                return number(value / THOUSANDS[i], step / THOUSANDS[i]) + (value == 0 ? "" : " " + LETTERS[i]);
            }
        }
        return number(value, step);
    }

    private static String number(double value, double step) {
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        return BigDecimal.valueOf(value)
                .setScale(digits, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
