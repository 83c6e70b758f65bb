package dev.manabi.review.review.domain;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one reviewer says about one criterion. Each reviewer has a verdict of their own, so nobody can set aside what
 * another one found.
 *
 * @param carried given in an earlier round, of something that has not changed since
 */
public record GivenVerdict(
        String criterion, Verdict verdict, @Nullable String remark, String by, boolean carried) {

    public GivenVerdict(String criterion, Verdict verdict, @Nullable String remark, String by) {
        this(criterion, verdict, remark, by, false);
    }

    /** In the order of the checklist, whatever the order in which they were given; the same reviewer's replaces the one before. */
    public static List<GivenVerdict> with(List<GivenVerdict> verdicts, GivenVerdict given, List<String> criteria) {
        Stream<GivenVerdict> others = verdicts.stream().filter(one -> !one.replacedBy(given));
        return Stream.concat(others, Stream.of(given))
                .sorted(Comparator.comparingInt(one -> criteria.indexOf(one.criterion())))
                .toList();
    }

    /** Those of everybody else. */
    public static List<GivenVerdict> without(List<GivenVerdict> verdicts, @Nullable String person) {
        return verdicts.stream().filter(one -> !one.by().equals(person)).toList();
    }

    GivenVerdict carriedOver() {
        return new GivenVerdict(criterion, verdict, remark, by, true);
    }

    private boolean replacedBy(GivenVerdict other) {
        return criterion.equals(other.criterion) && by.equals(other.by);
    }
}
