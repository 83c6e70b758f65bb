package dev.manabi.blameless;

import static dev.manabi.blameless.English.words;

import dev.manabi.blameless.EnglishSentence.Subject;
import dev.manabi.blameless.EnglishSentence.Who;
import java.util.Set;

/** The rules L1 to L9 in English, word by word. A rule looks at a word, at who its subject is, and at what denies it. */
final class EnglishRules {

    private static final Set<String> MODALS = words("""
            should could ought shouldn't couldn't might must needed""");
    private static final Set<String> HAVE = words("""
            have 've of""");
    private static final Set<String> NEGATIVES = words("""
            didn't don't doesn't hadn't haven't hasn't""");
    private static final Set<String> OWNING = words("""
            his her my their your whose""");
    private static final Set<String> CAUSED = words("""
            due because caused through result reason cause blame out by""");
    private static final Set<String> THING_KINDS = words("""
            parse parser script bot rate budget message messages handling code codes log logs page interface""");
    private static final Set<String> SIGNALS = words("""
            alert alerts warning warnings page pages alarm alarms email emails concern concerns advice request requests feedback report
            reports""");
    private static final Set<String> PLAIN_WHO = words("""
            was were is are led noticed reported detected responded handled helped wants needs owns owned has can will should would could gets
            got joined may must received acknowledged else mitigated wanted volunteered""");
    private static final Set<String> GUILT = words("""
            responsible guilty blame fault accountable""");
    private static final Set<String> SHOWING = words("""
            label labelled labeled marked visible documented defined named shown separated stated communicated distinguish distinguished
            identify identified show state mark separate document""");

    private final EnglishSentence sentence;
    private final Place place;
    private final Marks marks;

    private EnglishRules(EnglishSentence sentence, Place place, Marks marks) {
        this.sentence = sentence;
        this.place = place;
        this.marks = marks;
    }

    static void mark(Sentence text, Passage passage, Marks marks) {
        EnglishRules rules = new EnglishRules(new EnglishSentence(text, passage.names()), passage.place(), marks);
        for (int at = 0; at < rules.sentence.size(); at++) {
            rules.counterfactual(at);
            rules.leftUndone(at);
            rules.norm(at);
            rules.humanError(at);
            rules.character(at);
            rules.fault(at);
            rules.heated(at);
            rules.cause(at);
            rules.fixesPeople(at);
            rules.question(at);
            rules.hindsight(at);
        }
    }

    private void mark(Wording wording, int first, int last) {
        int end = Math.min(last, sentence.size() - 1);
        int start = Math.max(0, Math.min(first, end));
        marks.add(wording, sentence.start(start), sentence.end(end));
    }

    private boolean isPerson(int word) {
        Who who = sentence.who(word);
        return who.isPerson();
    }

    /** L1: should have, could have, if only, if somebody had. */
    private void counterfactual(int at) {
        boolean excuses = sentence.is(at, "couldn't", "might")
                || (sentence.says(at, "could") && sentence.word(at + 1).isNegative());
        if (sentence.is(at, MODALS) && !excuses) {
            int have = sentence.afterAdverbs(sentence.says(at + 1, "to") ? at + 2 : at + 1);
            int verb = sentence.afterAdverbs(have + 1);
            if (sentence.is(have, HAVE) && sentence.isPastParticiple(verb)) {
                Subject subject = sentence.subject(at);
                boolean people = (subject.who().isPerson() && subject.who() != Who.NOBODY)
                        || (subject.who() == Who.WE && sentence.is(at, "should", "could", "ought"));
                boolean passive = sentence.says(verb, "been")
                        && sentence.is(sentence.afterAdverbs(verb + 1), English.DUTIES_DONE);
                if (people
                        || (passive && !isByAThing(verb))
                        || (subject.who() == Who.UNSAID && sentence.is(verb, English.DUTIES_DONE))) {
                    mark(Wording.SHOULD_HAVE, at, passive ? sentence.afterAdverbs(verb + 1) : verb);
                }
            }
        }
        if (sentence.says(at, "if", "only") && !sentence.says(at + 2, "one") && !sentence.says(at + 2, "a")) {
            mark(Wording.SHOULD_HAVE, at, at + 1);
        }
        if (sentence.says(at, "had") || sentence.says(at, "hadn't")) {
            boolean inverted = at == 0 || sentence.is(at - 1, English.BOUNDARIES);
            if (inverted) {
                invertedCondition(at);
            } else {
                condition(at);
            }
        }
    }

    /** "had the operator checked, ..." */
    private void invertedCondition(int had) {
        for (int at = had + 1; at <= had + 5 && at < sentence.size(); at++) {
            Who who = sentence.who(at);
            int verb = sentence.afterAdverbs(at + 1);
            if ((who.isPerson() || who == Who.WE) && sentence.isPastParticiple(verb) && !sentence.says(verb, "been")) {
                mark(Wording.SHOULD_HAVE, had, verb);
                return;
            }
        }
    }

    /** "if the operator had checked" */
    private void condition(int had) {
        int verb = sentence.afterAdverbs(had + 1);
        if (!sentence.isPastParticiple(verb)) {
            return;
        }
        Subject subject = sentence.subject(had);
        boolean people =
                subject.who().isPerson() || (subject.who() == Who.WE && sentence.is(verb, English.DUTIES_DONE));
        for (int at = had - 1; people && at >= 0 && at >= had - 8; at--) {
            if (sentence.says(at, "if") && !sentence.says(at - 1, "as") && !sentence.says(at - 1, "even")) {
                mark(Wording.SHOULD_HAVE, at, verb);
                return;
            }
        }
    }

    private boolean isByAThing(int from) {
        for (int at = from; at < sentence.size() && at < from + 6; at++) {
            if (sentence.says(at, "by")) {
                for (int agent = at + 1; agent < sentence.size() && agent < at + 5; agent++) {
                    if (isPerson(agent)) {
                        return false;
                    }
                }
                return true;
            }
        }
        return false;
    }

    /** L1: failed to, forgot to, did not notice, was not aware, nobody checked, without checking. */
    private void leftUndone(int at) {
        if (sentence.is(
                at,
                Set.of(
                        "failed",
                        "fails",
                        "failing",
                        "neglected",
                        "neglecting",
                        "forgot",
                        "forgets",
                        "forgetting",
                        "forgotten",
                        "omitted"))) {
            boolean to = sentence.says(at + 1, "to") || sentence.lower(at).startsWith("forg");
            Subject subject = sentence.subject(at);
            boolean nobody = subject.who() == Who.UNSAID
                    && (sentence.lower(at).startsWith("forg")
                            || sentence.is(at + 2, English.DUTIES)
                            || sentence.is(at + 2, English.KEEPING));
            boolean passive = sentence.is(at - 1, "was", "were", "been", "is");
            if (to && !passive && (subject.who().isPerson() || nobody) && !sentence.isDenied(at, at + 1)) {
                mark(Wording.LEFT_UNDONE, at, sentence.says(at + 1, "to") ? at + 2 : at);
            }
            if (passive && sentence.lower(at).startsWith("forg")) {
                mark(Wording.LEFT_UNDONE, at - 1, at);
            }
        }
        if (sentence.is(at, NEGATIVES)
                || (sentence.is(at, "did", "had", "has", "have") && sentence.is(at + 1, "not", "never"))) {
            int verb = sentence.afterAdverbs(at + 1);
            boolean duty = sentence.is(verb, English.DUTIES)
                    || sentence.is(verb, English.DUTIES_DONE)
                    || (place.explains()
                            && sentence.is(at, "didn't", "did")
                            && !sentence.is(verb, English.HAPPENING)
                            && next(verb, English.NORMS, 7) < 0);
            if (duty && sentence.subject(at).who().isPerson() && !asks(at)) {
                mark(Wording.LEFT_UNDONE, at, verb);
            }
        }
        if (sentence.is(at, "no")
                && sentence.is(at + 1, "idea", "clue")
                && sentence.subject(at - 1).who().isPerson()) {
            mark(Wording.LEFT_UNDONE, at, at + 1);
        }
        if (sentence.says(at, "too") && sentence.is(at + 1, "long", "late", "slow", "slowly") && hasPersonBefore(at)) {
            mark(Wording.LEFT_UNDONE, at, at + 1);
        }
        if (sentence.says(at, "never")
                && sentence.is(at + 1, English.DUTIES_DONE)
                && sentence.subject(at + 1).who().isPerson()) {
            mark(Wording.LEFT_UNDONE, at, at + 1);
        }
        if (sentence.is(
                at, "aware", "unaware", "oblivious", "familiar", "unfamiliar", "paying", "prepared", "qualified")) {
            boolean denied = sentence.is(at, "unaware", "oblivious", "unfamiliar") || isNegated(at);
            if (denied && sentence.subject(at).who().isPerson()) {
                mark(Wording.LEFT_UNDONE, at - 1, at);
            }
        }
        boolean nobody = sentence.who(at) == Who.NOBODY
                || (sentence.says(at, "none")
                        && sentence.says(at + 1, "of")
                        && sentence.subject(at + 4).who() == Who.NOBODY);
        if (nobody) {
            for (int verb = at + 1; verb <= at + 7; verb++) {
                if (sentence.is(verb, English.DUTIES_DONE)
                        && !sentence.is(verb - 1, "was", "were", "been")
                        && !follows(verb, words("could would"), 3)) {
                    mark(Wording.LEFT_UNDONE, at, verb);
                    break;
                }
            }
        }
        if (sentence.says(at, "without")
                && sentence.is(sentence.afterAdverbs(at + 1), English.DUTIES_DOING)
                && hasActor(at)) {
            mark(Wording.LEFT_UNDONE, at, sentence.afterAdverbs(at + 1));
        }
    }

    private boolean asks(int at) {
        return sentence.isQuestion() && (at == 0 || sentence.says(at - 1, "why"));
    }

    private boolean isNegated(int at) {
        for (int before = at - 1; before >= 0 && before >= at - 3; before--) {
            if (sentence.word(before).isNegative()) {
                return true;
            }
        }
        return false;
    }

    private boolean hasPersonBefore(int at) {
        int verb = at - 1;
        return verb > 0
                && sentence.subject(verb).who().isPerson()
                && (English.isPast(sentence.lower(verb)) || sentence.is(verb, "was", "were", "is"));
    }

    /** Whether a person is the subject of a past form before this place. */
    private boolean hasActor(int before) {
        for (int at = Math.max(1, before - 60); at < before; at++) {
            if (English.isPast(sentence.lower(at))
                    && sentence.subject(at).who().isPerson()
                    && !sentence.is(at - 1, "was", "were", "been")) {
                return true;
            }
        }
        return false;
    }

    /** L2: did not follow the procedure, violated the policy, as you should. */
    private void norm(int at) {
        if (sentence.is(at, English.KEEPING)
                && (isNegated(at)
                        || sentence.is(at - 2, "failed", "neglected", "forgot", "refused")
                        || sentence.says(at - 1, "without")
                        || sentence.says(at - 2, "instead", "of"))) {
            int norm = next(at, English.NORMS, 7);
            Who who =
                    sentence.subject(sentence.says(at - 1, "to") ? at - 2 : at).who();
            if (norm > 0 && who != Who.THING && who != Who.WE) {
                mark(Wording.NORM, at - 1, norm);
            }
        }
        if (sentence.is(at, "followed", "observed", "respected", "obeyed", "adhered") && isNegated(at)) {
            for (int norm = at - 1; norm >= 0 && norm >= at - 6; norm--) {
                if (sentence.is(norm, English.NORMS)) {
                    mark(Wording.NORM, norm, at);
                    break;
                }
            }
        }
        if (sentence.is(at, English.BREAKING)) {
            int broken = next(at, English.NORMS, 6);
            int norm = broken > 0 ? broken : next(at, English.SAFEGUARDS, 5);
            if (norm > 0 && sentence.subject(at).who().isPerson()) {
                mark(Wording.NORM, at, norm);
            }
        }
        if (sentence.is(at, "as", "like", "what", "than")
                && (sentence.says(at + 1, "you", "should")
                        || sentence.says(at + 1, "they", "should")
                        || sentence.says(at + 1, "everyone", "should"))) {
            mark(Wording.NORM, at, at + 2);
        }
        if (sentence.says(at, "supposed", "to")
                && sentence.is(at - 1, "was", "were", "is", "are", "wasn't", "weren't", "not")
                && sentence.subject(at - 1).who().isPerson()) {
            mark(Wording.NORM, at, at + 1);
        }
        if (sentence.says(at, "against") && hasActor(at)) {
            int norm = next(at, English.NORMS, 4);
            if (norm > 0) {
                mark(Wording.NORM, at, norm);
            }
        }
        if (sentence.says(at, "next", "time")
                && (sentence.is(at + 2, "please", "maybe", "you", "they", "someone")
                        || sentence.is(
                                at + 3, "please", "maybe", "you", "they", "someone", "follow", "read", "check"))) {
            mark(Wording.NORM, at, at + 1);
        }
        if (sentence.says(at, "cut", "corners")
                || sentence.says(at, "cutting", "corners")
                || sentence.says(at, "broke", "protocol")) {
            mark(Wording.NORM, at, at + 1);
        }
    }

    private int next(int from, Set<String> any, int within) {
        for (int at = from + 1; at <= from + within && at < sentence.size(); at++) {
            if (sentence.is(at, any)) {
                return at;
            }
            if (sentence.is(at, ",", ";", "because", "but")) {
                return -1;
            }
        }
        return -1;
    }

    /** L3: human error, the operator's mistake, made a mistake, accidentally. */
    private void humanError(int at) {
        if (sentence.is(at, English.ERRORS) && !sentence.is(at + 1, THING_KINDS)) {
            boolean kind = sentence.is(at - 1, English.ERROR_KINDS)
                    && !(sentence.says(at, "failure") || (sentence.says(at - 1, "user") && !follows(at, CAUSED, 5)));
            boolean owned = isOwned(at - 1) || sentence.is(at - 2, OWNING) || isOwned(at - 2);
            boolean by = (sentence.is(at + 1, "by", "of", "from") && namesSomebody(at + 2, 5))
                    || (sentence.says(at + 1, "on") && namesSomebody(at + 2, 5));
            boolean made = follows(at, Set.of("made", "makes", "making"), 4) && hasActor(at);
            boolean mind = sentence.is(at, English.MINDS)
                    && (follows(at, CAUSED, 4) || sentence.says(at - 1, "sheer") || sentence.says(at - 1, "simple"));
            if ((kind || owned || by || made || mind) && !sentence.isDenied(at, at + 1)) {
                int first = kind || isOwned(at - 1) ? at - 1 : at;
                mark(Wording.HUMAN_ERROR, first, at);
            }
        }
        int wrong = English.isPast(sentence.lower(at)) && place.explains() ? next(at, English.WRONG, 3) : -1;
        if (wrong > 0
                && !sentence.is(at - 1, "was", "were", "been", "had")
                && !sentence.is(
                        at,
                        "noticed",
                        "found",
                        "saw",
                        "fixed",
                        "reverted",
                        "removed",
                        "identified",
                        "replaced",
                        "discovered",
                        "detected",
                        "corrected")
                && sentence.subject(at).who().isPerson()
                && !sentence.isDenied(at, at)) {
            mark(Wording.HUMAN_ERROR, at, wrong);
        }
        boolean slip = sentence.is(at, English.SLIPS)
                || sentence.says(at, "by", "mistake")
                || sentence.says(at, "by", "accident")
                || sentence.says(at, "in", "error");
        if (slip && place != Place.ACTIONS && !sentence.isDenied(at, at + 1)) {
            int verb = at + 1;
            boolean before = English.isPast(sentence.lower(verb))
                    && sentence.subject(verb).who().isPerson()
                    && !sentence.is(at - 1, "was", "were", "been");
            if (before || (!English.isPast(sentence.lower(verb)) && hasActor(at))) {
                mark(Wording.HUMAN_ERROR, at, sentence.is(at, English.SLIPS) ? at : at + 1);
            }
        }
        if (sentence.says(at, "fat-fingered")
                || sentence.says(at, "fat", "fingered")
                || sentence.says(at, "fat-finger")
                || sentence.says(at, "pebkac")) {
            mark(Wording.HUMAN_ERROR, at, at);
        }
    }

    /** "his", "the operator's", "Mei's". */
    private boolean isOwned(int at) {
        if (at < 0) {
            return false;
        }
        String word = sentence.lower(at);
        if (OWNING.contains(word)) {
            return true;
        }
        if (!word.endsWith("'s") && !word.endsWith("s'")) {
            return false;
        }
        String owner = word.substring(0, word.length() - 2);
        return English.isRole(owner)
                || sentence.isName(at, owner)
                || Set.of("somebody", "someone", "nobody", "everybody", "everyone")
                        .contains(owner);
    }

    private boolean follows(int at, Set<String> any, int within) {
        for (int before = at - 1; before >= 0 && before >= at - within; before--) {
            if (sentence.is(before, any)) {
                return true;
            }
        }
        return false;
    }

    private boolean namesSomebody(int from, int within) {
        for (int at = from; at < from + within && at < sentence.size(); at++) {
            if (isPerson(at) && !isNounAfter(at)) {
                return true;
            }
        }
        return false;
    }

    /** "the operator pod" speaks of a pod. */
    private boolean isNounAfter(int at) {
        return sentence.is(at + 1, THING_KINDS);
    }

    /** L4: careless, lack of discipline, ignored, panicked, blindly. */
    private void character(int at) {
        boolean judged = (sentence.is(at, English.JUDGEMENTS) && !sentence.is(at, English.JUDGEMENTS_OF_PEOPLE))
                || (sentence.is(at, English.JUDGEMENTS_OF_PEOPLE)
                        && (isPerson(at + 1)
                                || (isPerson(at + 2)
                                        && !sentence.word(at + 1).isSign()
                                        && !English.isPast(sentence.lower(at + 1)))
                                || isSaidOfAPerson(at)));
        if (judged && !sentence.isDenied(at, at + 1)) {
            mark(Wording.CHARACTER, at, at);
        }
        if (sentence.is(at, "lack", "absence") && sentence.says(at + 1, "of")) {
            int quality = next(at + 1, English.LACKING, 3);
            boolean people = isOwned(at - 1)
                    || namesSomebody(quality + 1, 7)
                    || sentence.is(
                            quality,
                            Set.of(
                                    "discipline",
                                    "care",
                                    "diligence",
                                    "professionalism",
                                    "competence",
                                    "effort",
                                    "commitment",
                                    "concentration",
                                    "vigilance",
                                    "caution"));
            if (quality > 0 && people && !sentence.says(quality + 1, "in")) {
                mark(Wording.CHARACTER, at, quality);
            }
            if (quality > 0 && people && sentence.says(quality + 1, "in") && namesSomebody(quality + 1, 7)) {
                mark(Wording.CHARACTER, at, quality);
            }
        }
        if (sentence.is(at, English.CHARACTER_VERBS)) {
            characterVerb(at);
        }
        if (sentence.says(at, "ignored") && sentence.is(at - 1, "was", "were", "been") && !isByAThing(at)) {
            Subject subject = sentence.subject(at - 1);
            if (sentence.is(subject.at(), SIGNALS) && (next(at, Set.of("by"), 2) < 0 || namesSomebody(at + 2, 4))) {
                mark(Wording.CHARACTER, at - 1, at);
            }
        }
        if (sentence.is(at, "bothered", "bother", "care", "cared")
                && (isNegated(at) || sentence.subject(at).who() == Who.NOBODY)
                && sentence.subject(at).who().isPerson()) {
            mark(Wording.CHARACTER, at, at);
        }
        if (sentence.is(at, "know", "known") && sentence.says(at + 1, "better") && !sentence.says(at + 2, "than")) {
            mark(Wording.CHARACTER, at, at + 1);
        }
    }

    private boolean isSaidOfAPerson(int at) {
        int verb = at - 1;
        while (verb > 0 && English.isAdverb(sentence.lower(verb))) {
            verb--;
        }
        boolean links = sentence.is(verb, "was", "were", "is", "are", "been", "being", "got", "too", "am")
                || sentence.lower(at).endsWith("ly");
        return links && sentence.subject(at).who().isPerson();
    }

    private void characterVerb(int at) {
        Subject subject = sentence.subject(at);
        boolean passive = sentence.is(at - 1, "was", "were", "been", "be", "is");
        if (passive || !subject.who().isPerson() || sentence.isDenied(at, at + 1)) {
            return;
        }
        boolean means =
                switch (sentence.lower(at)) {
                    case "cut" -> sentence.says(at + 1, "corners");
                    case "messed", "screwed" -> sentence.says(at + 1, "up") || sentence.says(at + 2, "up");
                    case "blew" -> sentence.says(at + 1, "it");
                    case "couldn't" -> sentence.says(at + 1, "be", "bothered");
                    case "dropped" -> sentence.says(at + 1, "the", "ball");
                    case "winged" -> sentence.says(at + 1, "it");
                    case "forgot", "forgets" -> false;
                    case "neglected" -> !sentence.says(at + 1, "to");
                    case "refused" -> sentence.says(at + 1, "to");
                    case "dismissed", "missed", "assumed", "guessed", "rushed", "cleared" ->
                        place.explains() || place == Place.COMMENT;
                    case "lacked", "lacks" -> next(at, English.LACKING, 4) > 0;
                    default -> true;
                };
        if (means) {
            mark(Wording.CHARACTER, sentence.is(at - 1, English.SLIPS) ? at - 1 : at, at);
        }
    }

    /** L4: whose fault, is to blame, his fault. */
    private void fault(int at) {
        if ((sentence.says(at, "fault") && (isOwned(at - 1) || isOwned(at - 2)))
                || (sentence.says(at, "fault")
                        && sentence.says(at - 1, "at")
                        && sentence.subject(at - 1).who().isPerson())) {
            if (!sentence.isDenied(at, at + 1) && !sentence.is(at - 1, "its")) {
                mark(Wording.FAULT, at - 1, at);
            }
        }
        if (sentence.says(at, "to", "blame")
                && sentence.subject(at).who().isPerson()
                && !sentence.isDenied(at, at + 2)) {
            mark(Wording.FAULT, at, at + 1);
        }
        if (sentence.is(at, "blame", "blamed")
                && !sentence.says(at - 1, "to")
                && namesSomebody(at + 1, 4)
                && !sentence.isDenied(at, at)) {
            mark(Wording.FAULT, at, at);
        }
        if (sentence.is(at, "responsible", "accountable")
                && sentence.says(at + 1, "for")
                && next(
                                at + 1,
                                Set.of(
                                        "outage",
                                        "incident",
                                        "failure",
                                        "mistake",
                                        "error",
                                        "damage",
                                        "downtime",
                                        "mess",
                                        "disaster",
                                        "loss",
                                        "breakage"),
                                4)
                        > 0
                && sentence.subject(at).who().isPerson()) {
            mark(Wording.FAULT, at, at + 1);
        }
        if (sentence.is(at, "disciplinary", "culprit", "culprits", "scapegoat")
                && (sentence.says(at, "disciplinary") || namesSomebody(at + 1, 5) || sentence.says(at - 1, "human"))) {
            mark(Wording.FAULT, at, at);
        }
        if (sentence.says(at, "know", "whose") || (sentence.says(at, "know", "who") && sentence.says(at - 1, "all"))) {
            mark(Wording.FAULT, at, at + 1);
        }
    }

    /** L5. */
    private void heated(int at) {
        if (sentence.is(at, English.HEATED) && !sentence.isDenied(at, at)) {
            mark(Wording.HEATED, at, at);
        }
        if (sentence.is(at, "can't", "cannot", "couldn't") && sentence.says(at + 1, "believe")) {
            mark(Wording.HEATED, at, at + 1);
        }
        if (sentence.says(at, "what", "were") && sentence.says(at + 3, "thinking")) {
            mark(Wording.HEATED, at, at + 3);
        }
        if (sentence.says(at, "for") && sentence.lower(at + 1).endsWith("'s") && sentence.says(at + 2, "sake")) {
            mark(Wording.HEATED, at, at + 2);
        }
    }

    /** L6: a name that caused, broke, deleted; caused by a name; a name's change. */
    private void cause(int at) {
        if (!place.explains()) {
            return;
        }
        boolean causing = (sentence.is(at, English.CAUSING) && means(at))
                || sentence.says(at, "led", "to")
                || sentence.says(at, "resulted", "in");
        boolean acting = sentence.is(at, English.ACTS) && place != Place.ACTIONS;
        boolean passive = sentence.is(at - 1, "was", "were", "been", "be", "is", "get", "got");
        if ((causing || acting) && !passive && !sentence.isDenied(at, at)) {
            Subject subject = sentence.subject(at);
            boolean named = subject.who() == Who.NAMED;
            boolean person = causing && subject.who() == Who.PERSON;
            if ((named && (causing || !mends())) || person) {
                mark(Wording.NAMED_CAUSE, subject.at() < at && at - subject.at() < 4 ? subject.at() : at, at);
            }
        }
        if (causing && !passive && sentence.is(at - 1, English.WORKS)) {
            for (int owner = at - 2; owner >= 0 && owner >= at - 4; owner--) {
                if (isOwned(owner) && !sentence.is(owner, "its", "their", "our")) {
                    mark(Wording.NAMED_CAUSE, owner, at);
                    break;
                }
            }
        }
        if (sentence.is(at, "caused", "introduced", "triggered", "broken") && sentence.says(at + 1, "by")) {
            for (int agent = at + 2; agent < at + 5; agent++) {
                boolean last = sentence.word(agent + 1).isSign()
                        || sentence.word(agent + 1).text().isEmpty()
                        || English.isPast(sentence.lower(agent + 1))
                        || sentence.is(agent + 1, "who", "when", "during", "in", "on", "running", "while");
                if (isPerson(agent) && (last || sentence.who(agent) == Who.NAMED) && !sentence.isDenied(at, agent)) {
                    mark(Wording.NAMED_CAUSE, at, agent);
                    break;
                }
            }
        }
    }

    private boolean means(int at) {
        return switch (sentence.lower(at)) {
            case "brought", "took" -> next(at, Set.of("down", "offline", "out"), 5) > 0;
            case "created", "introduced" ->
                next(
                                at,
                                Set.of(
                                        "bug",
                                        "defect",
                                        "outage",
                                        "problem",
                                        "issue",
                                        "incident",
                                        "fault",
                                        "regression",
                                        "vulnerability",
                                        "error",
                                        "mess"),
                                5)
                        > 0;
            case "killed", "triggered" -> true;
            default -> true;
        };
    }

    private boolean mends() {
        for (int at = 0; at < sentence.size(); at++) {
            if (sentence.is(at, English.MENDING)) {
                return true;
            }
        }
        return false;
    }

    /** L7: train people, remind, be careful, double-check. */
    private void fixesPeople(int at) {
        if (!place.plans() && place != Place.CAUSE) {
            return;
        }
        if (sentence.is(at, English.SCHOOLING) && isOrder(at) && !sentence.isDenied(at, sentence.size())) {
            int whom =
                    sentence.lower(at + 1).equals("all") || sentence.is(at + 1, English.DETERMINERS) ? at + 2 : at + 1;
            boolean person = isPerson(whom)
                    || (isPerson(whom + 1)
                            && !sentence.word(whom).isSign()
                            && !sentence.is(whom, English.PREPOSITIONS)
                            && !sentence.is(whom, English.BOUNDARIES));
            boolean plain = sentence.is(
                    at,
                    Set.of(
                            "have",
                            "make",
                            "get",
                            "ask",
                            "tell",
                            "order",
                            "force",
                            "require",
                            "fire",
                            "replace",
                            "encourage"));
            boolean toDo = !plain
                    || next(at, English.DUTIES, 7) > 0
                    || next(at, English.CARE, 8) > 0
                    || next(at, English.KEEPING, 8) > 0
                    || sentence.is(at, "fire", "replace");
            if ((person && toDo)
                    || (sentence.is(at, English.SCHOOLING_ALONE)
                            && !sentence.word(at + 1).isSign())) {
                mark(Wording.FIXES_PEOPLE, at, person ? whom : at);
            }
        }
        lesson(at);
        if (sentence.is(at, English.CARE)
                && sentence.is(beforeDegree(at), "be", "being", "become", "stay", "remain")
                && isOfPeople(beforeDegree(at))
                && !sentence.isDenied(beforeDegree(at), at + 1)) {
            mark(Wording.FIXES_PEOPLE, beforeDegree(at), at);
        }
        if (sentence.is(at, "attention", "care", "caution")
                && follows(at, Set.of("pay", "paying", "take", "taking", "exercise", "with", "use"), 3)
                && isMoreOf(at)
                && !sentence.isDenied(at, at + 1)
                && !follows(at, Set.of("takes"), 3)) {
            mark(Wording.FIXES_PEOPLE, at - 1, at);
        }
        if (sentence.says(at, "double-check")
                || sentence.says(at, "double", "check")
                || sentence.says(at, "triple-check")) {
            if (isOrder(at)
                    || sentence.subject(at).who().isPerson()
                    || sentence.subject(at).who() == Who.WE) {
                mark(Wording.FIXES_PEOPLE, at, at);
            }
        }
        if ((sentence.says(at, "remember", "to")
                        || sentence.says(at, "don't", "forget")
                        || sentence.says(at, "not", "forget")
                        || sentence.says(at, "try", "harder")
                        || sentence.says(at, "raise", "awareness")
                        || sentence.says(at, "awareness", "training")
                        || sentence.says(at, "refresher", "training"))
                && !sentence.isDenied(at, at + 1)) {
            mark(Wording.FIXES_PEOPLE, at, at + 1);
        }
        if (sentence.is(at, "must", "should", "shall") && place.plans() && !sentence.isQuestion()) {
            int verb = sentence.afterAdverbs(at + 1);
            Who who = sentence.subject(at).who();
            boolean duty = sentence.is(
                    verb,
                    Set.of(
                            "remember",
                            "check",
                            "verify",
                            "read",
                            "follow",
                            "know",
                            "double-check",
                            "understand",
                            "pay",
                            "think",
                            "notice"));
            if (duty && (who == Who.PERSON || (who == Who.NAMED && place != Place.ACTIONS)) && !sentence.isQuestion()) {
                mark(Wording.FIXES_PEOPLE, at, verb);
            }
        }
        if (sentence.is(at, "ensure", "sure") && isOrder(sentence.says(at, "sure") ? at - 1 : at)) {
            int whom = sentence.says(at + 1, "that") ? at + 2 : at + 1;
            int person = sentence.is(whom, "all", "the", "every") ? whom + 1 : whom;
            int verb = sentence.afterAdverbs(person + 1);
            if (isPerson(person)
                    && (sentence.is(verb, English.DUTIES) || sentence.is(verb, English.KEEPING) || duties(verb))) {
                mark(Wording.FIXES_PEOPLE, at, verb);
            }
        }
    }

    /** "schedule training for", "send a reminder to", "have a word with". */
    private void lesson(int at) {
        if (!place.plans()) {
            return;
        }
        boolean things = sentence.is(
                at + 1,
                "data",
                "job",
                "jobs",
                "run",
                "runs",
                "set",
                "pipeline",
                "cluster",
                "environment",
                "id",
                "cookie",
                "token",
                "store",
                "timeout",
                "affinity");
        if (sentence.is(at, English.LESSONS_FOR_PEOPLE) && !things && follows(at, English.GIVING, 5) && isOrdered(at)) {
            boolean session = sentence.is(at, "session", "sessions", "lesson")
                    && !follows(at, words("training refresher awareness coaching"), 2);
            if (!session && !sentence.isAutomatic() && !sentence.isDenied(at, at + 1)) {
                mark(Wording.FIXES_PEOPLE, at, at);
            }
        }
        if (sentence.is(
                        at,
                        "trained",
                        "retrained",
                        "reminded",
                        "educated",
                        "coached",
                        "instructed",
                        "told",
                        "warned",
                        "disciplined")
                && sentence.says(at - 1, "be")
                && sentence.subject(at - 1).who().isPerson()) {
            mark(Wording.FIXES_PEOPLE, at - 1, at);
        }
        if (sentence.says(at, "awareness") && follows(at, words("raise improve increase build create"), 2)) {
            mark(Wording.FIXES_PEOPLE, at - 1, at);
        }
        boolean talk = sentence.is(at, "talk", "speak")
                && sentence.is(at + 1, "to", "with")
                && isPerson(at + 2)
                && isOrder(at);
        if (talk || sentence.says(at, "a", "word", "with")) {
            mark(Wording.FIXES_PEOPLE, at, at + 2);
        }
    }

    /** Whether what gives the lesson is an order and no report. */
    private boolean isOrdered(int at) {
        for (int before = at - 1; before >= 0 && before >= at - 5; before--) {
            if (sentence.is(before, English.GIVING)) {
                return isOrder(before)
                        || sentence.subject(before).who().isPerson()
                        || sentence.says(before, "mandatory");
            }
        }
        return false;
    }

    private boolean duties(int verb) {
        String word = sentence.lower(verb);
        return word.endsWith("s")
                && (English.DUTIES.contains(word.substring(0, word.length() - 1))
                        || English.KEEPING.contains(word.substring(0, word.length() - 1)));
    }

    private int beforeDegree(int at) {
        int before = at - 1;
        while (before > 0
                && (sentence.is(before, "more", "very", "extra", "less", "too", "so", "twice", "as")
                        || English.isAdverb(sentence.lower(before)))) {
            before--;
        }
        return before;
    }

    private boolean isMoreOf(int at) {
        return sentence.is(
                at - 1,
                Set.of(
                        "more",
                        "closer",
                        "greater",
                        "extra",
                        "special",
                        "better",
                        "pay",
                        "take",
                        "exercise",
                        "full",
                        "careful"));
    }

    private boolean isOfPeople(int be) {
        Subject subject = sentence.subject(be);
        return subject.who() != Who.THING;
    }

    /** At the beginning, after a colon or a comma, or after "should", "must" and "to": what shall be done. */
    private boolean isOrder(int at) {
        int before = at - 1;
        while (before >= 0 && (English.isAdverb(sentence.lower(before)) || sentence.says(before, "please"))) {
            before--;
        }
        if (before < 0 || sentence.is(before, ":", "-", "–", "—", ",", "]", ")", "and", "or", ";")) {
            return before < 0 || at == before + 1;
        }
        if (sentence.is(before, "should", "must", "will", "shall", "let's", "i'll", "we'll")) {
            Who who = sentence.subject(at).who();
            return who != Who.THING || sentence.says(before, "let's");
        }
        return sentence.says(before, "to")
                && sentence.subject(before).who() != Who.THING
                && !sentence.is(before - 1, "able", "used", "how");
    }

    /** L8. */
    private void question(int at) {
        if (place != Place.COMMENT || !sentence.isQuestion()) {
            return;
        }
        if (sentence.is(at, "who", "who's", "whose", "whom") && (at == 0 || !isPerson(at - 1))) {
            int verb = sentence.afterAdverbs(at + 1);
            boolean guilt = next(at, GUILT, 4) > 0
                    && !sentence.says(at + 1, "will")
                    && !follows(sentence.size(), Set.of("action", "fix", "follow-up"), 6);
            boolean past =
                    English.isPast(sentence.lower(verb)) || sentence.says(verb, "did") || sentence.says(verb, "didn't");
            boolean passive = sentence.is(verb, "was", "were")
                    && sentence.lower(sentence.afterAdverbs(verb + 1)).endsWith("ing");
            if (guilt || (past && !sentence.is(verb, PLAIN_WHO)) || passive || (sentence.says(at, "whose") && past)) {
                mark(Wording.WHO, at, Math.min(verb, sentence.size() - 1));
            }
        }
        if (sentence.is(at, "why", "how") || sentence.says(at, "what", "made") || sentence.says(at, "how", "come")) {
            boolean how = sentence.says(at, "how");
            int aux = at + 1;
            boolean asks = how
                    ? sentence.is(aux, "could", "come", "can")
                    : sentence.says(at, "why") && English.isAuxiliary(sentence.lower(aux));
            for (int whom = aux + 1; asks && whom <= aux + 5; whom++) {
                Who who = sentence.who(whom);
                boolean we = (who == Who.WE && (sentence.word(aux).isNegative() || how)) || sentence.says(whom, "they");
                if ((who.isPerson() && !sentence.lower(whom + 1).equals("'s")) || we) {
                    mark(Wording.WHY_YOU, at, whom);
                    break;
                }
                if (sentence.is(whom, English.PREPOSITIONS) || English.isPast(sentence.lower(whom))) {
                    break;
                }
            }
        }
        if (at == 0 && sentence.is(at, "didn't", "couldn't", "shouldn't", "wasn't") && isPerson(at + 1)) {
            mark(Wording.WHY_YOU, at, at + 1);
        }
    }

    /** L9. */
    private void hindsight(int at) {
        if (sentence.is(at, English.HINDSIGHTS) && !isNegated(at)) {
            mark(Wording.HINDSIGHT, at, at);
        }
        if (sentence.says(at, "clearly") && !isNegated(at) && !isManner(at)) {
            mark(Wording.HINDSIGHT, at, at);
        }
        if (sentence.says(at, "of", "course")
                || sentence.says(at, "in", "hindsight")
                || sentence.says(at, "in", "retrospect")
                || sentence.says(at, "with", "hindsight")
                || sentence.says(at, "needless", "to")
                || sentence.says(at, "common", "sense")) {
            mark(Wording.HINDSIGHT, at, at + 1);
        }
        if (sentence.says(at, "would", "have")
                && (sentence.is(sentence.subject(at).at(), "anyone", "anybody", "everyone", "everybody")
                        || sentence.says(0, "any"))) {
            mark(Wording.HINDSIGHT, at, at + 1);
        }
        if (sentence.is(at, "obvious", "self-evident")
                && !isNegated(at)
                && !sentence.isDenied(at, at)
                && !sentence.is(at - 1, "more", "less", "make")) {
            mark(Wording.HINDSIGHT, at, at);
        }
        if (sentence.is(at, "everyone", "everybody", "anyone", "anybody")
                && sentence.is(at + 1, "knows", "knew", "could")
                && (!sentence.says(at + 1, "could") || sentence.is(at + 2, "have", "see"))) {
            mark(Wording.HINDSIGHT, at, at + 1);
        }
    }

    /** "must be clearly labelled", "to show more clearly": how something shall be, not how it looked. */
    private boolean isManner(int at) {
        boolean planned =
                follows(at, Set.of("should", "must", "to", "will", "shall", "can", "need", "more", "very", "could"), 4);
        boolean shows = sentence.is(at + 1, SHOWING) && !sentence.is(at - 1, "was", "were", "is", "are", "had");
        return planned || shows || (sentence.word(at + 1).text().isEmpty() && at > 0);
    }
}
