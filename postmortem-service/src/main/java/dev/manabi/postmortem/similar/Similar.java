package dev.manabi.postmortem.similar;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.postmortem.incident.IncidentView;
import dev.manabi.postmortem.postmortem.PostmortemView;
import dev.manabi.postmortem.postmortem.Visibility;
import dev.manabi.postmortem.similar.Subject.Traits;
import dev.manabi.postmortem.similar.Terms.Term;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which postmortems resemble one, or an incident: those that share words which few others have, and those that began in
 * the same service. See ADR 24.
 */
@ApplicationScoped
class Similar {

    /** So many are compared closely for each of the two ways of being found. */
    private static final int COMPARED = 50;

    private static final int MOST_WORDS_SHOWN = 8;

    private final EntityManager entities;
    private final WordFrequencies frequencies;

    Similar(EntityManager entities, WordFrequencies frequencies) {
        this.entities = entities;
        this.frequencies = frequencies;
    }

    /** Whose words they share, and how long they are. */
    private record Shared(Set<String> words, int length) {}

    /**
     * @param reader the person who asks; null finds only what everybody may read
     * @return the most similar first
     */
    List<Likeness> to(Subject subject, @Nullable String reader) {
        entities.createNativeQuery("select set_config('plan_cache_mode', 'force_custom_plan', true),"
                        + " set_config('enable_seqscan', 'off', true)")
                .getSingleResult();
        Terms terms = Terms.of(subject.text(), frequencies.now());
        Map<UUID, Shared> sharing = sharingWords(terms, subject, reader);
        Set<UUID> candidates = new LinkedHashSet<>(sharing.keySet());
        candidates.addAll(ofTheSameService(subject, reader));
        Map<UUID, Traits> traits = traitsOf(candidates);
        double middle =
                sharing.values().stream().mapToInt(Shared::length).average().orElse(1);
        return traits.entrySet().stream()
                .map(candidate -> likeness(subject, terms, candidate, sharing.get(candidate.getKey()), middle))
                .filter(likeness -> likeness.score() > 0)
                .sorted(Comparator.comparingDouble(Likeness::score)
                        .thenComparing(Likeness::postmortemId)
                        .reversed())
                .toList();
    }

    /** A longer text has more of any words, so it has to share more of them. */
    private static Likeness likeness(
            Subject subject, Terms terms, Map.Entry<UUID, Traits> other, @Nullable Shared shared, double middle) {
        List<Term> found = shared == null
                ? List.of()
                : terms.terms().stream()
                        .filter(term -> shared.words().contains(term.word()))
                        .toList();
        double weight = found.stream().mapToDouble(Term::weight).sum();
        double longer = shared == null ? 1 : 0.5 + 0.5 * Math.sqrt(shared.length() / middle);
        double score = weight == 0 ? 0 : weight / terms.weight() / longer;
        return Likeness.of(
                other.getKey(),
                Math.min(score, 1),
                SharedWords.shown(subject.text(), found, MOST_WORDS_SHOWN),
                subject.traits(),
                other.getValue());
    }

    private Map<UUID, Shared> sharingWords(Terms terms, Subject subject, @Nullable String reader) {
        Query query = visible("""
                with hit as materialized (
                    select s.postmortem_id, sum(t.weight) as weight, string_agg(t.word, ' ') as shared
                      from unnest(string_to_array(:words, ';'), string_to_array(:queries, ';'),
                                  cast(string_to_array(:weights, ';') as real[])) as t (word, query, weight)
                      join search_text s on s.words @@ cast(t.query as tsquery)
                     group by s.postmortem_id)
                select cast(b.id as text), b.shared, length(s.words)
                  from (select p.id, h.shared from hit h join postmortem_view p on p.id = h.postmortem_id
                         where p.id <> :self and p.incident_id is distinct from :incident and %s
                         order by h.weight desc, p.id desc limit %d) as b
                  join search_text s on s.postmortem_id = b.id
                """, subject, reader);
        query.setParameter("words", joined(terms, Term::word));
        query.setParameter("queries", joined(terms, Term::query));
        query.setParameter("weights", joined(terms, term -> Double.toString(term.weight())));
        Map<UUID, Shared> sharing = new HashMap<>();
        for (Object row : query.getResultList()) {
            Object[] columns = (Object[]) row;
            sharing.put(
                    UUID.fromString((String) columns[0]),
                    new Shared(Set.of(((String) columns[1]).split(" ")), ((Number) columns[2]).intValue()));
        }
        return sharing;
    }

    /** Words hold letters, digits and marks alone. */
    private static String joined(Terms terms, Function<Term, String> part) {
        return terms.terms().stream().map(part).collect(Collectors.joining(";"));
    }

    private List<UUID> ofTheSameService(Subject subject, @Nullable String reader) {
        List<UUID> ids = new ArrayList<>();
        for (String service : subject.traits().servicesAtFault()) {
            Query query = visible("""
                    select cast(p.id as text)
                      from incident_view i join postmortem_view p on p.incident_id = i.id
                     where i.document -> 'servicesAtFault' @> jsonb_build_array(cast(:service as text))
                       and p.id <> :self and p.incident_id is distinct from :incident and %s
                     order by p.drafted_at desc, p.id desc limit %d
                    """, subject, reader);
            query.setParameter("service", service);
            for (Object id : query.getResultList()) {
                ids.add(UUID.fromString((String) id));
            }
        }
        return ids;
    }

    private Query visible(String sql, Subject subject, @Nullable String reader) {
        String readable = reader == null ? "not p.restricted" : Visibility.sql("p");
        Query query = entities.createNativeQuery(sql.formatted(readable, COMPARED));
        query.setParameter("self", orNone(subject.postmortemId()));
        query.setParameter("incident", orNone(subject.incidentId()));
        if (reader != null) {
            query.setParameter(Visibility.READER, reader);
        }
        return query;
    }

    private static UUID orNone(@Nullable UUID id) {
        return id == null ? new UUID(0, 0) : id;
    }

    private static Map<UUID, Traits> traitsOf(Set<UUID> candidates) {
        if (candidates.isEmpty()) {
            return Map.of();
        }
        List<PostmortemView> postmortems = PostmortemView.list("id in ?1", candidates);
        List<IncidentView> incidents = IncidentView.list(
                "id in ?1",
                postmortems.stream()
                        .map(postmortem -> postmortem.incidentId)
                        .filter(Objects::nonNull)
                        .toList());
        Map<UUID, Incident> documents = incidents.stream()
                .filter(incident -> incident.document != null)
                .collect(Collectors.toMap(incident -> incident.id, incident -> incident.document));
        return postmortems.stream()
                .collect(Collectors.toMap(
                        postmortem -> postmortem.id,
                        postmortem -> Traits.of(documentOf(postmortem, documents), postmortem)));
    }

    private static @Nullable Incident documentOf(PostmortemView postmortem, Map<UUID, Incident> documents) {
        UUID incidentId = postmortem.incidentId;
        return incidentId == null ? null : documents.get(incidentId);
    }
}
