package dev.manabi.blameless;

import static dev.manabi.blameless.English.words;

import dev.manabi.blameless.JapaneseSentence.Subject;
import dev.manabi.blameless.JapaneseSentence.Who;
import java.util.Set;

/** The rules L1 to L9 in Japanese, morpheme by morpheme. */
final class JapaneseRules {

    private static final Set<String> OUTCOMES = words("""
            よい 良い いい
            防ぐ 防げる 避ける 避けられる 起きる 起こる 済む 発生 至る 回避 できる 食い止める 気付ける 気づける 抑える なる 短縮 免れる 間に合う
            検知""");
    private static final Set<String> MISTAKES = words("""
            間違える 間違う 打ち間違える 取り違える 見落とす 見逃す 見過ごす 勘違い 誤認 思い込む 見誤る 読み違える 聞き間違える ミス 失敗 失念
            誤操作 誤る""");
    private static final Set<String> NOT_MISTAKES = words("""
            キャッシュ ページ ヒット マッチ TLB 率 リード ライト タグ マッチング""");
    private static final Set<String> OWNED = words("""
            責任 せい ミス 過失 失敗 責 怠慢 落ち度 判断ミス""");

    private static final Phrases AGAINST_NORMS = Phrases.of("無断で 独断で 勝手に 自己判断で 独断 不遵守 未遵守 本来やるべき 約束を破 やるべきことを");

    private static final Set<String> PLAIN_CAUTIONS = words("注意 周知 教育 指導 研修");
    private static final Set<String> WITHOUT_CARE = words("想定 考慮 検討 実施 対応 準備 記録");

    private final JapaneseSentence sentence;
    private final Place place;
    private final Marks marks;

    private JapaneseRules(JapaneseSentence sentence, Place place, Marks marks) {
        this.sentence = sentence;
        this.place = place;
        this.marks = marks;
    }

    static void mark(Sentence text, Passage passage, Marks marks) {
        JapaneseRules rules = new JapaneseRules(new JapaneseSentence(text, passage.names()), passage.place(), marks);
        for (int at = 0; at < rules.sentence.size(); at++) {
            rules.counterfactual(at);
            rules.leftUndone(at);
            rules.norm(at);
            rules.humanError(at);
            rules.character(at);
            rules.fault(at);
            rules.phrase(at, Japanese.HEATED, Wording.HEATED);
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

    private boolean isDuty(int at) {
        String base = sentence.base(at);
        return sentence.word(at).isVerb() ? Japanese.DUTY_VERBS.contains(base) : Japanese.DUTIES.contains(base);
    }

    /** L1: べきだった, していれば防げた, しなければ起きなかった. */
    private void counterfactual(int at) {
        if (sentence.base(at).equals("べし") || sentence.is(at, "べき")) {
            boolean past = false;
            int last = at;
            for (int next = at + 1; next <= at + 5; next++) {
                if (sentence.is(next, "た") || sentence.is(next, "だった") || sentence.is(next, "でした")) {
                    past = true;
                    last = next;
                }
                if (sentence.word(next).isNoun() && !sentence.is(next, "の") && !sentence.is(next, "もの")) {
                    break;
                }
            }
            Who who = sentence.subject(at).who();
            if (past && who != Who.MACHINE) {
                mark(Wording.SHOULD_HAVE, at, last);
            }
        }
        if (sentence.is(at, "ば") || sentence.is(at, "たら") || sentence.is(at, "なら")) {
            Who who = sentence.subject(at).who();
            boolean duty = false;
            boolean mistake = false;
            for (int before = at - 1; before >= 0 && before >= at - 7; before--) {
                duty |= isDuty(before);
                mistake |= MISTAKES.contains(sentence.base(before))
                        || sentence.base(before).endsWith("忘れる")
                        || sentence.base(before).endsWith("忘れ");
            }
            boolean outcome = false;
            for (int next = at + 1; next < sentence.size(); next++) {
                outcome |= OUTCOMES.contains(sentence.base(next));
            }
            boolean past = sentence.contains("た。") || (sentence.contains("た") && outcome);
            if (outcome
                    && past
                    && ((duty && !who.isThing()) || (who.isPerson() && hasVerb(at - 1)) || (mistake && !who.isThing()))
                    && (who != Who.WE || duty)) {
                mark(Wording.SHOULD_HAVE, Math.max(0, at - 4), at);
            }
        }
    }

    private boolean hasVerb(int at) {
        return sentence.word(at).isVerb()
                || sentence.word(at - 1).isVerb()
                || sentence.word(at).kind().startsWith("助動詞");
    }

    /** L1: 怠った, 漏らした, し忘れた, しなかったため, せずに. */
    private void leftUndone(int at) {
        String base = sentence.base(at);
        withoutDoing(at);
        notDone(at);
        boolean concerns = sentence.word(at).isVerb() || sentence.word(at).isNoun();
        if (!concerns
                || !(isDuty(at)
                        || base.equals("怠る")
                        || base.equals("漏らす")
                        || base.equals("もらす")
                        || base.endsWith("忘れる")
                        || base.endsWith("忘れ"))) {
            return;
        }
        Who who = sentence.subject(at).who();
        if ((base.equals("怠る") || base.equals("漏らす") || base.equals("もらす"))
                && sentence.word(at).isVerb()
                && who != Who.MACHINE) {
            if (sentence.negation(at) < 0) {
                mark(Wording.LEFT_UNDONE, at, at);
            }
        }
        boolean forgets = (base.endsWith("忘れる") || base.endsWith("忘れ"))
                && (sentence.word(at).isVerb() || sentence.word(at).isNoun());
        if (forgets && who != Who.MACHINE && sentence.negation(at) < 0 && !sentence.isDenied(at)) {
            mark(Wording.LEFT_UNDONE, at > 0 && sentence.word(at - 1).isVerb() ? at - 1 : at, at);
        }
        if (!isDuty(at)) {
            return;
        }
        int negation = sentence.negation(at);
        if (negation < 0 || who == Who.WE) {
            return;
        }
        boolean unable = sentence.isAbility(at, negation);
        boolean person = sentence.anySubject(at).who().isPerson();
        boolean reason = isReason(negation);
        boolean going = isGoing(at, negation);
        boolean done = sentence.is(negation + 1, "た")
                || sentence.is(negation, "ず")
                || sentence.is(negation, "ずに")
                || sentence.is(negation, "なかっ")
                || reason;
        boolean mind = WITHOUT_CARE.contains(base);
        if (!done || (place.plans() && sentence.contains("ないよう"))) {
            return;
        }
        boolean explained = sentence.is(negation + 2, "の") && sentence.is(negation + 3, "は");
        if ((person && !explained)
                || (who == Who.UNSAID
                        && !person
                        && !unable
                        && !mind
                        && ((reason && !going) || sentence.is(negation, "ず") || sentence.is(negation, "ずに")))) {
            mark(Wording.LEFT_UNDONE, at, negation);
        }
    }

    /** Whatever somebody did not do, where causes are told: ログを残さなかった. */
    private void notDone(int at) {
        if (!place.explains()
                || !sentence.word(at).kind().startsWith("動詞-自立")
                || Japanese.HAPPENING.contains(sentence.base(at))
                || Japanese.HAPPENING.contains(sentence.base(at - 1))) {
            return;
        }
        int negation = sentence.negation(at);
        boolean past = negation >= 0 && sentence.is(negation, "なかっ") && !sentence.isAbility(at, negation);
        boolean explained = past && sentence.is(negation + 2, "の") && sentence.is(negation + 3, "は");
        if (past && !explained && sentence.subject(at).who().isPerson()) {
            mark(Wording.LEFT_UNDONE, at, negation);
        }
    }

    /** 承認を待たずに, 確認しないまま: whatever it is, when somebody goes on without it. */
    private void withoutDoing(int at) {
        boolean without = sentence.is(at, "ないで")
                || sentence.is(at, "ず")
                || sentence.is(at, "ずに")
                || (sentence.is(at, "ない") && (sentence.is(at + 1, "まま") || sentence.is(at + 1, "で")));
        if (without && place.explains() && !mends()) {
            Who who = sentence.anySubject(at).who();
            boolean before =
                    sentence.word(at - 1).isVerb() && !sentence.base(at - 1).equals("ある");
            if (before && who.isPerson()) {
                mark(Wording.LEFT_UNDONE, at - 1, at);
            }
        }
    }

    /** ていない: a state, which machines and documents have too. */
    private boolean isGoing(int verb, int negation) {
        for (int at = verb + 1; at < negation; at++) {
            if (sentence.base(at).equals("いる") || sentence.base(at).equals("おる")) {
                return true;
            }
        }
        return false;
    }

    private boolean isReason(int negation) {
        for (int at = negation + 1; at <= negation + 5; at++) {
            if (Set.of("ため", "ので", "から", "こと", "せい", "結果", "為")
                    .contains(sentence.word(at).text())) {
                return true;
            }
        }
        return false;
    }

    /** L2: 手順を守らなかった, ルール違反, 無断で. */
    private void norm(int at) {
        int norm = sentence.phrase(at, Japanese.NORMS);
        if (norm >= 0) {
            boolean machine = false;
            for (int verb = norm + 1; verb <= norm + 4; verb++) {
                Who who = sentence.anySubject(verb).who();
                machine = who == Who.MACHINE;
                boolean loose = sentence.is(at, "承認") || sentence.is(at, "レビュー");
                boolean kept = Japanese.KEEPING.contains(sentence.base(verb))
                        && sentence.negation(verb) >= 0
                        && !sentence.isAbility(verb, sentence.negation(verb));
                boolean by = sentence.is(verb, "通り") || sentence.is(verb, "どおり") || sentence.is(verb, "とおり");
                boolean kept2 = by && negatedWithin(verb, 5);
                boolean broken = Japanese.BREAKING.contains(sentence.base(verb))
                        && !sentence.isDenied(verb)
                        && sentence.negation(verb) < 0
                        && !loose;
                if ((kept || kept2 || broken) && !machine && (!loose || who != Who.THING)) {
                    int last = kept ? sentence.negation(verb) : verb;
                    mark(Wording.NORM, at, last);
                    return;
                }
            }
        }
        boolean left = sentence.is(at, "省略")
                || sentence.is(at, "スキップ")
                || sentence.base(at).equals("省く");
        if (left
                && sentence.is(at - 1, "を")
                && sentence.negation(at) < 0
                && sentence.anySubject(at).who().isPerson()
                && !mends()) {
            mark(Wording.NORM, at - 2, at);
        }
        int phrase = sentence.phrase(at, AGAINST_NORMS);
        if (phrase >= 0 && !sentence.anySubject(at).who().isThing()) {
            mark(Wording.NORM, at, phrase);
        }
    }

    private boolean negatedWithin(int from, int within) {
        for (int at = from + 1; at <= from + within; at++) {
            if (sentence.isNegative(at)) {
                return true;
            }
        }
        return false;
    }

    /** L3: ヒューマンエラー, 確認不足, ミスした. */
    private void humanError(int at) {
        int last = sentence.phrase(at, Japanese.ERRORS);
        boolean slip = last == at && (sentence.is(at, "誤って") || sentence.is(at, "間違って"));
        if (last >= 0
                && !sentence.isDenied(last)
                && !(slip && sentence.anySubject(sentence.size()).who().isThing())) {
            mark(Wording.HUMAN_ERROR, at, last);
        }
        if (sentence.is(at, "ミス") && last < 0) {
            boolean technical = NOT_MISTAKES.contains(sentence.word(at - 1).text())
                    || NOT_MISTAKES.contains(sentence.word(at + 1).text());
            if (!technical && !sentence.isDenied(at)) {
                mark(Wording.HUMAN_ERROR, at, at);
            }
        }
        boolean mistakes = (sentence.word(at).isVerb() && MISTAKES.contains(sentence.base(at)))
                || sentence.is(at, "間違っ")
                || sentence.is(at, "誤っ");
        if (mistakes
                && !sentence.isDenied(at)
                && sentence.negation(at) < 0
                && sentence.anySubject(at).who().isPerson()) {
            mark(Wording.HUMAN_ERROR, at, at);
        }
        if (sentence.base(at).equals("しまう")
                && place.explains()
                && (sentence.is(at - 1, "て") || sentence.is(at - 1, "で"))
                && sentence.anySubject(at).who().isPerson()) {
            mark(Wording.HUMAN_ERROR, at - 2, at);
        }
        if (Japanese.MINDS.contains(sentence.base(at)) && sentence.word(at).isNoun()) {
            mindFallsShort(at);
        }
    }

    /** 確認が不十分だった, 注意が足りない, 認識に欠ける. */
    private void mindFallsShort(int at) {
        if (!(sentence.is(at + 1, "が")
                || sentence.is(at + 1, "も")
                || sentence.is(at + 1, "に")
                || sentence.is(at + 1, "の")
                || sentence.is(at + 1, "を"))) {
            return;
        }
        for (int next = at + 2; next <= at + 3; next++) {
            String base = sentence.base(next);
            boolean enough = base.equals("足りる") || base.equals("足る") || base.equals("及ぶ");
            if (Japanese.SHORT.contains(base) && enough == sentence.negation(next) >= 0 && !sentence.isDenied(next)) {
                mark(Wording.HUMAN_ERROR, at, next);
                return;
            }
        }
    }

    /** L4: 怠慢, 意識が低い, 無視した. */
    private void character(int at) {
        phrase(at, Japanese.JUDGEMENTS, Wording.CHARACTER);
        if (Japanese.CHARACTER_VERBS.contains(sentence.base(at))
                && sentence.anySubject(at).who().isPerson()
                && sentence.negation(at) < 0
                && !sentence.isDenied(at)) {
            mark(Wording.CHARACTER, at, at);
        }
    }

    private void phrase(int at, Phrases phrases, Wording wording) {
        int last = sentence.phrase(at, phrases);
        boolean value = wording == Wording.HEATED
                && Set.of("値", "状態", "時刻", "数", "組み合わせ", "日時", "日付", "順序", "遅延")
                        .contains(sentence.word(last + 1).text());
        if (last >= 0 && !value && !sentence.isDenied(last)) {
            mark(wording, at, last);
        }
    }

    /** L4: 私の責任です, 担当者のせいで, 処分を検討する. */
    private void fault(int at) {
        if (OWNED.contains(sentence.base(at)) && sentence.is(at - 1, "の")) {
            Who who = sentence.nounPhrase(at - 2).who();
            boolean ends = sentence.is(at + 1, "。") || at + 1 >= sentence.size();
            boolean says = sentence.is(at + 1, "です")
                    || sentence.is(at + 1, "だ")
                    || (sentence.is(at + 1, "で") && (sentence.is(at + 2, "ある") || sentence.is(at + 2, "、")));
            boolean guilt = !sentence.is(at, "責任") || ends || says;
            if (who.isPerson() && guilt && !sentence.isDenied(at)) {
                mark(Wording.FAULT, at - 2, at);
            }
        }
        phrase(at, Japanese.PUNISHMENTS, Wording.FAULT);
        if (Japanese.FAULTS.contains(sentence.base(at)) && (sentence.is(at - 1, "が") || sentence.is(at - 1, "も"))) {
            Subject deed = sentence.nounPhrase(at - 2);
            boolean owned = deed.who() == Who.THING && sentence.is(deed.at() - 1, "の");
            if (owned && sentence.nounPhrase(deed.at() - 2).who().isPerson() && sentence.negation(at) < 0) {
                mark(Wording.FAULT, deed.at() - 2, at);
            }
        }
        if (sentence.base(at).equals("悪い")
                && sentence.is(at - 1, "が")
                && sentence.nounPhrase(at - 2).who().isPerson()
                && !sentence.isDenied(at)) {
            mark(Wording.FAULT, at - 2, at);
        }
        boolean blames = Set.of("責める", "咎める", "とがめる", "非難", "糾弾").contains(sentence.base(at));
        if (blames && sentence.negation(at) < 0 && !sentence.containsAny(Japanese.SPEAKING)) {
            mark(Wording.FAULT, at, at);
        }
    }

    /** L6: 佐々木さんが削除した, 佐々木さんが原因. */
    private void cause(int at) {
        if (!place.explains()) {
            return;
        }
        boolean marks = sentence.is(at, "が") || sentence.is(at, "は");
        if (!marks) {
            return;
        }
        Subject subject = sentence.nounPhrase(at - 1);
        boolean owned = sentence.is(at, "が")
                && sentence.is(at + 1, "原因")
                && sentence.is(subject.at() - 1, "の")
                && !subject.who().isPerson();
        if (owned && sentence.nounPhrase(subject.at() - 2).who() == Who.NAMED && !sentence.isDenied(at + 1)) {
            mark(Wording.NAMED_CAUSE, subject.at() - 2, at + 1);
        }
        if (!subject.who().isPerson()) {
            return;
        }
        for (int next = at + 1; next < sentence.size() && next < at + 25; next++) {
            if (sentence.is(next, "。")
                    || ((sentence.is(next, "が") || sentence.is(next, "は"))
                            && next > at + 1
                            && sentence.nounPhrase(next - 1).who() != Who.UNSAID)) {
                break;
            }
            boolean named = subject.who() == Who.NAMED;
            boolean strong = Set.of("壊す", "引き起こす", "ひきおこす", "招く", "起こす", "破壊", "落とす", "消す")
                    .contains(sentence.base(next));
            boolean reason = named && sentence.word(next).isVerb() && isDone(next) && isReason(next);
            boolean causes =
                    reason || (Japanese.CAUSING.contains(sentence.base(next)) && isDone(next) && (named || strong));
            boolean is = sentence.is(next, "原因")
                    && next <= at + 2
                    && !sentence.is(next + 1, "を")
                    && !sentence.is(next + 1, "は");
            if ((causes && sentence.negation(next) < 0 && (strong || !mends())) || (is && !sentence.isDenied(next))) {
                mark(Wording.NAMED_CAUSE, subject.at(), next);
                return;
            }
        }
    }

    private boolean mends() {
        for (int at = 0; at < sentence.size(); at++) {
            if (Japanese.MENDING.contains(sentence.base(at))) {
                return true;
            }
        }
        return false;
    }

    /** In the past, active: 削除した, 消して; not 削除された, 削除する. */
    private boolean isDone(int at) {
        for (int next = at + 1; next <= at + 5; next++) {
            if (sentence.base(next).equals("れる") || sentence.base(next).equals("られる")) {
                return false;
            }
            if (sentence.is(next, "た") || sentence.is(next, "て") || sentence.is(next, "で") || sentence.is(next, "だ")) {
                return true;
            }
        }
        return false;
    }

    /** L7: 気をつける, 周知徹底, ダブルチェックする. */
    private void fixesPeople(int at) {
        if (!place.plans()) {
            return;
        }
        int last = sentence.phrase(at, Japanese.CAUTIONS);
        if (last >= 0
                && !sentence.isDenied(last)
                && sentence.subject(at).who() != Who.MACHINE
                && !changesSystem(last)) {
            mark(Wording.FIXES_PEOPLE, at, last);
            return;
        }
        if (sentence.is(at, "必ず")) {
            always(at);
        }
        int noun = sentence.phrase(at, Japanese.CAUTION_NOUNS);
        if (noun >= 0 && isPlan(noun)) {
            boolean plain = PLAIN_CAUTIONS.contains(sentence.word(noun).text());
            boolean orders = !plain || !sentence.is(at, "周知") || isToPeople();
            boolean thing = sentence.subject(at).who() == Who.MACHINE || changesSystem(noun);
            if (orders && !thing && !sentence.isDenied(noun) && sentence.negation(noun) < 0) {
                mark(Wording.FIXES_PEOPLE, at, noun);
            }
        }
    }

    /** 必ず手順書を読むこと: what somebody shall never forget. */
    private void always(int at) {
        for (int duty = at + 1; duty <= at + 8 && duty < sentence.size(); duty++) {
            if (isDuty(duty)
                    && !WITHOUT_CARE.contains(sentence.base(duty))
                    && (isPlan(duty) || sentence.is(duty + 1, "こと"))) {
                if (sentence.subject(duty).who() != Who.MACHINE && !changesSystem(duty)) {
                    mark(Wording.FIXES_PEOPLE, at, duty);
                }
                return;
            }
        }
    }

    /** Whether the action goes on to change a system: 注意喚起のバナーを表示する. */
    private boolean changesSystem(int last) {
        for (int at = 0; at < sentence.size(); at++) {
            boolean after = at > last && Japanese.SYSTEM_ACTS.contains(sentence.base(at));
            if (after || Japanese.SYSTEM_TOOLS.contains(sentence.base(at))) {
                return true;
            }
        }
        return false;
    }

    private boolean isToPeople() {
        for (int at = 1; at < sentence.size(); at++) {
            if (sentence.is(at, "に") && sentence.nounPhrase(at - 1).who().isPerson()) {
                return true;
            }
        }
        return false;
    }

    /** する, を行う, を徹底 or the end of the line follows, and it is not over yet. */
    private boolean isPlan(int at) {
        int next = at + 1;
        if (next >= sentence.size() || sentence.is(next, "。")) {
            return true;
        }
        for (; next <= at + 5 && next < sentence.size(); next++) {
            if (sentence.is(next, "た") && !sentence.is(next - 1, "れ")) {
                return false;
            }
        }
        return sentence.base(at + 1).equals("する")
                || (sentence.is(at + 1, "を")
                        && (sentence.word(at + 2).isVerb()
                                || Set.of("徹底", "実施", "強化", "義務", "必須")
                                        .contains(sentence.word(at + 2).text())))
                || (sentence.is(at + 1, "の")
                        && Set.of("徹底", "実施", "強化", "義務")
                                .contains(sentence.word(at + 2).text()))
                || Set.of("徹底", "強化", "実施").contains(sentence.word(at + 1).text());
    }

    /** L8: 誰が, なぜ. */
    private void question(int at) {
        if (place != Place.COMMENT || !sentence.isQuestion()) {
            return;
        }
        boolean who = sentence.is(at, "誰") || sentence.is(at, "だれ") || sentence.is(at, "どなた");
        if (who
                && (sentence.is(at + 1, "が") || sentence.is(at + 1, "の"))
                && pastAfter(at)
                && !sentence.contains("対応し")
                && !sentence.contains("検知し")
                && !sentence.contains("気付")) {
            mark(Wording.WHO, at, at + 1);
        }
        if (who
                && sentence.is(at + 1, "の")
                && (sentence.is(at + 2, "責任") || sentence.is(at + 2, "せい") || sentence.is(at + 2, "ミス"))) {
            mark(Wording.WHO, at, at + 2);
        }
        boolean why =
                Set.of("なぜ", "何故", "どうして", "なんで").contains(sentence.word(at).text())
                        || (sentence.is(at, "何") && sentence.is(at + 1, "で"));
        if (why) {
            Who asked = Who.UNSAID;
            boolean act = false;
            for (int next = at + 1; next < sentence.size(); next++) {
                if ((sentence.is(next, "が") || sentence.is(next, "は")) && asked == Who.UNSAID) {
                    asked = sentence.nounPhrase(next - 1).who();
                }
                act |= isDuty(next)
                        || Japanese.CAUSING.contains(sentence.base(next))
                        || sentence.base(next).equals("する");
            }
            Who before = sentence.anySubject(at).who();
            boolean person = asked.isPerson() || before.isPerson();
            if (person || (!asked.isThing() && !before.isThing() && act)) {
                mark(Wording.WHY_YOU, at, at);
            }
        }
    }

    private boolean pastAfter(int at) {
        for (int next = at + 1; next < sentence.size(); next++) {
            if (sentence.is(next, "た")
                    || (sentence.is(next, "だ") && sentence.word(next - 1).isVerb())) {
                return true;
            }
        }
        return false;
    }

    /** L9: 当然, 明らかに. */
    private void hindsight(int at) {
        int last = sentence.phrase(at, Japanese.HINDSIGHTS);
        if (last >= 0 && !sentence.isDenied(last)) {
            mark(Wording.HINDSIGHT, at, last);
        }
        if (sentence.is(at, "明らか") && sentence.is(at + 1, "に")) {
            boolean becomes = Set.of("なる", "する").contains(sentence.base(at + 2))
                    || sentence.is(at + 2, "は")
                    || sentence.is(at + 2, "も");
            if (!becomes) {
                mark(Wording.HINDSIGHT, at, at + 1);
            }
        }
    }
}
