/** Measures the real processes side by side with a floor in the same run; {@code benchmarks/run} is the way in. */
@NullMarked
package dev.manabi.benchmarks;

import org.jspecify.annotations.NullMarked;
