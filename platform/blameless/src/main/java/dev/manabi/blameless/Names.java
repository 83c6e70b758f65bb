package dev.manabi.blameless;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The people and teams that a text may speak of. Nobody's name is guessed: what is not here is not a name, except for what the
 * writing itself marks as one ({@code @mei}, {@code mei@}, 佐藤さん). Making one costs a pass over the catalog, so it is kept as long as the catalog.
 */
public final class Names {

    public static final Names NONE = of(Set.of(), Set.of());

    private static final int LONGEST = 5;

    /** English in lower case, each word after a blank; Japanese as it is. */
    private final Set<String> full = new HashSet<>();

    /** Given and family names of people alone; they count only with a capital. */
    private final Set<String> parts = new HashSet<>();

    private Names() {}

    /**
     * @param people full names, given names or account names
     * @param teams names of teams, with or without the word team
     */
    public static Names of(Collection<String> people, Collection<String> teams) {
        Names names = new Names();
        for (String person : people) {
            names.add(person);
            for (String part : person.split("[\\s\u3000]+")) {
                if (part.length() > 2 || !Script.isLatin(part)) {
                    names.parts.add(part.toLowerCase(Locale.ROOT));
                }
            }
        }
        teams.forEach(names::add);
        return names;
    }

    private void add(String name) {
        String plain = name.strip().replaceAll("[\\s\u3000]+", " ").toLowerCase(Locale.ROOT);
        if (!plain.isEmpty()) {
            full.add(plain);
            full.add(plain.replace(" ", ""));
        }
    }

    /** Whether the words before {@code end}, up to the first of them, are or end with a name. */
    boolean endsAt(EnglishSentence sentence, int end) {
        Word last = sentence.word(end);
        if (last.text().isEmpty()) {
            return false;
        }
        if (last.isHandle()) {
            return true;
        }
        if (Character.isUpperCase(last.text().codePointAt(0)) && parts.contains(last.lower())) {
            return true;
        }
        StringBuilder name = new StringBuilder();
        for (int at = end; at >= 0 && at > end - LONGEST; at--) {
            name.insert(0, sentence.word(at).lower());
            if (full.contains(name.toString())) {
                return true;
            }
            name.insert(0, ' ');
        }
        return false;
    }

    boolean contains(String word, boolean capital) {
        return full.contains(word) || (capital && parts.contains(word));
    }

    boolean contains(String japanese) {
        String plain = japanese.toLowerCase(Locale.ROOT);
        return full.contains(plain) || parts.contains(plain);
    }
}
