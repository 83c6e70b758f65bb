package dev.manabi.postmortem.live;

import dev.manabi.postmortem.live.ServerMessage.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The latest updates of one section's text. */
final class SectionLog {

    /** Enough for whoever was away for a while; what is older is read from the history. */
    private static final int MOST = 500;

    private final List<Update> updates = new ArrayList<>();
    private int begin;

    SectionLog(int version) {
        this.begin = version;
    }

    /** Of the text. */
    int version() {
        return begin + updates.size();
    }

    void add(List<Update> more) {
        updates.addAll(more);
        int tooMany = updates.size() - MOST;
        if (tooMany > MOST / 2) { // seldom, since it moves all others
            updates.subList(0, tooMany).clear();
            begin += tooMany;
        }
    }

    /** Everything that came upon that version, or empty where the log does not reach back so far. */
    Optional<List<Update>> since(int version) {
        return version < begin || version > version()
                ? Optional.empty()
                : Optional.of(List.copyOf(updates.subList(version - begin, updates.size())));
    }
}
