package dev.manabi.review.meeting.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who should come to a meeting: a function of who had to do with it and of who there is.
 *
 * @param attendees everybody, sorted by id
 * @param facilitator null where nobody is there who did not take part
 * @param noteTaker null where nobody else is there
 */
public record Proposal(
        List<Suggested> attendees,
        @Nullable Suggested facilitator,
        @Nullable Suggested noteTaker) {

    /** @param because in the order of {@link Reason} */
    public record Suggested(String person, List<Reason> because) {}

    /** Why somebody should come. */
    public enum Reason {
        OWNER,
        AUTHOR,
        INCIDENT_COMMANDER,
        COMMUNICATIONS,
        SCRIBE,
        RESPONDER,
        REVIEWER,
        SERVICE_LEAD,
        SERVICE_ON_CALL,
        MANAGER,
        /** Was not part of it. */
        TOOK_NO_PART,
        SENIOR,
        /** Does it less often than others. */
        FEWEST_MEETINGS,
        COMES_ANYWAY;

        /** Has to do with it, and is not only there to lead or to write. */
        public boolean concerns() {
            return compareTo(TOOK_NO_PART) < 0;
        }

        /** Whoever had a hand in what is talked about does not lead the talk. */
        boolean takesPart() {
            return switch (this) {
                case OWNER, AUTHOR, INCIDENT_COMMANDER, COMMUNICATIONS, SCRIBE, RESPONDER -> true;
                case REVIEWER,
                        SERVICE_LEAD,
                        SERVICE_ON_CALL,
                        MANAGER,
                        TOOK_NO_PART,
                        SENIOR,
                        FEWEST_MEETINGS,
                        COMES_ANYWAY -> false;
            };
        }
    }

    /** What somebody has to do with it. */
    public record Concerned(String person, Reason reason) {}

    /**
     * Somebody who may lead or take notes.
     *
     * @param meetings that the person leads or has led, or takes or took notes of
     * @param tookPart in what the meeting is about, so that it is not for this person to lead it
     */
    public record Candidate(String person, boolean senior, boolean away, int meetings, boolean tookPart) {}

    /** Whoever took part in what the meeting is about. */
    public static Set<String> tookPart(List<Concerned> concerned) {
        Set<String> people = new TreeSet<>();
        concerned.stream().filter(one -> one.reason().takesPart()).forEach(one -> people.add(one.person()));
        return people;
    }

    /** @param candidates everybody who may lead it or take notes */
    public static Proposal of(List<Concerned> concerned, List<Candidate> candidates) {
        Map<String, Set<Reason>> because = new TreeMap<>();
        concerned.forEach(one ->
                because.computeIfAbsent(one.person(), _ -> new TreeSet<>()).add(one.reason()));
        Suggested facilitator = best(
                        candidates, one -> !one.tookPart(), Comparator.comparing((Candidate one) -> !one.senior()))
                .map(one -> suggested(
                        one.person(),
                        one.senior() ? List.of(Reason.TOOK_NO_PART, Reason.SENIOR) : List.of(Reason.TOOK_NO_PART)))
                .orElse(null);
        String leader = facilitator == null ? "" : facilitator.person();
        Suggested noteTaker = best(
                        candidates,
                        one -> !one.person().equals(leader),
                        Comparator.comparing((Candidate one) -> burden(because.get(one.person()))))
                .map(one -> suggested(
                        one.person(), because.containsKey(one.person()) ? List.of(Reason.COMES_ANYWAY) : List.of()))
                .orElse(null);
        for (Suggested one : both(facilitator, noteTaker)) {
            because.computeIfAbsent(one.person(), _ -> new TreeSet<>()).addAll(one.because());
        }
        return new Proposal(
                because.entrySet().stream()
                        .map(entry -> new Suggested(entry.getKey(), List.copyOf(entry.getValue())))
                        .toList(),
                facilitator,
                noteTaker);
    }

    public List<String> people() {
        return attendees.stream().map(Suggested::person).toList();
    }

    /** Whoever comes anyway and has least to answer for can write best; those who tell what happened should not have to. */
    private static int burden(@Nullable Set<Reason> because) {
        if (because == null) {
            return 1;
        }
        return because.contains(Reason.OWNER) || because.contains(Reason.INCIDENT_COMMANDER) ? 2 : 0;
    }

    /** The id decides last, so that the same people in the same state are always proposed. */
    private static Optional<Candidate> best(
            List<Candidate> candidates, Predicate<Candidate> may, Comparator<Candidate> first) {
        return candidates.stream()
                .filter(one -> !one.away())
                .filter(may)
                .min(first.thenComparingInt(Candidate::meetings).thenComparing(Candidate::person));
    }

    private static Suggested suggested(String person, List<Reason> because) {
        List<Reason> all = new ArrayList<>(because);
        all.add(Reason.FEWEST_MEETINGS);
        return new Suggested(person, all.stream().sorted().toList());
    }

    private static List<Suggested> both(@Nullable Suggested one, @Nullable Suggested other) {
        List<Suggested> both = new ArrayList<>();
        if (one != null) {
            both.add(one);
        }
        if (other != null) {
            both.add(other);
        }
        return both;
    }
}
