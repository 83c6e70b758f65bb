package dev.manabi.review.review;

import dev.manabi.review.catalog.PersonView;
import dev.manabi.review.catalog.TeamView;
import dev.manabi.review.review.domain.Candidate;
import dev.manabi.review.review.domain.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who could review, from the catalog and from what is on their desks. */
@ApplicationScoped
public class Candidates {

    private static final String OPEN_REVIEWS = """
            select p.person, count(*) from ReviewView r join r.participants p
             where r.status = WAITING and p.reviewer group by p.person
            """;

    private final EntityManager entities;
    private final ReviewConfig config;

    Candidates(EntityManager entities, ReviewConfig config) {
        this.entities = entities;
        this.config = config;
    }

    /** Everybody, and whom to tell where that is not enough. */
    public Pool pool(@Nullable String team) {
        Map<String, Integer> openReviews = openReviews();
        List<PersonView> people = PersonView.listAll();
        List<Candidate> candidates = people.stream()
                .map(person -> candidate(person, openReviews.getOrDefault(person.id, 0)))
                .toList();
        TeamView known = team == null ? null : TeamView.findById(team);
        return new Pool(
                candidates,
                config.reviewers(),
                known == null ? null : known.lead,
                managers(team, known == null ? null : known.manager, people));
    }

    public Optional<Candidate> find(String person) {
        return PersonView.<PersonView>findByIdOptional(person)
                .map(found -> candidate(found, openReviews().getOrDefault(person, 0)));
    }

    /** The team's manager and the managers among its members; where there is none, every manager. */
    private static List<String> managers(@Nullable String team, @Nullable String teamManager, List<PersonView> people) {
        List<String> near = people.stream()
                .filter(person -> person.id.equals(teamManager)
                        || (person.manager && team != null && Objects.equals(person.team, team)))
                .map(person -> person.id)
                .sorted()
                .toList();
        return near.isEmpty()
                ? people.stream()
                        .filter(person -> person.manager)
                        .map(person -> person.id)
                        .sorted()
                        .toList()
                : near;
    }

    private Map<String, Integer> openReviews() {
        Map<String, Integer> counts = new HashMap<>();
        entities.createQuery(OPEN_REVIEWS, Object[].class)
                .getResultList()
                .forEach(row -> counts.put((String) row[0], Math.toIntExact((Long) row[1])));
        return counts;
    }

    private static Candidate candidate(PersonView person, int openReviews) {
        return new Candidate(person.id, person.senior, person.away, person.team, openReviews);
    }
}
