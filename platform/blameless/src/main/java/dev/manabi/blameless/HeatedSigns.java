package dev.manabi.blameless;

import static dev.manabi.blameless.English.words;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rule L5 in what is not a word: rows of exclamation marks, and capitals. */
final class HeatedSigns {

    private static final Pattern SIGNS = Pattern.compile("[!！?？]{2,}+");

    private static final Pattern CAPITALS = Pattern.compile("\\b[A-Z]{2,20}(?:[ ,]{1,2}[A-Z]{1,20}\\b){2,20}+");

    /** One of these among the capitals makes them speech; abbreviations, constants and statements of a database have none. */
    private static final Set<String> SPEECH = words("""
            YOU YOUR WE THEY HE SHE WHO WHY WHAT HOW THIS THAT WAS WERE ARE HAVE HAD DID DO NEVER ALWAYS NOBODY EVERYONE ANYONE AGAIN STOP
            MUST SHOULD EVER PLEASE IT BE HAPPEN EVERY""");

    private HeatedSigns() {}

    static void mark(Block block, Marks marks) {
        Matcher signs = SIGNS.matcher(block.text());
        while (signs.find()) {
            boolean calls = signs.group().indexOf('!') >= 0 || signs.group().indexOf('！') >= 0;
            if (!calls) {
                continue;
            }
            if (signs.start() == 0 || !isOperator(block.text(), signs.start(), signs.end())) {
                marks.add(Wording.HEATED, signs.start(), signs.end());
            }
        }
        if (block.heading()) {
            return;
        }
        Matcher capitals = CAPITALS.matcher(block.text());
        while (capitals.find()) {
            for (String word : capitals.group().split("[ ,]+")) {
                if (SPEECH.contains(word)) {
                    marks.add(Wording.HEATED, capitals.start(), capitals.end());
                    break;
                }
            }
        }
    }

    /** Something like {@code !!x}: no blank before and none after. */
    private static boolean isOperator(String text, int start, int end) {
        return end < text.length() && Character.isLetterOrDigit(text.charAt(end)) && text.charAt(end) < 128;
    }
}
