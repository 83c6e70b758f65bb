package dev.manabi.postmortem.text;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;

/**
 * What an editor changed, as CodeMirror's {@code collab} extension sends and receives it.
 *
 * @param clientId which editor it comes from, chosen by itself: 1 to 100 printable characters of ASCII without space
 */
public record TextUpdate(@JsonProperty("clientID") String clientId, ChangeSet changes) {

    public TextUpdate {
        if (clientId == null || !clientId.matches("[!-~]{1,100}")) {
            throw new IllegalArgumentException("clientID is missing, or not 1 to 100 printable characters of ASCII");
        }
        if (changes == null) {
            throw new IllegalArgumentException("changes are missing");
        }
    }

    /**
     * Makes updates fit a text that others have changed meanwhile. Those that are among the others already, because an
     * editor did not hear that they were accepted, are left out.
     *
     * <p>They are moved over the others one by one, as an editor that receives each alone does. Moving an update over
     * two others is now and then something else than moving it over the two as one, as {@code rebaseUpdates} of {@code
     * collab} does: what was typed into text that is removed later has no other place to go then. An editor and this
     * service agree on the text only when both do the same, and what reaches an editor at once depends on the network,
     * whereas one by one is one by one everywhere.
     *
     * @param updates of one editor, each beginning with the text that the one before it ends with
     * @param over what was accepted since the text that the first update begins with, in that order
     * @return what is left to accept, beginning with the text that {@code over} ends with
     * @throws IllegalArgumentException where the updates do not begin with the text that {@code over} begins with
     */
    public static List<TextUpdate> rebase(List<TextUpdate> updates, List<TextUpdate> over) {
        List<TextUpdate> left = updates;
        for (TextUpdate update : over) {
            boolean known = !left.isEmpty() && left.getFirst().clientId().equals(update.clientId());
            left = known ? left.subList(1, left.size()) : moved(left, update.changes());
        }
        return List.copyOf(left);
    }

    private static List<TextUpdate> moved(List<TextUpdate> updates, ChangeSet others) {
        List<TextUpdate> moved = new ArrayList<>();
        ChangeSet over = others;
        for (TextUpdate update : updates) {
            moved.add(new TextUpdate(update.clientId(), update.changes().map(over, false)));
            over = over.map(update.changes(), true);
        }
        return List.copyOf(moved);
    }
}
