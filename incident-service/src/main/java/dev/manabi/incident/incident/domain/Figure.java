package dev.manabi.incident.incident.domain;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One figure of the impact.
 *
 * @param what for instance {@code failed payments}
 * @param unit for instance {@code EUR}, {@code requests}, {@code person-hours}
 * @param how how it was measured, or estimated; an estimate always says so
 */
public record Figure(
        FigureKind kind,
        String what,
        BigDecimal value,
        String unit,
        boolean estimated,
        @Nullable String how) {}
