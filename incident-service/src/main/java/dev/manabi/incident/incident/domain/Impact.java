package dev.manabi.incident.incident.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What users and the business felt. Null is unknown, which is neither zero nor no.
 *
 * @param figures whatever else has been counted or estimated
 */
public record Impact(
        @Nullable Boolean userVisible,
        @Nullable Integer downtimeMinutes,
        @Nullable Integer degradedMinutes,
        @Nullable Long usersAffected,
        @Nullable Boolean dataLoss,
        @Nullable Boolean moneyAffected,
        @Nullable Boolean monitoringFailed,
        @Nullable Boolean onCallIntervened,
        @Nullable String notes,
        List<Figure> figures) {

    public static final Impact UNKNOWN = new Impact(null, null, null, null, null, null, null, null, null, List.of());

    public Impact {
        figures = List.copyOf(figures);
    }
}
