package dev.manabi.postmortem.postmortem.domain;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeText;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.DeclineIncidentText;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.EditSection;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.TakeIncidentText;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.IncidentTextDeclined;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.IncidentTextTaken;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.SectionEdited;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.TextChanged;
import dev.manabi.postmortem.text.ChangeSet;
import dev.manabi.postmortem.text.TextUpdate;
import java.util.List;

/** How the text of a section is written: as a whole, by many at once, or from what has become known of the incident. */
final class WritingRules {

    private WritingRules() {}

    static List<PostmortemEvent> edit(EditSection c, Document document) {
        String before = section(document, c.key()).text();
        if (before.equals(c.text())) {
            return List.of();
        }
        SectionEdited edited = new SectionEdited(
                c.key(),
                c.text(),
                ChangeSet.between(before, c.text()),
                c.by(),
                document.revision() + 1,
                hash(document, c.key(), c.text()),
                c.at());
        return PostmortemDecider.rewritten(document, edited, c.at());
    }

    static List<PostmortemEvent> change(ChangeText c, Document document) {
        String text = section(document, c.key()).text();
        int version = document.writing(c.key()).version();
        if (c.version() != version) {
            throw new RuleBroken(
                    PostmortemRule.TEXT_MOVED_ON,
                    "The text of " + c.key() + " is at version " + version + ", not " + c.version() + ".");
        }
        if (c.updates().isEmpty()) {
            return List.of();
        }
        for (TextUpdate update : c.updates()) {
            text = applied(update.changes(), text);
        }
        if (text.length() > Section.LONGEST_TEXT) {
            throw new InvalidValue("updates", "A section has at most " + Section.LONGEST_TEXT + " characters.");
        }
        if (splitsCharacter(text)) {
            throw new InvalidValue("updates", "That would leave half of a character behind.");
        }
        TextChanged changed = new TextChanged(
                c.key(), version, c.updates(), c.by(), document.revision() + 1, hash(document, c.key(), text), c.at());
        return PostmortemDecider.rewritten(document, changed, c.at());
    }

    private static String applied(ChangeSet changes, String text) {
        try {
            return changes.apply(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("updates", String.valueOf(e.getMessage()));
        }
    }

    /** Whether half of a surrogate pair stands alone, which no storage takes. */
    private static boolean splitsCharacter(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    static List<PostmortemEvent> takeIncidentText(TakeIncidentText c, Document document) {
        String before = section(document, c.key()).text();
        if (c.offered().equals(document.offers().get(c.key()))) {
            return List.of();
        }
        if (before.equals(c.text())) {
            return List.of(new IncidentTextDeclined(c.key(), c.offered(), c.by(), c.at())); // it is there already
        }
        IncidentTextTaken taken = new IncidentTextTaken(
                c.key(),
                c.offered(),
                c.text(),
                ChangeSet.between(before, c.text()),
                c.by(),
                document.revision() + 1,
                hash(document, c.key(), c.text()),
                c.at());
        return PostmortemDecider.rewritten(document, taken, c.at());
    }

    static List<PostmortemEvent> declineIncidentText(DeclineIncidentText c, Document document) {
        return c.offered().equals(document.offers().get(c.key()))
                ? List.of()
                : List.of(new IncidentTextDeclined(c.key(), c.offered(), c.by(), c.at()));
    }

    static String hash(Document document, String key, String text) {
        return document.content().withSection(key, text).hash();
    }

    private static Section section(Document document, String key) {
        return document.content().section(key).orElseThrow(() -> new NotFound("section", key));
    }
}
