package dev.manabi.postmortem.postmortem;

import dev.manabi.postmortem.postmortem.domain.PostmortemEvent;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.IncidentTextTaken;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.SectionEdited;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.SuggestionAccepted;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.TextChanged;
import dev.manabi.postmortem.text.ChangeSet;
import dev.manabi.postmortem.text.TextUpdate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an event did to the text of a section.
 *
 * @param updates null where it was stored before that was kept
 */
public record ChangedText(String section, @Nullable List<TextUpdate> updates, String by) {

    /** As the author of what did not come from an editor. */
    private static final String NO_EDITOR = "manabi";

    public static Optional<ChangedText> by(PostmortemEvent event) {
        return switch (event) {
            case TextChanged e -> Optional.of(new ChangedText(e.key(), e.updates(), e.by()));
            case SectionEdited e -> Optional.of(once(e.key(), e.changes(), e.by()));
            case IncidentTextTaken e -> Optional.of(once(e.key(), e.changes(), e.by()));
            case SuggestionAccepted e -> Optional.of(once(e.key(), e.changes(), e.by()));
            default -> Optional.empty();
        };
    }

    /** Nothing where it did nothing to that section, or what it did was not kept. */
    static List<ChangeSet> of(PostmortemEvent event, String section) {
        List<TextUpdate> updates = by(event)
                .filter(one -> one.section().equals(section))
                .map(ChangedText::updates)
                .orElse(List.of());
        return updates.stream().map(TextUpdate::changes).toList();
    }

    private static ChangedText once(String section, @Nullable ChangeSet changes, String by) {
        return new ChangedText(section, changes == null ? null : List.of(new TextUpdate(NO_EDITOR, changes)), by);
    }
}
