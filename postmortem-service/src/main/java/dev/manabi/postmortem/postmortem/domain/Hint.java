package dev.manabi.postmortem.postmortem.domain;

import dev.manabi.postmortem.postmortem.domain.Blocker.Reason;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Comment;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a machine noticed in a submitted content and a reviewer may want to look at. Says nothing of the words
 * themselves, and is no verdict.
 *
 * @param code stable, for programs: the rule of the check, or the reason of the blocker
 * @param section the key of the section it is about, or null
 * @param actionItemId the action item it is about, or null
 * @param dismissed somebody left it as it is and said why
 */
public record Hint(
        Kind kind,
        String code,
        @Nullable String section,
        @Nullable UUID actionItemId,
        boolean dismissed) {

    private static final String TIMELINE = "timeline";
    private static final Pattern LINK = Pattern.compile("https?://|]\\(");

    /** What it concerns; a criterion of a checklist says which kinds stand beside it. */
    public enum Kind {
        /** Wording that may blame. */
        LANGUAGE,
        PERSONAL_DATA,
        /** The impact has no figures. */
        FIGURES,
        /** Nothing there can be checked. */
        TIMELINE,
        ACTION_ITEMS,
        /** Sections without text. */
        SECTIONS,
        /** Comments that nobody has resolved. */
        COMMENTS
    }

    /** In the order of the document. */
    static List<Hint> of(Document document, List<Finding> findings) {
        List<Hint> hints = new ArrayList<>();
        findings.forEach(finding -> hints.add(of(finding, document)));
        document.content().sections().forEach(section -> hints.addAll(of(section, document)));
        Set<String> dismissed =
                document.dismissals().stream().map(Dismissal::finding).collect(Collectors.toSet());
        ActionItemLint.of(document.content(), Set.of(), false)
                .forEach(advice -> hints.add(new Hint(
                        Kind.ACTION_ITEMS,
                        advice.advice().code(),
                        null,
                        advice.actionItemId(),
                        dismissed.contains(advice.advice().code()))));
        document.comments().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .filter(comment -> comment.beginsThread() && !comment.resolved())
                .forEach(comment -> hints.add(of(comment)));
        return List.copyOf(hints);
    }

    private static Hint of(Finding finding, Document document) {
        Kind kind =
                switch (finding.kind()) {
                    case PERSONAL_DATA -> Kind.PERSONAL_DATA;
                    case LANGUAGE -> Kind.LANGUAGE;
                };
        return new Hint(
                kind, finding.code(), finding.section(), finding.actionItemId(), document.isDismissed(finding.id()));
    }

    private static List<Hint> of(Section section, Document document) {
        if (section.text().isBlank()) {
            return List.of(new Hint(Kind.SECTIONS, Reason.SECTION_EMPTY.code(), section.key(), null, false));
        }
        Stream<Hint> figures = Blocker.isSilentOnFigures(section)
                ? Stream.of(new Hint(
                        Kind.FIGURES,
                        Blocker.NO_FIGURES,
                        section.key(),
                        null,
                        document.isDismissed(Blocker.NO_FIGURES)))
                : Stream.of();
        Stream<Hint> evidence =
                section.key().equals(TIMELINE) && !LINK.matcher(section.text()).find()
                        ? Stream.of(new Hint(Kind.TIMELINE, "timeline-without-evidence", section.key(), null, false))
                        : Stream.of();
        return Stream.concat(figures, evidence).toList();
    }

    private static Hint of(Comment comment) {
        return new Hint(Kind.COMMENTS, Reason.COMMENT_OPEN.code(), comment.section(), null, false);
    }
}
