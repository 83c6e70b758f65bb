package dev.manabi.incident.chat;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Slack's own marks in a text, made readable. */
final class SlackText {

    /** {@code <@U1>}, {@code <#C1|name>}, {@code <!here>}, {@code <https://x|label>} */
    private static final Pattern MARK = Pattern.compile("<([@#!]?)([^<>|]{1,2000})(?:\\|([^<>]{0,2000}))?>");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

    private SlackText() {}

    /** @param names of users by their ids */
    static String readable(String text, Map<String, String> names) {
        String plain = MARK.matcher(text).replaceAll(mark -> Matcher.quoteReplacement(of(mark, names)));
        String written = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        return CONTROL.matcher(written).replaceAll(" ").strip();
    }

    private static String of(java.util.regex.MatchResult mark, Map<String, String> names) {
        String what = mark.group(2);
        String label = mark.group(3);
        return switch (mark.group(1)) {
            case "@" -> "@" + names.getOrDefault(what, label == null ? what : label);
            case "#" -> "#" + (label == null ? what : label);
            case "!" ->
                "@" + (label == null ? what.replaceFirst("^subteam\\^.*", "group") : label.replaceFirst("^@", ""));
            default -> label == null || label.equals(what) ? what : label + " (" + what + ")";
        };
    }
}
