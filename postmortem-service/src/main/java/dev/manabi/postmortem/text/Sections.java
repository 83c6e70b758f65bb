package dev.manabi.postmortem.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sections of a change set in the making. Which neighbours become one and which stay two decides where a position
 * between them goes later, and is therefore as in CodeMirror: what stays joins what stays, a removal joins a removal,
 * an insertion joins an insertion, and a replacement stays for itself.
 */
final class Sections {

    private final List<Growing> all = new ArrayList<>();

    /** Texts are inserted piece by piece, and copying what is there already each time would take long. */
    private static final class Growing {

        private int length;
        private final @Nullable StringBuilder insert;

        Growing(int length, @Nullable String insert) {
            this.length = length;
            this.insert = insert == null ? null : new StringBuilder(insert);
        }

        Section section() {
            return new Section(length, insert == null ? null : insert.toString());
        }
    }

    int count() {
        return all.size();
    }

    void keep(int length) {
        if (length == 0) {
            return;
        }
        if (!all.isEmpty() && all.getLast().insert == null) {
            all.getLast().length += length;
        } else {
            all.add(new Growing(length, null));
        }
    }

    void replace(int length, String insert) {
        replace(length, insert, false);
    }

    /** @param continued whether it belongs to the replacement that is the last one here, of whatever kind both are */
    void replace(int length, String insert, boolean continued) {
        if (length == 0 && insert.isEmpty()) {
            return;
        }
        Growing last = all.isEmpty() ? null : all.getLast();
        StringBuilder inserted = last == null ? null : last.insert;
        if (last == null || inserted == null) {
            all.add(new Growing(length, insert));
            return;
        }
        boolean bothRemove = insert.isEmpty() && inserted.isEmpty();
        boolean bothInsert = length == 0 && last.length == 0;
        if (bothRemove || bothInsert || continued) {
            last.length += length;
            inserted.append(insert);
        } else {
            all.add(new Growing(length, insert));
        }
    }

    ChangeSet changeSet() {
        return new ChangeSet(all.stream().map(Growing::section).toList());
    }
}
