package dev.manabi.postmortem.policy.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an incident says about itself, as far as the criteria ask. Whatever is null is unknown, which is neither zero nor
 * "no".
 *
 * @param userVisible whether users saw anything of it
 * @param downtimeMinutes minutes in which it did not work at all for users
 * @param degradedMinutes minutes in which it worked badly for users
 * @param noticedBy who noticed first
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
        @Nullable NoticedBy noticedBy) {

    /** Who noticed an incident first. */
    public enum NoticedBy {
        MONITORING,
        PERSON,
        CUSTOMER
    }
}
