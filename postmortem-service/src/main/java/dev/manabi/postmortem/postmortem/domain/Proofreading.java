package dev.manabi.postmortem.postmortem.domain;

import dev.manabi.postmortem.postmortem.domain.Finding.Place;
import java.util.ArrayList;
import java.util.List;

/** Reads what people wrote and says what is to be changed or to be left with a reason. */
public final class Proofreading {

    /** One kind of reader. The same text gives the same findings. */
    public interface Check {

        /** @param language of the document, {@code en} or {@code ja} */
        List<Finding> read(String text, String language, Place place, Known known);
    }

    private final List<Check> checks;

    public Proofreading(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /** In the order of the document. */
    public List<Finding> read(Content content, String language, Known known) {
        List<Finding> findings = new ArrayList<>(read(content.title(), language, Place.TITLE, known));
        for (Section section : content.sections()) {
            findings.addAll(read(section.text(), language, new Place(section.key(), null), known));
        }
        for (ActionItem item : content.actionItems()) {
            Place place = new Place(null, item.id());
            String endState = item.task().endState();
            findings.addAll(read(item.task().title(), language, place, known));
            if (endState != null) {
                findings.addAll(read(endState, language, place, known));
            }
        }
        return findings.stream().distinct().toList();
    }

    private List<Finding> read(String text, String language, Place place, Known known) {
        if (text.isBlank()) {
            return List.of();
        }
        return checks.stream()
                .flatMap(check -> check.read(text, language, place, known).stream())
                .toList();
    }
}
