package dev.manabi.postmortem.postmortem;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Chunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts what has changed elsewhere into a text that people have changed too, line by line. */
final class Merge {

    private Merge() {}

    /**
     * @param base what both began with
     * @param ours what people made of it
     * @param theirs what it has become elsewhere
     * @return ours with the changes of theirs, or empty where both changed the same lines
     */
    static Optional<String> of(String base, String ours, String theirs) {
        List<String> from = lines(base);
        List<AbstractDelta<String>> ourChanges =
                DiffUtils.diff(from, lines(ours)).getDeltas();
        List<AbstractDelta<String>> theirChanges =
                DiffUtils.diff(from, lines(theirs)).getDeltas();
        List<String> merged = new ArrayList<>(lines(ours));
        for (AbstractDelta<String> theirChange : theirChanges.reversed()) {
            Chunk<String> replaced = theirChange.getSource();
            if (ourChanges.stream().anyMatch(ourChange -> overlap(ourChange.getSource(), replaced))) {
                return Optional.empty();
            }
            int at = replaced.getPosition() + shiftBefore(replaced, ourChanges);
            List<String> place = merged.subList(at, at + replaced.size());
            place.clear();
            place.addAll(theirChange.getTarget().getLines());
        }
        return Optional.of(String.join("\n", merged));
    }

    /** Lines that are in {@code changed} and not in {@code base}, in their order. */
    static List<String> added(String base, String changed) {
        return DiffUtils.diff(lines(base), lines(changed)).getDeltas().stream()
                .flatMap(delta -> delta.getTarget().getLines().stream())
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static List<String> lines(String text) {
        return List.of(text.split("\n", -1));
    }

    private static boolean overlap(Chunk<String> one, Chunk<String> other) {
        return one.getPosition() < end(other) && other.getPosition() < end(one);
    }

    private static int end(Chunk<String> chunk) {
        return chunk.getPosition() + chunk.size();
    }

    /** How far our changes have moved a place; where both insert at the same place, theirs comes first. */
    private static int shiftBefore(Chunk<String> place, List<AbstractDelta<String>> ourChanges) {
        boolean inserts = place.size() == 0;
        return ourChanges.stream()
                .filter(change -> end(change.getSource()) <= place.getPosition())
                .filter(change -> !inserts || change.getSource().getPosition() < place.getPosition())
                .mapToInt(
                        change -> change.getTarget().size() - change.getSource().size())
                .sum();
    }
}
