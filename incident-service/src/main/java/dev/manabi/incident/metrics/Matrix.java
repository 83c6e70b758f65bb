package dev.manabi.incident.metrics;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.manabi.incident.metrics.Samples.Series;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A range of samples in the JSON of Prometheus: https://prometheus.io/docs/prometheus/latest/querying/api/ */
final class Matrix {

    private static final ObjectReader READER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build()
            .readerFor(Response.class);

    /** Beyond this the differences between numbers can no longer be reckoned with. */
    private static final double LARGEST_NUMBER = 1e300;

    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_NAME = 200;
    private static final int MOST_WARNINGS = 5;

    private final List<RawSeries> result;
    private final List<String> warnings;

    private Matrix(List<RawSeries> result, List<String> warnings) {
        this.result = result;
        this.warnings = warnings;
    }

    private record Response(
            @Nullable String status,
            @Nullable String errorType,
            @Nullable String error,
            @Nullable List<String> warnings,
            @Nullable Data data) {}

    private record Data(
            @Nullable String resultType, @Nullable List<RawSeries> result) {}

    /** @param values null where the series is one of histograms */
    private record RawSeries(
            @Nullable Map<String, String> metric, @Nullable List<RawSample> values) {}

    /** @param at in seconds */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"at", "value"})
    private record RawSample(double at, @Nullable String value) {

        /** NaN for everything that cannot be drawn. */
        double number() {
            try {
                double number = value == null ? Double.NaN : Double.parseDouble(value);
                return Math.abs(number) <= LARGEST_NUMBER ? number : Double.NaN;
            } catch (NumberFormatException e) {
                return Double.NaN; // +Inf and -Inf too: Java writes them otherwise
            }
        }
    }

    private record Line(Map<String, String> labels, List<@Nullable Double> values, double peak) {}

    /** @throws IOException where it is not what Prometheus would say */
    static Matrix read(byte[] json) throws IOException {
        Response response = READER.readValue(json);
        Data data = response == null ? null : response.data();
        if (data == null || !"success".equals(response.status()) || !"matrix".equals(data.resultType())) {
            throw new IOException("No matrix");
        }
        return new Matrix(orNone(data.result()), orNone(response.warnings()));
    }

    /** @throws IOException where it is not what Prometheus would say */
    static String error(byte[] json) throws IOException {
        Response response = READER.readValue(json);
        if (response == null || response.error() == null) {
            throw new IOException("No error");
        }
        String type = response.errorType() == null ? "" : response.errorType() + ": ";
        return PlainText.line(type + response.error(), LONGEST_REASON);
    }

    Samples samples(String query, Window window) {
        List<Line> lines = result.stream()
                .map(series -> line(series, window))
                .filter(line -> line.values().stream().anyMatch(Objects::nonNull))
                .sorted(Comparator.comparingDouble(Line::peak).reversed())
                .toList();
        List<Line> kept = lines.subList(0, Math.min(lines.size(), Samples.MOST_SERIES));
        return new Samples(
                query,
                window,
                kept.stream()
                        .map(line -> new Series(name(line, kept), line.values()))
                        .toList(),
                lines.size() - kept.size(),
                withoutNumber(),
                warnings.stream()
                        .limit(MOST_WARNINGS)
                        .map(warning -> PlainText.line(warning, LONGEST_REASON))
                        .toList());
    }

    private int withoutNumber() {
        return (int) result.stream()
                .flatMap(series -> orNone(series.values()).stream())
                .filter(sample -> Double.isNaN(sample.number()))
                .count();
    }

    private static Line line(RawSeries series, Window window) {
        @Nullable Double[] values = new Double[window.points()];
        double peak = 0;
        for (RawSample sample : orNone(series.values())) {
            double value = sample.number();
            long point = Math.round((sample.at() - window.start().getEpochSecond()) / window.stepSeconds());
            if (!Double.isNaN(value) && point >= 0 && point < values.length) {
                values[(int) point] = value;
                peak = Math.max(peak, Math.abs(value));
            }
        }
        Map<String, String> labels = series.metric() == null ? Map.of() : series.metric();
        return new Line(labels, Arrays.asList(values), peak);
    }

    /** The labels by which it differs from the others; the metric's name where there are none. */
    private static String name(Line line, List<Line> all) {
        String labels = new TreeMap<>(line.labels())
                .entrySet().stream()
                        .filter(label -> all.stream()
                                .anyMatch(other ->
                                        !label.getValue().equals(other.labels().get(label.getKey()))))
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(", "));
        String name = labels.isEmpty() ? line.labels().getOrDefault("__name__", "") : labels;
        return PlainText.line(name.isBlank() ? "value" : name, LONGEST_NAME);
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
