package dev.manabi.review.review.domain;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who has to do with a round.
 *
 * @param askedAt since when each reviewer is asked
 * @param declined who said that they cannot; nobody asks them again in this round
 * @param invited who was asked to read and comment
 * @param escalatedTo who was told that help is needed
 */
public record Panel(
        List<Reviewer> reviewers,
        Map<String, Instant> askedAt,
        List<String> declined,
        List<String> invited,
        List<String> escalatedTo) {

    static final Panel EMPTY = new Panel(List.of(), Map.of(), List.of(), List.of(), List.of());

    public Panel {
        reviewers = List.copyOf(reviewers);
        askedAt = Map.copyOf(askedAt);
        declined = List.copyOf(declined);
        invited = List.copyOf(invited);
        escalatedTo = List.copyOf(escalatedTo);
    }

    Optional<Reviewer> find(String person) {
        return reviewers.stream().filter(one -> one.person().equals(person)).findFirst();
    }

    boolean holds(String person) {
        return find(person).isPresent();
    }

    Panel withReviewers(List<Reviewer> all, Instant at) {
        Map<String, Instant> since = new HashMap<>();
        all.forEach(one -> since.put(one.person(), askedAt.getOrDefault(one.person(), at)));
        return new Panel(all, since, declined, invited, escalatedTo);
    }

    Panel plus(Reviewer reviewer, Instant at) {
        return withReviewers(plus(reviewers, List.of(reviewer)), at);
    }

    Panel without(@Nullable String person) {
        List<Reviewer> left =
                reviewers.stream().filter(one -> !one.person().equals(person)).toList();
        Map<String, Instant> since = new HashMap<>(askedAt);
        since.remove(person);
        return new Panel(left, since, declined, invited, escalatedTo);
    }

    Panel declinedBy(String person) {
        Panel left = without(person);
        return new Panel(left.reviewers, left.askedAt, plus(declined, List.of(person)), invited, escalatedTo);
    }

    Panel withInvited(List<String> people) {
        return new Panel(reviewers, askedAt, declined, plus(invited, people), escalatedTo);
    }

    Panel escalated(List<String> people) {
        List<String> all = plus(escalatedTo, people).stream().distinct().toList();
        return new Panel(reviewers, askedAt, declined, invited, all);
    }

    private static <T> List<T> plus(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
