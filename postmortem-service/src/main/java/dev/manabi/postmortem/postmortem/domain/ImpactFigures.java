package dev.manabi.postmortem.postmortem.domain;

import java.util.regex.Pattern;

/** Whether an account of the impact holds a figure at all (METHOD G4, C4): how long, how many, how much. */
final class ImpactFigures {

    /** Dates, times, addresses, and numbers that are part of a name (SEV2, checkout-4.2) tell nothing of the impact. */
    private static final Pattern NO_FIGURE = Pattern.compile("https?://\\S+"
            + "|\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2})?)?"
            + "|\\d{1,2}:\\d{2}(?::\\d{2})?"
            + "|[\\p{IsLatin}_#][\\p{IsLatin}\\d_.#-]*\\d[\\p{IsLatin}\\d_.-]*");

    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}");

    private ImpactFigures() {}

    static boolean in(String text) {
        return NUMBER.matcher(NO_FIGURE.matcher(text).replaceAll(" ")).find();
    }
}
