package dev.manabi.blameless;

import java.util.List;
import java.util.Set;

/** The morphemes of a Japanese sentence and what little grammar the rules need: who does it, and is it denied. */
final class JapaneseSentence {

    /** Who stands before が or は. */
    enum Who {
        PERSON,
        NAMED,
        WE,
        MACHINE,
        THING,
        UNSAID;

        boolean isPerson() {
            return this == PERSON || this == NAMED;
        }

        boolean isThing() {
            return this == MACHINE || this == THING;
        }
    }

    /**
     * @param at its first morpheme
     */
    record Subject(Who who, int at) {}

    private static final JapaneseWord NONE = new JapaneseWord("", "", "", 0, 0);

    /** After one of these a negation further on denies what stands before. */
    private static final Set<String> DENYING = Set.of("では", "じゃ", "を", "と", "に", "として", "だけ", "や", "など", "による", "の");

    /** How far before its verb a subject is looked for, in morphemes. */
    private static final int FAR = 60;

    private final List<JapaneseWord> words;
    private final Names names;
    private final String text;

    JapaneseSentence(Sentence sentence, Names names) {
        this.words = JapaneseWords.of(sentence.text(), sentence.start());
        this.names = names;
        this.text = sentence.text();
    }

    int size() {
        return words.size();
    }

    JapaneseWord word(int at) {
        return at < 0 || at >= words.size() ? NONE : words.get(at);
    }

    String base(int at) {
        return word(at).base();
    }

    boolean is(int at, String surface) {
        return word(at).text().equals(surface);
    }

    boolean contains(String part) {
        return text.contains(part);
    }

    boolean containsAny(Set<String> parts) {
        for (String part : parts) {
            if (text.contains(part)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The last morpheme of the longest phrase that begins at this morpheme, or -1. A phrase may end within a morpheme that is inflected, such as 気をつけ in
     * 気をつける.
     */
    int phrase(int at, Phrases phrases) {
        int found = -1;
        Phrases node = phrases;
        for (int end = at; end < size(); end++) {
            String letters = word(end).text();
            for (int letter = 0; letter < letters.length(); letter++) {
                node = node.after(letters.charAt(letter));
                if (node == null) {
                    return found;
                }
                if (node.ends() && (letter == letters.length() - 1 || inflects(word(end)))) {
                    found = end;
                }
            }
        }
        return found;
    }

    private static boolean inflects(JapaneseWord word) {
        return word.isVerb() || word.kind().startsWith("形容詞") || word.kind().startsWith("助動詞");
    }

    /** The subject that stands nearest before this place, times and circumstances left aside. */
    Subject subject(int verb) {
        for (int at = verb - 1; at > 0 && at > verb - FAR; at--) {
            JapaneseWord word = word(at);
            boolean marks = word.kind().startsWith("助詞")
                    && ((word.text().equals("が") && word.kind().contains("格助詞"))
                            || word.text().equals("は")
                            || word.text().equals("も"));
            if (marks && !isTime(at - 1)) {
                Subject subject = nounPhrase(at - 1);
                if (subject.who() != Who.UNSAID) {
                    return subject;
                }
            }
            if (endsClause(at) && at < verb - 1) {
                break;
            }
        }
        return new Subject(Who.UNSAID, verb);
    }

    /** The subject, or that of an earlier clause of the sentence. */
    Subject anySubject(int verb) {
        Subject subject = subject(verb);
        for (int at = verb - 1; at > 0 && at > verb - FAR && subject.who() == Who.UNSAID; at--) {
            if (endsClause(at)) {
                subject = subject(at);
            }
        }
        return subject;
    }

    private boolean endsClause(int at) {
        JapaneseWord word = word(at);
        return word.text().equals("ため")
                || word.text().equals("ので")
                || (word.kind().contains("接続助詞") && word.text().equals("が"))
                || word.text().equals("。");
    }

    private boolean isTime(int at) {
        return word(at).kind().contains("副詞可能")
                || word(at).text().equals("で")
                || word(at).text().equals("に")
                || word(at).text().equals("時")
                || word(at).text().equals("分");
    }

    /** What the nouns speak of that end here. */
    Subject nounPhrase(int last) {
        int first = last;
        StringBuilder noun = new StringBuilder();
        while (first >= 0
                && first > last - 6
                && (word(first).isNoun() || word(first).kind().startsWith("記号-アルファベット"))) {
            noun.insert(0, word(first).text());
            if (names.contains(noun.toString())) {
                return new Subject(Who.NAMED, first);
            }
            first--;
        }
        first++;
        if (first > last) {
            return new Subject(Who.UNSAID, last);
        }
        String said = noun.toString();
        if (word(last).kind().contains("人名") && word(last).kind().contains("接尾")) {
            return new Subject(Who.NAMED, first);
        }
        if (endsWith(said, Japanese.WE)) {
            return new Subject(Who.WE, first);
        }
        if (isPeople(said, word(last))) {
            return new Subject(Who.PERSON, first);
        }
        return new Subject(endsWith(said, Japanese.MACHINES) ? Who.MACHINE : Who.THING, first);
    }

    /** Short endings such as 部 and 人 count only as a morpheme of their own. */
    private static boolean isPeople(String noun, JapaneseWord last) {
        if (Japanese.PEOPLE.contains(last.text())) {
            return !noun.equals("個人") && !noun.equals("一部");
        }
        for (int letters = 2; letters <= noun.length(); letters++) {
            if (Japanese.PEOPLE.contains(noun.substring(noun.length() - letters))) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsWith(String noun, Set<String> ends) {
        for (int letters = 1; letters <= noun.length(); letters++) {
            if (ends.contains(noun.substring(noun.length() - letters))) {
                return true;
            }
        }
        return false;
    }

    /** The morpheme that negates the verb or verbal noun at this place (ない, ず, ぬ, ん), or -1. */
    int negation(int verb) {
        for (int at = verb + 1; at < size() && at <= verb + 6; at++) {
            JapaneseWord word = word(at);
            if (isNegative(at)) {
                return at;
            }
            boolean goesOn = word.kind().startsWith("助動詞")
                    || word.kind().startsWith("動詞-非自立")
                    || word.kind().startsWith("動詞-接尾")
                    || (word.kind().startsWith("動詞")
                            && (word.base().equals("する")
                                    || word.base().equals("行う")
                                    || word.base().equals("できる")
                                    || word.base().equals("いる")))
                    || word.text().equals("て")
                    || word.text().equals("で")
                    || word.text().equals("を")
                    || word.text().equals("は")
                    || word.text().equals("も");
            if (!goesOn) {
                return -1;
            }
        }
        return -1;
    }

    boolean isNegative(int at) {
        JapaneseWord word = word(at);
        return (word.base().equals("ない") && !word.isNoun())
                || (word.kind().startsWith("助動詞")
                        && (word.base().equals("ぬ")
                                || word.base().equals("ん")
                                || word.base().equals("ず")))
                || word.text().equals("ず")
                || word.text().equals("ずに");
    }

    /** Whether between the two it says "can": 気付けなかった, 確認できなかった. */
    boolean isAbility(int verb, int negation) {
        for (int at = verb; at < negation; at++) {
            String base = base(at);
            if (base.equals("できる")
                    || base.equals("出来る")
                    || base.equals("れる")
                    || base.equals("られる")
                    || base.equals("気付ける")
                    || base.equals("気づける")
                    || base.equals("防げる")) {
                return true;
            }
        }
        return false;
    }

    /** Whether what ends here is denied (ではなく), prevented (を防ぐ) or only spoken about. */
    boolean isDenied(int last) {
        int next = last + 1;
        while (next < size() && word(next).isNoun() && next < last + 4) {
            next++;
        }
        boolean cause = (is(next, "が") || is(next, "は"))
                && word(next + 1).isNoun()
                && (is(next + 2, "で") || is(next + 2, "では"))
                && (is(next + 3, "は") || isNegative(next + 3));
        boolean leads = DENYING.contains(word(next).text())
                || (is(next, "で") && is(next + 1, "は"))
                || (is(next, "は") && (next > last + 1 || base(next + 1).equals("する")))
                || base(next).equals("する")
                || cause;
        for (int at = next; at <= next + 7 && at < size(); at++) {
            if ((is(at, "、") && at > next + 2)
                    || is(at, "。")
                    || (is(at, "て") && base(next).equals("する"))) {
                break;
            }
            if (leads && (isNegative(at) || Japanese.PREVENTION.contains(base(at)))) {
                return true;
            }
            if (Japanese.POSSIBLE.contains(base(at))) {
                return true;
            }
        }
        return containsAny(Japanese.SPEAKING);
    }

    boolean isQuestion() {
        String last = text.strip();
        return last.endsWith("?")
                || last.endsWith("？")
                || last.endsWith("か")
                || last.endsWith("か。")
                || last.endsWith("の。");
    }

    int start(int at) {
        return word(at).start();
    }

    int end(int at) {
        return word(at).end();
    }
}
