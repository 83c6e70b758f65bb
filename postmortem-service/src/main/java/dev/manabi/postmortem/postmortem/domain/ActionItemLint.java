package dev.manabi.postmortem.postmortem.domain;

import dev.manabi.postmortem.postmortem.domain.ActionItem.ActionStatus;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Kind;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What could make action items better (METHOD A2). Advice: it stands in the way of nothing. */
public final class ActionItemLint {

    /** Fewer than these can have the same priority by chance. */
    private static final int MANY = 3;

    /** What begins like this says no more than that something is to change, unless it names a figure. */
    private static final Pattern VAGUE =
            Pattern.compile("""
                    ^(improve|enhance|optimi[sz]e|strengthen|consider|discuss|revisit|think\\ about|clean\\ up)\\b
                    |\\blook\\ (?:into|at)\\b
                    |\\b(?:make|do|get)\\b.*\\bbetter\\b
                    |(?:改善|検討|見直し|強化|最適化|整理)(?:する|します|を行う|を図る|を進める)?。?$
                    |(?:見直す|見直します)。?$
                    |に努め(?:る|ます)。?$
                    """, Pattern.COMMENTS | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern FIGURE = Pattern.compile("\\p{Nd}");

    /** People will err again; what they work with can be changed. Models may be trained, and machines remind. */
    private static final Pattern ABOUT_PEOPLE =
            Pattern.compile("""
                    (?:^|\\band\\ )(?:re-?train|educate|teach|coach|instruct|warn|remind)\\b
                    |(?:^|\\band\\ )train\\b(?!.*\\b(?:model|classifier|detector)s?\\b)
                    |\\bbe\\ (?:more\\ )?(?:careful|attentive|cautious|vigilant)\\b
                    |\\b(?:more\\ care|pay\\ (?:more\\ )?attention|double-?\\ ?check)\\b
                    |気を[つ付]け|注意(?:する|します|喚起)|周知(?:徹底|する|します|を行う)|(?:再教育|教育(?:する|します|を行う|を実施))
                    |ダブルチェック|心がけ|意識(?:する|を高める|づけ)|徹底(?:する|します|を図る)
                    """, Pattern.COMMENTS | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** A machine does it, or nobody does any more. */
    private static final Pattern NOT_BY_PEOPLE =
            Pattern.compile("automat|自動|不要に|廃止|やめる|なくす", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private ActionItemLint() {}

    /** What was noticed. */
    public enum Advice {
        VAGUE(
                "It does not say what will be different. Name the change, or a figure to reach.",
                "何が変わるのかが書かれていません。具体的な変更内容か、目標とする数値を書いてください。"),
        ABOUT_PEOPLE(
                "It asks people to act differently. What could be changed in the system, the tools or the procedure,"
                        + " so that it works for anybody?",
                "人の行動を変えようとしています。誰が行っても防げるように、システム・ツール・手順の何を変えられるでしょうか。"),
        NO_END_STATE("How will one see that it is done? Give it an end state.", "完了したことをどう確認しますか。完了の状態を書いてください。"),
        ALL_PRIORITIES_EQUAL(
                "All action items have the same priority. Which one comes first?",
                "すべてのアクションの優先度が同じです。最初に行うのはどれでしょうか。"),
        NOTHING_PREVENTS(
                "Nothing here prevents it from happening again. Add such an action, or say why there is none.",
                "再発を防ぐアクションがありません。追加するか、ない理由を書いてください。"),
        NOTHING_URGENT(
                "Users were affected, and no action item has priority P0 or P1.",
                "利用者に影響がありましたが、優先度がP0またはP1のアクションがありません。");

        private final String english;
        private final String japanese;

        Advice(String english, String japanese) {
            this.english = english;
            this.japanese = japanese;
        }

        /** Stable, for programs. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** @param language of the postmortem: {@code ja}, or else English */
        public String message(String language) {
            return language.equals("ja") ? japanese : english;
        }
    }

    /** @param actionItemId the action item it is about, or null where it is about all of them */
    public record Finding(Advice advice, @Nullable UUID actionItemId) {}

    /**
     * @param dismissed the codes of what is to be left alone, with a reason that somebody gave
     * @param affectedUsers whether users saw something of the incident
     * @return first what is about single action items, in their order
     */
    public static List<Finding> of(Content content, Set<String> dismissed, boolean affectedUsers) {
        List<ActionItem> items = content.actionItems().stream()
                .filter(item -> item.status() != ActionStatus.DECLINED)
                .toList();
        List<Finding> findings = new ArrayList<>();
        items.forEach(item -> findings.addAll(of(item)));
        if (items.size() >= MANY && haveOnePriority(items)) {
            findings.add(new Finding(Advice.ALL_PRIORITIES_EQUAL, null));
        }
        if (!dismissed.contains(Advice.NOTHING_PREVENTS.code())
                && items.stream().noneMatch(item -> item.task().kind() == Kind.PREVENT)) {
            findings.add(new Finding(Advice.NOTHING_PREVENTS, null));
        }
        if (affectedUsers && items.stream().noneMatch(ActionItemLint::isUrgent)) {
            findings.add(new Finding(Advice.NOTHING_URGENT, null));
        }
        return List.copyOf(findings);
    }

    private static List<Finding> of(ActionItem item) {
        String title = item.task().title().strip();
        String endState = item.task().endState();
        List<Finding> findings = new ArrayList<>();
        if (VAGUE.matcher(title).find() && !FIGURE.matcher(title).find()) {
            findings.add(new Finding(Advice.VAGUE, item.id()));
        }
        if (ABOUT_PEOPLE.matcher(title).find() && !NOT_BY_PEOPLE.matcher(title).find()) {
            findings.add(new Finding(Advice.ABOUT_PEOPLE, item.id()));
        }
        if (endState == null || endState.isBlank()) {
            findings.add(new Finding(Advice.NO_END_STATE, item.id()));
        }
        return findings;
    }

    private static boolean haveOnePriority(List<ActionItem> items) {
        return items.stream().map(item -> item.task().priority()).distinct().count() == 1;
    }

    private static boolean isUrgent(ActionItem item) {
        Priority priority = item.task().priority();
        return priority == Priority.P0 || priority == Priority.P1;
    }
}
