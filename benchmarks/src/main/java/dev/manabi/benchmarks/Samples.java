package dev.manabi.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Measured values, sorted. */
record Samples(List<Double> values) {

    Samples {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("Nothing was measured");
        }
        values = values.stream().sorted().toList();
    }

    static Samples of(double... values) {
        return new Samples(Arrays.stream(values).boxed().toList());
    }

    static <T> Samples of(Collection<T> rows, ToDoubleFunction<T> value) {
        return new Samples(rows.stream().map(value::applyAsDouble).toList());
    }

    /** The value that the given share of all values does not exceed (nearest rank): 0.5 is the lower median. */
    double quantile(double share) {
        int rank = (int) Math.ceil(share * values.size());
        return values.get(Math.clamp(rank, 1, values.size()) - 1);
    }

    /** The middle value, or the mean of the two in the middle. */
    double median() {
        int upper = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(upper) : (values.get(upper - 1) + values.get(upper)) / 2;
    }

    double min() {
        return values.getFirst();
    }

    double max() {
        return values.getLast();
    }

    int count() {
        return values.size();
    }
}
