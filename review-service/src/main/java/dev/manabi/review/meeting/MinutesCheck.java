package dev.manabi.review.meeting;

import dev.manabi.blameless.Finding;
import dev.manabi.blameless.Language;
import dev.manabi.blameless.LanguageCheck;
import dev.manabi.blameless.Names;
import dev.manabi.blameless.Passage;
import dev.manabi.blameless.Place;
import dev.manabi.kit.Problem;
import dev.manabi.review.catalog.PersonView;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What minutes say of people that should be said of the system. */
final class MinutesCheck {

    private final LanguageCheck check = new LanguageCheck();

    /** By an id that is the same for the same words of the same rule. What only asks to dig deeper holds nobody up. */
    Map<String, Finding> findings(String minutes, String language) {
        Names names = Names.of(PersonView.names(), Set.of());
        Map<String, Finding> findings = new LinkedHashMap<>();
        check.findings(new Passage(minutes, Language.of(language), Place.OTHER, names)).stream()
                .filter(finding -> !finding.rule().onlyAsks())
                .forEach(finding -> findings.putIfAbsent(id(finding), finding));
        return findings;
    }

    /** {@code field} names the finding, as a dismissal does. */
    static List<Problem.FieldError> errors(Map<String, Finding> findings) {
        return findings.entrySet().stream()
                .map(one -> new Problem.FieldError(one.getKey(), message(one.getValue())))
                .toList();
    }

    private static String message(Finding finding) {
        return "“" + finding.excerpt() + "”: " + finding.reason() + " " + finding.suggestion();
    }

    private static String id(Finding finding) {
        String rule = finding.rule().name().toLowerCase(Locale.ROOT).replace('_', '-');
        byte[] words = finding.excerpt().getBytes(StandardCharsets.UTF_8);
        return rule + "-" + UUID.nameUUIDFromBytes(words).toString().substring(0, 8);
    }
}
