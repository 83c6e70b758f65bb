package dev.manabi.blameless;

/** What is looked for. The names are stable: they are stored with dismissals. */
public enum Rule {
    /** Counterfactuals about people: could have, should have, failed to · べきだった, しなかったため. */
    L1,
    /** Broken norms: did not follow the procedure · 手順を守らなかった. */
    L2,
    /** Human error as a cause: operator mistake · ヒューマンエラー, 確認不足. */
    L3,
    /** Judgement of character: careless, ignored, whose fault · 怠慢, 意識が低い. */
    L4,
    /** Heated language: ridiculous, !!!, SHOUTING · ありえない. */
    L5,
    /** A person or team as the subject of a causal verb, where causes, lessons and actions are told. */
    L6,
    /** Actions that fix people: train, remind, be careful · 周知徹底, 気をつける. */
    L7,
    /** Questions in comments that ask who, or why somebody did something. */
    L8,
    /** Hindsight: obviously, of course · 当然, 明らかに. */
    L9;

    /** A finding of L9 is a prompt to dig and no fault of the text, so nothing has to wait for it. */
    public boolean onlyAsks() {
        return this == L9;
    }
}
