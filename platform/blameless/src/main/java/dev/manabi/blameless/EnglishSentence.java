package dev.manabi.blameless;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words of an English sentence and what little grammar the rules need: who does it, is it denied, is it a past form. */
final class EnglishSentence {

    /** Who stands as the subject of a verb. */
    enum Who {
        /** Somebody, by role or pronoun. */
        PERSON,
        /** Somebody or a team, by name. */
        NAMED,
        /** The writers, who speak of themselves and all colleagues. */
        WE,
        /** Nobody or no one. */
        NOBODY,
        THING,
        /** The sentence has none. */
        UNSAID;

        boolean isPerson() {
            return this == PERSON || this == NAMED || this == NOBODY;
        }
    }

    /**
     * @param at the word that names it; the verb itself where there is none
     */
    record Subject(Who who, int at) {}

    private static final Word NONE = new Word("", "", 0, 0);
    private static final int NEAR = 7;

    /** How far before its verb a subject is looked for, in words. */
    private static final int FAR = 60;

    private final List<Word> words = new ArrayList<>();
    private final Names names;
    private final boolean peopleBefore;

    EnglishSentence(Sentence sentence, Names names) {
        this.names = names;
        split(sentence.text(), sentence.start());
        this.peopleBefore = speaksOfPeople(sentence.before());
    }

    private void split(String text, int offset) {
        int at = 0;
        while (at < text.length()) {
            char sign = text.charAt(at);
            if (Character.isWhitespace(sign)) {
                at++;
                continue;
            }
            int end = at + 1;
            if (isLetter(sign) || (sign == '@' && end < text.length() && isLetter(text.charAt(end)))) {
                while (end < text.length() && (isLetter(text.charAt(end)) || joins(text, end))) {
                    end++;
                }
                if (end < text.length() && text.charAt(end) == '@') {
                    end++;
                }
            }
            String word = text.substring(at, end);
            words.add(new Word(word, word.toLowerCase(Locale.ROOT).replace('’', '\''), offset + at, offset + end));
            at = end;
        }
    }

    private static boolean isLetter(char sign) {
        return Character.isLetterOrDigit(sign) || sign == '_';
    }

    /** An apostrophe, a hyphen, a full stop or an at sign between two letters. */
    private static boolean joins(String text, int at) {
        return "'’-.@".indexOf(text.charAt(at)) >= 0 && at + 1 < text.length() && isLetter(text.charAt(at + 1));
    }

    private static boolean speaksOfPeople(String text) {
        for (String word : text.split("[^\\p{L}'-]+")) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (English.isRole(lower) || lower.equals("he") || lower.equals("she")) {
                return true;
            }
        }
        return false;
    }

    int size() {
        return words.size();
    }

    /** An empty one before the first and after the last. */
    Word word(int at) {
        return at < 0 || at >= words.size() ? NONE : words.get(at);
    }

    String lower(int at) {
        return word(at).lower();
    }

    boolean is(int at, Set<String> any) {
        return any.contains(lower(at));
    }

    boolean is(int at, String... any) {
        String word = lower(at);
        for (String one : any) {
            if (word.equals(one)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an automation is spoken of, which does in people's place what a reminder would ask of them. */
    boolean isAutomatic() {
        for (Word word : words) {
            String lower = word.lower();
            if (lower.startsWith("automat") || lower.equals("bot")) {
                return true;
            }
        }
        return false;
    }

    /** Whether these words stand here, one after the other. */
    boolean says(int at, String... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (!lower(at + i).equals(expected[i])) {
                return false;
            }
        }
        return true;
    }

    boolean isQuestion() {
        return lower(size() - 1).equals("?");
    }

    /** The next word that is no adverb and no negation. */
    int afterAdverbs(int at) {
        int next = at;
        while (next < size() && next < at + 4 && English.isAdverb(lower(next))) {
            next++;
        }
        return next;
    }

    boolean isPastParticiple(int at) {
        return English.isPast(lower(at));
    }

    /** Who does what the verb at this place says. */
    Subject subject(int verb) {
        int at = verb - 1;
        while (at >= 0
                && (English.isAdverb(lower(at))
                        || English.isAuxiliary(lower(at))
                        || (lower(at + 1).equals("to") && is(at, "need", "needs", "needed", "wants", "has", "have")))) {
            at--;
        }
        if (at < 0) {
            return new Subject(Who.UNSAID, verb);
        }
        String last = lower(at);
        if (last.equals("who")) {
            return new Subject(Who.PERSON, at);
        }
        if (last.equals(")")) {
            int opens = at;
            while (opens > 0 && !lower(opens).equals("(")) {
                opens--;
            }
            return opens == 0 ? new Subject(Who.THING, verb) : nounPhrase(opens - 1, verb);
        }
        if (last.equals("which") || last.equals("that")) {
            return nounPhrase(lower(at - 1).equals(",") ? at - 2 : at - 1, verb);
        }
        if (last.equals(",") || last.equals("and") || last.equals("but") || last.equals("or") || last.equals("then")) {
            return first(at, verb);
        }
        if (English.BOUNDARIES.contains(last)) {
            return new Subject(Who.UNSAID, verb);
        }
        return nounPhrase(at, verb);
    }

    /** The subject with which the sentence begins, for a verb that has none of its own. */
    private Subject first(int before, int verb) {
        for (int at = Math.max(1, before - FAR); at < before; at++) {
            boolean finite = !lower(at).equals("to")
                    && (English.isAuxiliary(lower(at))
                            || (English.isPast(lower(at)) && !English.DETERMINERS.contains(lower(at - 1))));
            if (finite
                    && !English.BOUNDARIES.contains(lower(at - 1))
                    && !lower(at - 1).equals("to")) {
                return nounPhrase(afterAdverbsBackwards(at - 1), verb);
            }
        }
        for (int at = before - 1; at > 0 && at > before - FAR && lower(before).equals(","); at--) {
            if (lower(at).equals(",")) {
                return nounPhrase(at - 1, verb); // "The engineer, new to the team, ..."
            }
        }
        return new Subject(Who.UNSAID, verb);
    }

    private int afterAdverbsBackwards(int at) {
        int previous = at;
        while (previous > 0 && English.isAdverb(lower(previous))) {
            previous--;
        }
        return previous;
    }

    /** Reads the noun phrase that ends here: its head stands before its first preposition. */
    private Subject nounPhrase(int last, int verb) {
        if (last < 0) {
            return new Subject(Who.UNSAID, verb);
        }
        int begin = last;
        while (begin > 0 && !English.BOUNDARIES.contains(lower(begin - 1)) && last - begin < 12) {
            begin--;
        }
        if (begin > 1
                && is(begin - 1, "who", "that", "which")
                && (English.isPast(lower(begin)) || English.isAuxiliary(lower(begin)))) {
            return nounPhrase(begin - 2, verb);
        }
        int head = last;
        for (int at = begin; at < last; at++) {
            boolean does = lower(at + 1).endsWith("ing") && !English.NOUNS_IN_ING.contains(lower(at + 1));
            if ((does || English.isPast(lower(at + 1))) && who(at).isPerson()) {
                return new Subject(who(at), at);
            }
        }
        for (int at = begin + 1; at < last; at++) {
            boolean counted =
                    English.QUANTIFIERS.contains(lower(at - 1)) && lower(at).equals("of");
            if (English.PREPOSITIONS.contains(lower(at)) && !counted && !English.PREPOSITIONS.contains(lower(begin))) {
                head = at - 1;
                break;
            }
        }
        boolean none = lower(begin).equals("none") || lower(begin).equals("neither");
        Who who = who(head);
        return new Subject(none && who.isPerson() ? Who.NOBODY : who, head);
    }

    /** What the word at this place speaks of. */
    Who who(int at) {
        String word = lower(at);
        if (names.endsAt(this, at)) {
            return Who.NAMED;
        }
        return switch (word) {
            case "we", "us" -> Who.WE;
            case "i",
                    "he",
                    "she",
                    "you",
                    "him",
                    "her",
                    "somebody",
                    "someone",
                    "anybody",
                    "anyone",
                    "everybody",
                    "everyone" -> Who.PERSON;
            case "nobody", "no-one" -> Who.NOBODY;
            case "one" -> lower(at - 1).equals("no") ? Who.NOBODY : Who.THING;
            case "they", "them" -> peopleBefore || rolesBefore(at) ? Who.PERSON : Who.THING;
            case "manager", "member" -> English.HUMAN_KINDS.contains(lower(at - 1)) ? Who.PERSON : Who.THING;
            case "operator" ->
                English.SOFTWARE_KINDS.contains(lower(at - 1)) || (at > 1 && isCapitalised(at - 1))
                        ? Who.THING
                        : Who.PERSON;
            default -> English.isRole(word) ? (lower(at - 1).equals("no") ? Who.NOBODY : Who.PERSON) : Who.THING;
        };
    }

    /** Whether this owner, the word at this place without its "'s", is a name. */
    boolean isName(int at, String owner) {
        return names.contains(owner, Character.isUpperCase(word(at).text().charAt(0)));
    }

    private boolean isCapitalised(int at) {
        return !word(at).text().isEmpty()
                && Character.isUpperCase(word(at).text().charAt(0));
    }

    private boolean rolesBefore(int at) {
        for (int before = Math.max(0, at - FAR); before < at; before++) {
            if (English.isRole(lower(before))) {
                return true;
            }
        }
        return false;
    }

    /** Whether what stands from here to there is denied, prevented or only spoken about. */
    boolean isDenied(int from, int to) {
        for (int at = from - 1; at >= 0 && at >= from - NEAR; at--) {
            String word = lower(at);
            if (word.equals(";") || word.equals(":") || word.equals("because") || word.equals("but")) {
                break;
            }
            if (word(at).isNegative()
                    || English.DENIALS.contains(word)
                    || English.isPrevention(word)
                    || (word.equals("than")
                            && (lower(at - 1).equals("rather") || lower(at - 1).equals("other")))
                    || (word.equals("of") && lower(at - 1).equals("instead"))) {
                return true;
            }
        }
        int copula = afterAdverbs(to);
        boolean is = is(copula, "is", "was", "are", "were", "can", "will", "does", "do", "did");
        return lower(copula).endsWith("n't")
                || lower(copula).equals("cannot")
                || (is && (word(copula + 1).isNegative() || is(copula + 1, "impossible", "no")));
    }

    int start(int at) {
        return word(at).start();
    }

    int end(int at) {
        return word(at).end();
    }
}
