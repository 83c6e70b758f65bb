package dev.manabi.blameless;

/** What is said about a finding: why, and how else, in both languages. In the order of the rules. */
enum Wording {
    SHOULD_HAVE(
            Rule.L1,
            "What could or should have been done is known only afterwards; it does not explain what happened.",
            "Tell what was done and what was known then. What would have made the better way the easy one?",
            "「こうすべきだった」は結果を知ってからの見方で、起きたことの説明になりません。",
            "その時点で行われたことと、見えていた情報を書いてみてください。どんな仕組みがあれば別の選択がしやすかったでしょうか。"),
    LEFT_UNDONE(
            Rule.L1,
            "What somebody left undone is not a cause: it hides why it made sense to leave it.",
            "What did the tools, alerts and documents show at that moment, and what would have caught it? For example: “Nothing in … showed …”.",
            "「しなかった」ことは原因ではなく、そうなった理由が隠れてしまいます。",
            "その時、画面や通知や手順書には何が示されていましたか。例:「…には…が表示されない作りだった」。"),
    NORM(
            Rule.L2,
            "That a rule was not kept does not explain anything: people do what works for them with what they have.",
            "What made the procedure hard to find, to follow or to apply here? For example: “The procedure does not cover …”.",
            "「手順を守らなかった」は説明になりません。人はその場の条件に合わせて作業します。",
            "手順が見つけにくい、実施しにくい、状況に合わないなどの点はありませんでしたか。例:「手順書は…の場合を扱っていない」。"),
    HUMAN_ERROR(
            Rule.L3,
            "Human error is where the analysis begins, not where it ends: anybody can slip.",
            "Which conditions made the slip possible, and what let it through? For example: “The tool accepts … without asking back”.",
            "人の間違いは分析の出発点であり、原因ではありません。誰にでも起こります。",
            "どんな条件がその操作を可能にし、なぜそのまま通ったのでしょうか。例:「ツールは確認なしに…を受け付ける」。"),
    CHARACTER(
            Rule.L4,
            "This judges people, not what happened. Nobody learns from it, and the next one will keep silent.",
            "Leave the judgement out and tell what was seen, known and done; then what the system made easy or hard.",
            "人柄や能力への評価で、起きたことの記述ではありません。次に同じ立場の人が話しにくくなります。",
            "評価を外し、見えていたこと、知られていたこと、行われたことを書いてください。何が起こりやすい仕組みでしたか。"),
    FAULT(
            Rule.L4,
            "Guilt is not looked for here: a person is never the cause.",
            "Which conditions came together? Name them in place of the person.",
            "責任の追及はここでは行いません。人が原因になることはありません。",
            "どんな条件が重なりましたか。人の代わりにその条件を書いてください。"),
    HEATED(
            Rule.L5,
            "Heated words carry a judgement and no information.",
            "Say it with a figure or a fact: how long, how many, what was expected and what was seen.",
            "感情的な表現は評価を伝えますが、情報を伝えません。",
            "数値や事実で書いてみてください。どれだけの時間、何件、何が期待され、何が起きましたか。"),
    NAMED_CAUSE(
            Rule.L6,
            "A person or team stands here as the one who caused it. What they did is a fact for the timeline; the cause is why it was possible.",
            "Make the change, the tool or the process the subject: “The change … was deployed without …, because …”.",
            "人やチームが原因の主語になっています。行動はタイムラインの事実であり、原因はそれが可能だった理由です。",
            "変更、ツール、プロセスを主語にしてください。例:「…の変更が…の確認なしに反映される仕組みだった」。"),
    FIXES_PEOPLE(
            Rule.L7,
            "This action changes people. Attention fades and people change; the same can happen again.",
            "What in the tool, the process or the design would make it impossible, or visible at once? For example: “… refuses … without …”.",
            "人に注意を求める対策です。注意は薄れ、人は入れ替わり、同じことが再び起こり得ます。",
            "ツールや仕組みで起こせなくする、またはすぐ分かるようにするには何が必要ですか。例:「…がない場合は…を拒否する」。"),
    WHO(
            Rule.L8,
            "Asking who leads to a name, not to a cause.",
            "What did the page or the tool show at that moment? Which conditions made it possible?",
            "「誰が」と問うと名前は出ますが、原因は出てきません。",
            "その時、画面や通知には何が表示されていましたか。何がそれを可能にしましたか。"),
    WHY_YOU(
            Rule.L8,
            "Asking somebody why asks for a justification.",
            "How did it make sense at the time? What was known, and what was to be achieved?",
            "「なぜ」と人に問うと、弁明を求めることになります。",
            "その時点では、どのような情報からその判断が妥当に見えたのでしょうか。"),
    HINDSIGHT(
            Rule.L9,
            "What is clear now may not have been clear then.",
            "From what could it be seen at that time? If nothing showed it, that is worth writing.",
            "今は明らかでも、その時点では明らかでなかったかもしれません。",
            "その時点では何から分かったでしょうか。示すものがなかったのなら、それを書く価値があります。");

    private final Rule rule;
    private final String reason;
    private final String suggestion;
    private final String japaneseReason;
    private final String japaneseSuggestion;

    Wording(Rule rule, String reason, String suggestion, String japaneseReason, String japaneseSuggestion) {
        this.rule = rule;
        this.reason = reason;
        this.suggestion = suggestion;
        this.japaneseReason = japaneseReason;
        this.japaneseSuggestion = japaneseSuggestion;
    }

    Rule rule() {
        return rule;
    }

    String reason(Language language) {
        return switch (language) {
            case ENGLISH -> reason;
            case JAPANESE -> japaneseReason;
        };
    }

    String suggestion(Language language) {
        return switch (language) {
            case ENGLISH -> suggestion;
            case JAPANESE -> japaneseSuggestion;
        };
    }
}
