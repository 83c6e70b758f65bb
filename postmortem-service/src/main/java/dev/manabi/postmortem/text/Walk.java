package dev.manabi.postmortem.text;

import java.util.Iterator;
import java.util.List;

/** Goes through the sections of a change set in pieces as long as another change set asks for. */
final class Walk {

    private static final Section END = new Section(0, null);

    private final Iterator<Section> sections;
    private Section section = END;
    private int passed;
    private boolean placed;

    Walk(List<Section> sections) {
        this.sections = sections.iterator();
        next();
    }

    void next() {
        section = sections.hasNext() ? sections.next() : END;
        passed = 0;
        placed = false;
    }

    boolean atEnd() {
        return section == END;
    }

    boolean keeps() {
        return section != END && section.keeps();
    }

    boolean replaces() {
        return !section.keeps();
    }

    boolean onlyRemoves() {
        return replaces() && section.newLength() == 0;
    }

    /** Whether nothing of this section has been passed yet. */
    boolean fresh() {
        return passed == 0;
    }

    /** Whether what this section inserts has found its place. */
    boolean placed() {
        return placed;
    }

    /** What this section inserts, the first time; then nothing, for it has its place. */
    String place() {
        String insert = placed ? "" : section.inserted();
        placed = true;
        return insert;
    }

    /** What is left of this section in the text before the changes. */
    int left() {
        return section.length() - passed;
    }

    void pass(int length) {
        if (length == left()) {
            next();
        } else {
            passed += length;
        }
    }

    /** What is left of this section in the text after the changes. */
    int newLeft() {
        return section.newLength() - passed;
    }

    void passNew(int length) {
        if (length == newLeft()) {
            next();
        } else {
            passed += length;
        }
    }

    /** How much of the text this section replaces, as long as nothing that it inserts is passed; then nothing. */
    int replaced() {
        return passed == 0 ? section.length() : 0;
    }

    /** The next so many characters of what this section inserts. */
    String piece(int length) {
        return section.inserted().substring(passed, passed + length);
    }
}
