package dev.manabi.review.review.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a machine noticed in the content under review: something to look at, never a verdict.
 *
 * @param kind LANGUAGE, PERSONAL_DATA, FIGURES, TIMELINE, ACTION_ITEMS, SECTIONS or COMMENTS; others may come
 * @param code stable, for programs
 * @param section the key of the section it is about, or null
 * @param actionItemId the action item it is about, or null
 * @param dismissed somebody left it as it is and said why
 */
public record Hint(
        String kind,
        String code,
        @Nullable String section,
        @Nullable UUID actionItemId,
        boolean dismissed) {}
