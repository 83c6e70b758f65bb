package dev.manabi.review.review;

import dev.manabi.blameless.Finding;
import dev.manabi.blameless.Language;
import dev.manabi.blameless.LanguageCheck;
import dev.manabi.blameless.Names;
import dev.manabi.blameless.Passage;
import dev.manabi.blameless.Place;
import dev.manabi.blameless.Rule;
import dev.manabi.review.catalog.PersonView;
import dev.manabi.review.review.domain.GivenVerdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Reviewers' remarks can lay an incident at people's door, too: they are shown another wording, and nothing is refused. */
@ApplicationScoped
public class Remarks {

    private final LanguageCheck check = new LanguageCheck();

    /**
     * Something in a remark that could be said otherwise.
     *
     * @param criterion of whose verdict it is
     * @param by who remarked it
     * @param start in UTF-16 units of the remark
     * @param end after the last one
     * @param suggestion another wording, or a question that leads to one
     */
    @Schema(name = "RemarkWording")
    public record Wording(
            String criterion,
            String by,
            Rule rule,
            int start,
            int end,
            String excerpt,
            String reason,
            String suggestion) {}

    List<Wording> wordings(List<GivenVerdict> verdicts) {
        if (verdicts.stream().allMatch(verdict -> verdict.remark() == null)) {
            return List.of();
        }
        Names names = Names.of(PersonView.names(), Set.of());
        return verdicts.stream().flatMap(verdict -> wordings(verdict, names)).toList();
    }

    private Stream<Wording> wordings(GivenVerdict verdict, Names names) {
        String remark = verdict.remark();
        if (remark == null) {
            return Stream.of();
        }
        return check.findings(new Passage(remark, explainedIn(remark), Place.COMMENT, names)).stream()
                .map(finding -> wording(verdict, finding));
    }

    /** In the language in which it was written. */
    private static Language explainedIn(String remark) {
        boolean kana = remark.codePoints()
                .mapToObj(Character.UnicodeScript::of)
                .anyMatch(script ->
                        script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA);
        return kana ? Language.JAPANESE : Language.ENGLISH;
    }

    private static Wording wording(GivenVerdict verdict, Finding finding) {
        return new Wording(
                verdict.criterion(),
                verdict.by(),
                finding.rule(),
                finding.start(),
                finding.end(),
                finding.excerpt(),
                finding.reason(),
                finding.suggestion());
    }
}
