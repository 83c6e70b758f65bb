package dev.manabi.notification.report;

import dev.manabi.notification.announcement.Language;
import dev.manabi.notification.report.Report.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The lists of a report in words, one line for each thing. */
final class ReportText {

    private static final int MOST = 25;

    private ReportText() {}

    static String incidents(List<Line> lines, Language language) {
        return list(lines, language, line -> line.number() + " (" + line.severity() + ") " + line.title());
    }

    static String learned(List<Line> lines, Language language) {
        return list(lines, language, line -> line.number() + " " + line.title());
    }

    static String waiting(List<Line> lines, Instant now, Language language) {
        return list(lines, language, line -> {
            Instant due = line.dueAt();
            long days = due == null ? 0 : Math.max(0, Duration.between(due, now).toDays());
            String owner = line.owner() == null ? nobody(language) : line.owner();
            return switch (language) {
                case EN ->
                    "%s %s: %s, %s, %d days late"
                            .formatted(line.number(), what(line, language), line.title(), owner, days);
                case JA ->
                    "%s %s: %s、%s、%d 日超過".formatted(line.number(), what(line, language), line.title(), owner, days);
            };
        });
    }

    private static String what(Line line, Language language) {
        boolean english = language == Language.EN;
        return switch (line.kind()) {
            case INCIDENT -> english ? "incident" : "障害";
            case POSTMORTEM -> english ? "postmortem" : "ポストモーテム";
            case REVIEW -> english ? "review" : "レビュー";
            case ACTION_ITEM -> english ? "action item" : "アクション";
        };
    }

    private static String nobody(Language language) {
        return switch (language) {
            case EN -> "nobody yet";
            case JA -> "未定";
        };
    }

    private static String list(List<Line> lines, Language language, java.util.function.Function<Line, String> words) {
        if (lines.isEmpty()) {
            return switch (language) {
                case EN -> "Nothing.";
                case JA -> "ありません。";
            };
        }
        String all =
                lines.stream().limit(MOST).map(line -> "- " + words.apply(line)).collect(Collectors.joining("\n"));
        int more = lines.size() - MOST;
        if (more <= 0) {
            return all;
        }
        return switch (language) {
            case EN -> all + "\n- and " + more + " more";
            case JA -> all + "\n- ほか " + more + " 件";
        };
    }
}
