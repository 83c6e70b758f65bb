package dev.manabi.review.meeting;

import dev.manabi.review.catalog.PersonView;
import dev.manabi.review.catalog.ServiceView;
import dev.manabi.review.catalog.TeamView;
import dev.manabi.review.incident.IncidentPart;
import dev.manabi.review.meeting.domain.Proposal;
import dev.manabi.review.meeting.domain.Proposal.Candidate;
import dev.manabi.review.meeting.domain.Proposal.Concerned;
import dev.manabi.review.meeting.domain.Proposal.Reason;
import dev.manabi.review.review.ReviewView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whom a meeting concerns, from the catalog, the incidents and the reviews as they are known here. */
@ApplicationScoped
public class Concerns {

    private static final String MEETINGS = """
            select m.facilitator, m.noteTaker from MeetingView m where m.status <> CANCELLED
            """;

    private final EntityManager entities;

    Concerns(EntityManager entities) {
        this.entities = entities;
    }

    /** Of a private postmortem only those are proposed who may know of it. */
    public Proposal proposal(Collection<ReviewView> reviews) {
        boolean confidential = reviews.stream().anyMatch(review -> review.confidential);
        Predicate<String> may = confidential ? participants(reviews)::contains : _ -> true;
        return Proposal.of(
                concerned(reviews).stream()
                        .filter(one -> may.test(one.person()))
                        .toList(),
                candidates(tookPart(reviews), may));
    }

    /** Whoever took part in what the meeting is about, wherever that is known from. */
    public Set<String> tookPart(Collection<ReviewView> reviews) {
        return Proposal.tookPart(concerned(reviews));
    }

    /** Those whom a private postmortem's review names. */
    static Set<String> participants(Collection<ReviewView> reviews) {
        return reviews.stream()
                .flatMap(review -> review.participants.stream())
                .map(ReviewView.Participant::person)
                .collect(Collectors.toSet());
    }

    private static List<Concerned> concerned(Collection<ReviewView> reviews) {
        List<Concerned> all = new ArrayList<>();
        for (ReviewView review : reviews) {
            add(all, review.owner, Reason.OWNER);
            review.authors.forEach(author -> add(all, author, Reason.AUTHOR));
            review.reviewers.forEach(reviewer -> add(all, reviewer.person(), Reason.REVIEWER));
            Set<String> services = new LinkedHashSet<>();
            MaterialView material = MaterialView.findById(review.postmortemId);
            if (material != null) {
                services.addAll(material.services);
                IncidentPart incident = material.incidentId == null ? null : IncidentPart.findById(material.incidentId);
                if (incident != null) {
                    services.addAll(incident.services);
                    addRoles(all, incident);
                }
            }
            services.forEach(service -> addOwners(all, service));
            TeamView team = review.team == null ? null : TeamView.findById(review.team);
            if (team != null) {
                add(all, team.manager, Reason.MANAGER);
            }
        }
        return all.stream().distinct().toList();
    }

    private static void addRoles(List<Concerned> all, IncidentPart incident) {
        add(all, incident.commander, Reason.INCIDENT_COMMANDER);
        add(all, incident.communications, Reason.COMMUNICATIONS);
        add(all, incident.scribe, Reason.SCRIBE);
        incident.responders.forEach(person -> add(all, person, Reason.RESPONDER));
    }

    private static void addOwners(List<Concerned> all, String id) {
        ServiceView service = ServiceView.findById(id);
        if (service == null) {
            return;
        }
        add(all, service.primaryOnCall, Reason.SERVICE_ON_CALL);
        TeamView team = service.team == null ? null : TeamView.findById(service.team);
        if (team != null) {
            add(all, team.lead, Reason.SERVICE_LEAD);
        }
    }

    private static void add(List<Concerned> all, @Nullable String person, Reason reason) {
        if (person != null) {
            all.add(new Concerned(person, reason));
        }
    }

    /** Whoever took part is no candidate to lead, but may take notes. */
    private List<Candidate> candidates(Set<String> tookPart, Predicate<String> may) {
        Map<String, Integer> meetings = meetings();
        List<PersonView> people = PersonView.listAll();
        return people.stream()
                .filter(person -> may.test(person.id))
                .map(person -> new Candidate(
                        person.id,
                        person.senior,
                        person.away,
                        meetings.getOrDefault(person.id, 0),
                        tookPart.contains(person.id)))
                .toList();
    }

    private Map<String, Integer> meetings() {
        Map<String, Integer> counts = new HashMap<>();
        entities.createQuery(MEETINGS, Object[].class).getResultList().forEach(row -> {
            counts.merge((String) row[0], 1, Integer::sum);
            counts.merge((String) row[1], 1, Integer::sum);
        });
        return counts;
    }
}
