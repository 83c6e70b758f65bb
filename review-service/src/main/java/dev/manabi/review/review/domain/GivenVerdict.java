package dev.manabi.review.review.domain;

import org.jspecify.annotations.Nullable;

/**
 * The verdict that stands on a criterion.
 *
 * @param by the reviewer who gave it last
 */
public record GivenVerdict(
        String criterion, Verdict verdict, @Nullable String remark, String by) {}
