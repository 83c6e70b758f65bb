package dev.manabi.review.meeting.domain;

import dev.manabi.review.meeting.domain.AgendaPart.Part;
import dev.manabi.review.meeting.domain.AgendaPoint.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is talked about, in which order, for how long: a function of what is open. */
public final class Agenda {

    private static final List<Part> PARTS = List.of(Part.values());
    private static final int LEAST_MINUTES = 5;
    private static final Set<String> ACTION_WORDS = Set.of("action", "actions", "prevention", "plan");
    private static final Set<String> CUSTOMER_WORDS =
            Set.of("external", "customer", "customers", "stakeholders", "shared", "communication", "message");

    private Agenda() {}

    /** @param text null where it must not be told here */
    public record OpenComment(
            UUID id,
            UUID postmortemId,
            @Nullable String section,
            @Nullable String text,
            String author) {}

    /** @param remark null where there is none or it must not be told here */
    public record FailedCriterion(
            UUID postmortemId, String key, @Nullable String remark, String by) {}

    /** The three parts, whose minutes add up to the duration. Each postmortem is a point of each part. */
    public static List<AgendaPart> of(
            List<Subject> subjects, List<OpenComment> comments, List<FailedCriterion> criteria, int durationMinutes) {
        List<List<AgendaPoint>> points = PARTS.stream()
                .map(part -> points(part, subjects, comments, criteria))
                .toList();
        int[] minutes = minutes(points, durationMinutes);
        return IntStream.range(0, PARTS.size())
                .mapToObj(at -> new AgendaPart(PARTS.get(at), minutes[at], points.get(at)))
                .toList();
    }

    private static List<AgendaPoint> points(
            Part part, List<Subject> subjects, List<OpenComment> comments, List<FailedCriterion> criteria) {
        List<AgendaPoint> points = new ArrayList<>();
        for (Subject subject : subjects) {
            points.add(AgendaPoint.always(subject, part));
            points.addAll(failed(subject, part, criteria));
            points.addAll(open(subject, part, comments));
        }
        return points;
    }

    private static List<AgendaPoint> failed(Subject subject, Part part, List<FailedCriterion> criteria) {
        return criteria.stream()
                .filter(one -> one.postmortemId().equals(subject.postmortemId()) && part(one.key()) == part)
                .map(one -> new AgendaPoint(
                        subject.number() + "-" + one.key(),
                        Kind.FAILED_CRITERION,
                        subject.postmortemId(),
                        subject.number(),
                        null,
                        one.key(),
                        null,
                        one.remark(),
                        one.by()))
                .toList();
    }

    private static List<AgendaPoint> open(Subject subject, Part part, List<OpenComment> comments) {
        return comments.stream()
                .filter(one -> one.postmortemId().equals(subject.postmortemId()) && part(one.section()) == part)
                .map(one -> new AgendaPoint(
                        one.id().toString(),
                        Kind.OPEN_COMMENT,
                        subject.postmortemId(),
                        subject.number(),
                        one.id(),
                        null,
                        one.section(),
                        one.text(),
                        one.author()))
                .toList();
    }

    /** By the words of a key: templates and checklists can be of anybody. */
    private static Part part(@Nullable String key) {
        if (key == null) {
            return Part.HOW_WE_GOT_HERE;
        }
        List<String> words = Arrays.asList(key.toLowerCase(Locale.ROOT).split("[^a-z]+"));
        if (words.stream().anyMatch(ACTION_WORDS::contains)) {
            return Part.ACTIONS;
        }
        return words.stream().anyMatch(CUSTOMER_WORDS::contains) ? Part.TEXT_FOR_CUSTOMERS : Part.HOW_WE_GOT_HERE;
    }

    /** Five minutes for each part at least; the rest goes where most is to be said, the last minutes to the first parts. */
    private static int[] minutes(List<List<AgendaPoint>> points, int duration) {
        int[] weights = IntStream.range(0, PARTS.size())
                .map(at -> weight(PARTS.get(at)) + points.get(at).size())
                .toArray();
        int all = Arrays.stream(weights).sum();
        int rest = duration - LEAST_MINUTES * weights.length;
        int[] minutes = Arrays.stream(weights)
                .map(weight -> LEAST_MINUTES + rest * weight / all)
                .toArray();
        int left = duration - Arrays.stream(minutes).sum();
        for (int at = 0; at < left; at++) {
            minutes[at]++;
        }
        return minutes;
    }

    private static int weight(Part part) {
        return switch (part) {
            case HOW_WE_GOT_HERE -> 3;
            case ACTIONS -> 2;
            case TEXT_FOR_CUSTOMERS -> 0;
        };
    }
}
