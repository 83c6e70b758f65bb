package dev.manabi.incident.chat;

import dev.manabi.incident.incident.domain.EntryKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which messages are facts of a timeline. Every rule that applies adds its weight, and a message is proposed from
 * {@value #ENOUGH} on; the rules that spoke are named with the words that they saw. A person decides.
 */
final class ProposalRules {

    static final int ENOUGH = 2;

    private static final int LOOKED_AT = 1_000;

    /** @param weight for the timeline where above 0, against it where below */
    private record Rule(String name, int weight, Pattern words) {

        private static Rule of(String name, int weight, String words) {
            return new Rule(name, weight, Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
        }
    }

    private static final Set<String> STRONG_REACTIONS = Set.of(
            "pushpin",
            "round_pushpin",
            "memo",
            "bookmark",
            "rotating_light",
            "fire",
            "white_check_mark",
            "heavy_check_mark",
            "checkered_flag");

    private static final String DEPLOYED =
            "\\b(deploy(ed|ing|s)|deployment of|went out|released|rolled out|rolling out|shipped|merged (and|to))\\b"
                    + "|デプロイ|リリース";

    private static final List<Rule> RULES = List.of(
            Rule.of("command", 2, "^[/!](incident|status|sev|severity|page|deploy|rollback|restart|scale|failover)\\b"),
            Rule.of("deployed", 2, DEPLOYED),
            Rule.of(
                    "done",
                    2,
                    "\\b(roll(ed|ing) ?back|revert(ed|ing)|restart(ed|ing)|fail(ed|ing) ?over|scal(ed|ing) (up|down|out|in)"
                            + "|disabl(ed|ing)|enabl(ed|ing)|drain(ed|ing)|block(ed|ing)|patched|promoted"
                            + "|switch(ed|ing)|rebooted|paged|escalat(ed|ing)|raised|lowered|increased|decreased"
                            + "|flushed|cleared|purged|reindexed|rotated|renewed|applied|moved (all )?traffic|rerouted"
                            + "|shed(ding)? load|killed|stopped|deleted|deleting|removed|removing|restored|paging|changed|took .{1,30} out of|added .{1,20}(nodes?|pods?|replicas?))\\b"
                            + "|実施|再起動|フェイルオーバー|フェールオーバー|切り戻|ロールバック|切り替え|切替|停止し|停止を|起動し|適用"
                            + "|連絡し|エスカレーション|増設|増や|遮断|無効|有効化|削除し|追加し|報告|告知|公開|変更|戻し|退避"),
            Rule.of(
                    "seen",
                    1,
                    "\\b(alerts?|errors?|fail(s|ed|ing|ures?)|timeouts?|tim(ed|ing) out|latency|5xx|50[0-4]s?|down|outage"
                            + "|degraded|spik(e|ed|ing)|unreachable|exhausted|full|saturated|stuck|slow|lag(ging)?"
                            + "|crash(ed|es|ing|loop\\w*)?|oom|refused|expired|dropp(ed|ing)|delay(s|ed)?|elevated|missing|lost)\\b"
                            + "|アラート|障害|エラー|遅延|遅い|増加|高騰|急増|異常|タイムアウト|落ち(て|た)|枯渇|失敗|不能|不可"
                            + "|できな|リードオンリー|残って|つながら|繋がら|継続し|継続中|問い合わせ|影響"),
            Rule.of(
                    "begun",
                    2,
                    "\\b(started|began|triggered|firing|fired|detected|customers? (are )?(report|complain|see)\\w*"
                            + "|users? (are )?(report|complain|see)\\w*|support (tickets?|is getting|reports?))\\b"
                            + "|検知|発生|始ま(り|っ)|開始|発報"),
            Rule.of(
                    "found",
                    2,
                    "\\b(identified|root cause|caused by|confirmed|found (the|that|it|a|out|one|two)|turns out|narrowed"
                            + "|correlat\\w+|traced|points? to|culprit)\\b"
                            + "|原因|特定|判明|確認(した|しました|済|できた|が取れ|する$|$)|分かっ|わかっ|見つか"),
            Rule.of(
                    "status",
                    2,
                    "\\b(resolved|mitigated|recover(ed|y|ing)|fixed|back to normal|healthy again|all clear|stable"
                            + "|investigating|declar(ed|ing)|sev-?[1-5]|severity|status ?page|incident (commander|closed"
                            + "|open(ed)?)|taking command|i am (ic|commander)|closing (the|this) incident|impact)\\b"
                            + "|復旧|解消|収束|回復|正常(化|に)|完了|調査(を|中|開始)|ステータスページ|障害宣言|クローズ|指揮"),
            Rule.of(
                    "measured",
                    2,
                    "\\d+(\\.\\d+)? ?(%|％|ms\\b|seconds?\\b|秒|分間|件|台|rps|qps|gb\\b|mb\\b|tb\\b)|\\b\\d+ (of|/) \\d+\\b"
                            + "|\\b\\d+/\\d+\\b|\\b\\d[\\d,.]* (requests?|connections?|users?|customers?|orders?|tickets?|jobs?)\\b"),
            Rule.of("timed", 1, "\\b\\d{1,2}:\\d{2}\\b|\\d{1,2}時(\\d{1,2}分)?"),
            Rule.of(
                    "question",
                    -2,
                    "[?？]\\s*$|(です|ます|でしょう|ません)か[。．]?\\s*$|^(who|what|when|where|why|how|can|could|should|do|does|is|are|did"
                            + "|has|any(one|body)?)\\b[^.!]*[?？]"),
            Rule.of(
                    "plan",
                    -2,
                    "\\b(i'?ll|i will|let me|let's|lets|going to|gonna|should we|we should|maybe we|might|want me to|about to"
                            + "|shall|could you|can you|please|next time|tomorrow|later today)\\b"
                            + "|しましょう|お願い|かもしれ|してみます|やってみます|見てみます|確認します|調べます|たほうが|た方が|予定"),
            Rule.of(
                    "chatter",
                    -3,
                    "\\b(thanks?|thank you|thx|ty|lol|haha|good (morning|night|job|work|luck|catch)|great (job|work)|nice( work| one)?|sorry"
                            + "|welcome|coffee|lunch|weekend|no worries|brb|afk|congrats|well done|phew)\\b"
                            + "|お疲れ|おつかれ|ありがと|よろしく|おはよう|こんにちは|すみません|ごめん|助かり|さすが|昼|コーヒー|（笑）|\\(笑\\)|www$|草$"),
            Rule.of(
                    "acknowledgement",
                    -3,
                    "^\\W*(ok(ay)?|ack|k|yes|yep|yeah|no|nope|same( here)?|sure|got it|on it|looking( into it| now)?|will do|here|joining"
                            + "|done|agreed|\\+1|right|true|makes sense|checking( now)?|hm+|oh( no)?|wow|見ます|見てます|見ています|了解(です|しました)?"
                            + "|承知(です|しました)?|はい|なるほど|同じ(です)?|入ります|参加します|います|対応します|確認中(です)?)\\W*$"));

    private ProposalRules() {}

    /** One rule that spoke, with the words that it saw. */
    record Reason(String rule, int weight, String words) {}

    /** @param kind of the entry that the message would become */
    record Proposal(boolean proposed, EntryKind kind, List<Reason> reasons) {}

    static Proposal of(Said said) {
        if (said.housekeeping() || said.text().isBlank()) {
            return new Proposal(false, EntryKind.CHAT, List.of());
        }
        List<Reason> reasons = new ArrayList<>();
        if (said.pinned()) {
            reasons.add(new Reason("pinned", 3, "pinned"));
        }
        String strong =
                said.reactions().stream().filter(STRONG_REACTIONS::contains).collect(Collectors.joining(" "));
        if (!strong.isEmpty()) {
            reasons.add(new Reason("reaction", 2, strong));
        }
        // Quoted and printed lines are not the speaker's.
        String text = begin(
                said.text().replaceAll("(?m)^>.*$|```[\\s\\S]*?(```|$)", " ").strip());
        for (Rule rule : RULES) {
            boolean ofPeople = rule.weight() < 0;
            Matcher found = rule.words().matcher(text);
            if (!(ofPeople && said.bot()) && found.find()) {
                reasons.add(new Reason(rule.name(), rule.weight(), found.group().strip()));
            }
        }
        boolean spoken = reasons.stream().anyMatch(reason -> reason.weight() > 0);
        if (said.bot() && spoken) {
            reasons.add(new Reason("bot", 1, said.authorName()));
        }
        int weight = reasons.stream().mapToInt(Reason::weight).sum();
        return new Proposal(weight >= ENOUGH, kind(said, reasons), List.copyOf(reasons));
    }

    private static EntryKind kind(Said said, List<Reason> reasons) {
        Set<String> names = reasons.stream().map(Reason::rule).collect(Collectors.toSet());
        if (names.contains("deployed")) {
            return EntryKind.DEPLOYMENT;
        }
        if (said.bot()) {
            return EntryKind.ALERT;
        }
        return names.contains("done") || names.contains("command") ? EntryKind.ACTION : EntryKind.CHAT;
    }

    /** What matters is said at the beginning, and texts may be long. */
    private static String begin(String text) {
        return text.substring(0, Math.min(text.length(), LOOKED_AT));
    }
}
