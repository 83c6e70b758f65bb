package dev.manabi.incident.incident.domain;

import org.jspecify.annotations.Nullable;

/** What users and the business felt. Null is unknown, which is neither zero nor no. */
public record Impact(
        @Nullable Boolean userVisible,
        @Nullable Integer downtimeMinutes,
        @Nullable Integer degradedMinutes,
        @Nullable Long usersAffected,
        @Nullable Boolean dataLoss,
        @Nullable Boolean moneyAffected,
        @Nullable Boolean monitoringFailed,
        @Nullable Boolean onCallIntervened,
        @Nullable String notes) {

    public static final Impact UNKNOWN = new Impact(null, null, null, null, null, null, null, null, null);
}
