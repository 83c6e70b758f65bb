package dev.manabi.postmortem.policy.domain;

import org.jspecify.annotations.Nullable;

/** Logic with three values, null being "unknown": one "yes" settles an "or", an unknown part leaves it open. */
final class Unknown {

    private Unknown() {}

    static @Nullable Boolean or(@Nullable Boolean one, @Nullable Boolean other) {
        if (Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other)) {
            return true;
        }
        if (one == null || other == null) {
            return null;
        }
        return false;
    }

    static @Nullable Boolean atLeast(@Nullable Integer value, int threshold) {
        return value == null ? null : Boolean.valueOf(value >= threshold);
    }
}
