package dev.manabi.postmortem.postmortem;

import dev.manabi.blameless.Language;
import dev.manabi.blameless.LanguageCheck;
import dev.manabi.blameless.Names;
import dev.manabi.blameless.Passage;
import dev.manabi.postmortem.postmortem.domain.Finding;
import dev.manabi.postmortem.postmortem.domain.Finding.Kind;
import dev.manabi.postmortem.postmortem.domain.Finding.Place;
import dev.manabi.postmortem.postmortem.domain.Known;
import dev.manabi.postmortem.postmortem.domain.Proofreading;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The check for words that blame (METHOD L1 to L9). A prompt to dig, which is no fault of the text, holds nothing up. */
final class BlamelessLanguage implements Proofreading.Check {

    private final LanguageCheck check = new LanguageCheck();
    private volatile Catalogued catalogued = new Catalogued(Set.of(), Names.NONE);

    /** Names as the check wants them, which takes a pass over the catalog. */
    private record Catalogued(Set<String> people, Names names) {}

    @Override
    public List<Finding> read(String text, String language, Place place, Known known) {
        return check.findings(new Passage(text, Language.of(language), placeOf(place), names(known))).stream()
                .filter(found -> !found.rule().onlyAsks())
                .map(found -> place.found(
                        Kind.LANGUAGE,
                        found.rule().name().toLowerCase(Locale.ROOT),
                        found.excerpt(),
                        found.start(),
                        found.end(),
                        found.reason(),
                        found.suggestion()))
                .toList();
    }

    /** Also what only asks: nobody has to wait for it. */
    List<dev.manabi.blameless.Finding> ofComment(String text, String language, Known known) {
        return check.findings(
                new Passage(text, Language.of(language), dev.manabi.blameless.Place.COMMENT, names(known)));
    }

    private Names names(Known known) {
        Catalogued present = catalogued;
        if (!present.people().equals(known.names())) {
            present = new Catalogued(known.names(), Names.of(known.names(), Set.of()));
            catalogued = present;
        }
        return present.names();
    }

    private static dev.manabi.blameless.Place placeOf(Place place) {
        return place.actionItemId() == null
                ? dev.manabi.blameless.Place.ofSection(place.section())
                : dev.manabi.blameless.Place.ACTIONS;
    }
}
