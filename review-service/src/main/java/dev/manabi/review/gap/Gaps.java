package dev.manabi.review.gap;

import dev.manabi.contracts.IncidentMessage.IncidentDecisionMissed;
import dev.manabi.contracts.MissingAnswer;
import dev.manabi.contracts.PostmortemMessage.PostmortemReviewMissed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps what was found missing, as those who wait tell it, which comes in its order. */
@ApplicationScoped
public class Gaps {

    private static final String UPSERT = """
            insert into gap (id, kind, number, incident_id, postmortem_id, team, since, asked, answered_at, confidential)
            values (:id, :kind, :number, :incident, :postmortem, :team, :since, :asked, :answered, :confidential)
            on conflict (id) do update
               set asked = greatest(gap.asked, excluded.asked), answered_at = excluded.answered_at
            """;

    private final EntityManager entities;

    Gaps(EntityManager entities) {
        this.entities = entities;
    }

    public void note(IncidentDecisionMissed missing) {
        note(missing, GapKind.DECISION_MISSING, missing.number(), missing.incidentId(), null, missing.team(), false);
    }

    public void note(PostmortemReviewMissed missing) {
        note(
                missing,
                GapKind.REVIEW_MISSING,
                missing.number(),
                null,
                missing.postmortemId(),
                missing.team(),
                missing.isPrivate());
    }

    private void note(
            MissingAnswer missing,
            GapKind kind,
            String number,
            @Nullable UUID incident,
            @Nullable UUID postmortem,
            @Nullable String team,
            boolean confidential) {
        entities.createNativeQuery(UPSERT)
                .setParameter("id", missing.questionId())
                .setParameter("kind", kind.name())
                .setParameter("number", number)
                .setParameter("incident", incident)
                .setParameter("postmortem", postmortem)
                .setParameter("team", team)
                .setParameter("since", missing.since())
                .setParameter("asked", missing.asked())
                .setParameter("answered", missing.answeredAt())
                .setParameter("confidential", confidential)
                .executeUpdate();
    }
}
