package dev.manabi.postmortem.policy.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an incident says about itself, as far as criteria ask. Whatever is null is unknown, which is neither zero nor
 * "no". Of the people who took part it says nothing: a criterion looks at what happened, never at who was there.
 *
 * @param userVisible whether users saw anything of it
 * @param downtimeMinutes minutes in which it did not work at all for users
 * @param degradedMinutes minutes in which it worked badly for users
 * @param noticedBy who noticed first
 * @param kind INCIDENT, NEAR_MISS or DRILL
 * @param peakSeverity the worst that it ever was
 * @param servicesAtFault those in which it began
 */
public record IncidentFacts(
        @Nullable Instant startedAt,
        @Nullable Instant resolvedAt,
        @Nullable Boolean userVisible,
        @Nullable Integer downtimeMinutes,
        @Nullable Integer degradedMinutes,
        @Nullable Boolean dataLoss,
        @Nullable Boolean moneyAffected,
        @Nullable Boolean monitoringFailed,
        @Nullable Boolean onCallIntervened,
        @Nullable NoticedBy noticedBy,
        String kind,
        String severity,
        String peakSeverity,
        String title,
        @Nullable String summary,
        @Nullable String team,
        List<String> services,
        @Nullable List<String> servicesAtFault,
        Instant declaredAt,
        @Nullable Instant detectedAt,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant mitigatedAt,
        @Nullable Long usersAffected,
        @Nullable List<Figure> figures) {

    /** Who noticed an incident first. */
    public enum NoticedBy {
        MONITORING,
        PERSON,
        CUSTOMER
    }

    /** One figure of the impact, for instance MONEY 1200 EUR. */
    public record Figure(String kind, String what, BigDecimal value, String unit, boolean estimated) {}
}
