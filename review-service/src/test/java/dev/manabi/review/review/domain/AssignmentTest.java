package dev.manabi.review.review.domain;

import static dev.manabi.review.review.domain.Reviews.ALEX;
import static dev.manabi.review.review.domain.Reviews.FIRST;
import static dev.manabi.review.review.domain.Reviews.KEN;
import static dev.manabi.review.review.domain.Reviews.MEI;
import static dev.manabi.review.review.domain.Reviews.RIN;
import static dev.manabi.review.review.domain.Reviews.SAM;
import static dev.manabi.review.review.domain.Reviews.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    @Test
    void neither_the_owner_nor_an_author_reviews_the_own_text() {
        assertThat(choose(pool(KEN, MEI, SAM, ALEX))).containsExactly("ken", "alex");
    }

    @Test
    void whoever_is_away_is_skipped() {
        assertThat(choose(pool(away(KEN), RIN, ALEX))).containsExactly("rin", "alex");
    }

    @Test
    void the_fewest_open_reviews_decide_among_equals() {
        assertThat(choose(pool(
                        busy(KEN, 3),
                        busy(candidate("yui", true), 1),
                        busy(ALEX, 2),
                        busy(candidate("leo", false), 0))))
                .containsExactly("yui", "leo");
    }

    @Test
    void the_team_comes_before_a_lighter_load() {
        assertThat(choose(pool(busy(KEN, 3), RIN, ALEX))).containsExactly("ken", "alex");
    }

    @Test
    void another_team_helps_where_the_own_has_no_senior() {
        assertThat(choose(pool(RIN, ALEX))).containsExactly("rin", "alex");
    }

    @Test
    void without_a_senior_nobody_is_asked() {
        assertThat(choose(pool(ALEX, candidate("leo", false)))).isEmpty();
        assertThat(choose(pool(away(KEN), ALEX))).isEmpty();
        assertThat(choose(pool())).isEmpty();
    }

    @Test
    void one_senior_alone_is_enough_where_there_is_nobody_else() {
        assertThat(choose(pool(KEN, MEI))).containsExactly("ken");
    }

    @Test
    void as_many_are_asked_as_are_wanted() {
        Pool three = new Pool(List.of(KEN, RIN, ALEX, candidate("leo", false)), 3, null, List.of());
        assertThat(choose(three)).containsExactly("ken", "alex", "leo");
        assertThat(choose(new Pool(three.candidates(), 1, null, List.of()))).containsExactly("ken");
        assertThatThrownBy(() -> new Pool(List.of(KEN), 0, null, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reviewers_of_the_round_before_stay_whatever_their_load() {
        List<Reviewer> before =
                List.of(new Reviewer("rin", true, "platform"), new Reviewer("alex", false, "storefront"));
        assertThat(choose(before, pool(KEN, busy(RIN, 9), busy(ALEX, 9)))).containsExactlyElementsOf(before);
    }

    @Test
    void a_reviewer_of_the_round_before_who_is_away_is_replaced() {
        List<Reviewer> before =
                List.of(new Reviewer("ken", true, "storefront"), new Reviewer("alex", false, "storefront"));
        assertThat(choose(before, pool(away(KEN), RIN, ALEX)))
                .containsExactly(new Reviewer("alex", false, "storefront"), new Reviewer("rin", true, "platform"));
    }

    @Test
    void a_reviewer_who_is_no_longer_senior_is_joined_by_one_who_is() {
        List<Reviewer> before =
                List.of(new Reviewer("yui", true, "storefront"), new Reviewer("alex", false, "storefront"));
        assertThat(choose(before, pool(candidate("yui", false), ALEX, KEN)))
                .containsExactly(
                        new Reviewer("yui", false, "storefront"),
                        new Reviewer("alex", false, "storefront"),
                        new Reviewer("ken", true, "storefront"));
    }

    @Test
    void as_many_seniors_are_asked_as_are_required() {
        Requirement two = new Requirement(2, 2, false);
        assertThat(choose(two, KEN, ALEX, RIN)).containsExactly("ken", "rin");
        assertThat(choose(two, KEN, ALEX)).containsExactly("ken", "alex");
    }

    @Test
    void more_are_asked_than_usual_where_that_is_required() {
        assertThat(choose(new Requirement(3, 1, false), KEN, ALEX, candidate("leo", false), RIN))
                .containsExactly("ken", "alex", "leo");
    }

    @Test
    void somebody_of_another_team_is_asked_where_that_is_required() {
        Requirement wide = new Requirement(2, 1, true);
        assertThat(choose(wide, KEN, ALEX, RIN)).containsExactly("ken", "rin");
        assertThat(choose(wide, KEN, ALEX)).containsExactly("ken", "alex");
        assertThat(choose(wide, ALEX, RIN)).containsExactly("rin", "alex");
        Candidate ofNoTeam = new Candidate("yui", false, false, null, 0);
        assertThat(choose(new Requirement(3, 1, true), KEN, ALEX, ofNoTeam)).containsExactly("ken", "alex", "yui");
    }

    @Test
    void whoever_is_kept_counts_and_whoever_is_spared_is_not_asked() {
        Requirement two = new Requirement(2, 1, false);
        List<Reviewer> kept = List.of(ALEX.asReviewer());
        assertThat(Assignment.choose(FIRST, two, kept, List.of("ken"), pool(KEN, ALEX, RIN, candidate("leo", false))))
                .containsExactly(ALEX.asReviewer(), RIN.asReviewer());
    }

    @Test
    void the_order_in_which_people_registered_does_not_matter() {
        List<Candidate> people = new ArrayList<>(List.of(KEN, RIN, ALEX, candidate("leo", false), MEI));
        List<String> expected = choose(new Pool(people, 3, null, List.of()));
        Collections.shuffle(people, new Random(7));
        assertThat(choose(new Pool(people, 3, null, List.of()))).isEqualTo(expected);
    }

    @Test
    void whoever_is_there_the_choice_is_lawful_and_as_fair_as_possible() {
        int assigned = 0;
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            Pool pool = anyPool(random);
            List<Candidate> eligible = pool.candidates().stream()
                    .filter(c -> !c.away() && !FIRST.isWrittenBy(c.person()))
                    .toList();
            List<Reviewer> chosen = choose(anyReviewers(random), pool);
            String as = "seed %d: %s from %s".formatted(seed, chosen, pool);

            assertThat(chosen.isEmpty()).as(as).isEqualTo(eligible.stream().noneMatch(Candidate::senior));
            if (chosen.isEmpty()) {
                continue;
            }
            assigned++;
            assertThat(chosen).as(as).anyMatch(Reviewer::senior).doesNotHaveDuplicates();
            assertThat(chosen)
                    .as(as)
                    .allMatch(
                            r -> eligible.stream().anyMatch(c -> c.asReviewer().equals(r)));
            assertThat(chosen.size()).as(as).isGreaterThanOrEqualTo(Math.min(pool.wanted(), eligible.size()));
        }
        assertThat(assigned).isGreaterThan(5_000);
    }

    @Test
    void work_is_spread_evenly_over_time() {
        List<Candidate> people = new ArrayList<>(
                List.of(candidate("a", true), candidate("b", true), candidate("c", false), candidate("d", false)));
        for (int review = 0; review < 40; review++) {
            for (Reviewer reviewer : choose(List.of(), new Pool(people, 2, null, List.of()))) {
                people.replaceAll(c -> c.person().equals(reviewer.person()) ? busy(c, c.openReviews() + 1) : c);
            }
        }
        assertThat(people.stream().mapToInt(Candidate::openReviews).sum()).isEqualTo(80);
        assertThat(people.stream()
                                .map(Candidate::openReviews)
                                .max(Comparator.naturalOrder())
                                .orElseThrow()
                        - people.stream()
                                .map(Candidate::openReviews)
                                .min(Comparator.naturalOrder())
                                .orElseThrow())
                .isLessThanOrEqualTo(2);
    }

    private static List<String> choose(Pool pool) {
        return choose(List.of(), pool).stream().map(Reviewer::person).toList();
    }

    /** As the next round does. */
    private static List<Reviewer> choose(List<Reviewer> before, Pool pool) {
        return Assignment.choose(
                FIRST, Requirement.USUAL, Assignment.stillEligible(before, FIRST, pool), List.of(), pool);
    }

    private static List<String> choose(Requirement requirement, Candidate... candidates) {
        return Assignment.choose(FIRST, requirement, List.of(), List.of(), pool(candidates)).stream()
                .map(Reviewer::person)
                .toList();
    }

    private static Pool anyPool(Random random) {
        List<Candidate> people = new ArrayList<>();
        for (String person : List.of("ken", "mei", "alex", "sam", "rin", "yui", "leo")) {
            if (random.nextBoolean()) {
                people.add(new Candidate(
                        person,
                        random.nextInt(3) == 0,
                        random.nextInt(3) == 0,
                        random.nextBoolean() ? "storefront" : null,
                        random.nextInt(4)));
            }
        }
        return new Pool(people, 1 + random.nextInt(3), null, List.of("hana"));
    }

    private static List<Reviewer> anyReviewers(Random random) {
        return random.nextBoolean()
                ? List.of()
                : List.of(new Reviewer("ken", true, "storefront"), new Reviewer("leo", false, "storefront"));
    }

    private static Candidate candidate(String person, boolean senior) {
        return new Candidate(person, senior, false, "storefront", 0);
    }

    private static Candidate away(Candidate c) {
        return new Candidate(c.person(), c.senior(), true, c.team(), c.openReviews());
    }

    private static Candidate busy(Candidate c, int openReviews) {
        return new Candidate(c.person(), c.senior(), c.away(), c.team(), openReviews);
    }
}
