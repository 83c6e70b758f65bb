package dev.manabi.postmortem.similar;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How common words are, counted in the newest postmortems that everybody may read. Counted again after a minute, and each
 * time while there are few.
 */
@ApplicationScoped
class WordFrequencies {

    private static final int COUNTED = 500;
    private static final int FEW = 100;
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final EntityManager entities;
    private final Clock clock;
    private volatile @Nullable Counted last;

    WordFrequencies(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    private record Counted(Frequencies frequencies, Instant at) {}

    Frequencies now() {
        Instant now = clock.instant();
        Counted known = last;
        if (known != null
                && known.frequencies().texts() > FEW
                && now.isBefore(known.at().plus(KEPT))) {
            return known.frequencies();
        }
        Frequencies counted = count();
        last = new Counted(counted, now);
        return counted;
    }

    private Frequencies count() {
        String newest = "select s.words from search_text s join postmortem_view p on p.id = s.postmortem_id"
                + " where not p.restricted order by s.drafted_at desc, s.postmortem_id desc limit " + COUNTED;
        Number texts = (Number) entities.createNativeQuery("select count(*) from (" + newest + ") as newest")
                .getSingleResult();
        List<?> rows = entities.createNativeQuery("select word, ndoc from ts_stat(:newest) where ndoc > 1")
                .setParameter("newest", newest)
                .getResultList();
        Map<String, Integer> byWord = new HashMap<>();
        rows.forEach(row -> {
            Object[] columns = (Object[]) row;
            byWord.put((String) columns[0], ((Number) columns[1]).intValue());
        });
        return new Frequencies(texts.intValue(), byWord);
    }
}
