package dev.manabi.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.incident.metrics.Chart.Caption;
import dev.manabi.incident.metrics.Chart.Mark;
import dev.manabi.incident.metrics.Samples.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartTest {

    private static final Instant START = Instant.parse("2026-03-01T09:30:00Z");
    private static final Caption CAPTION = new Caption("Failed requests", "requests/s", "INC-7, checkout");

    @Test
    void it_has_a_title_a_description_times_in_utc_the_unit_and_a_legend() {
        ParsedSvg svg = draw(List.of(), new Series("code=500", Arrays.asList(1.0, 2.0, 3.0)));
        assertThat(svg.elements()).startsWith("svg", "title", "desc", "style");
        assertThat(svg.texts())
                .contains(
                        "Failed requests (requests/s)",
                        "INC-7, checkout, 1 Mar 2026 09:30 to 09:32 UTC, every 60 s",
                        "code=500",
                        "09:30:00",
                        "1 Mar 2026");
    }

    @Test
    void what_happened_in_the_window_is_marked_and_nothing_else_is() {
        ParsedSvg svg = draw(
                List.of(
                        new Mark("started", START.plusSeconds(30)),
                        new Mark("resolved", START.plusSeconds(110)),
                        new Mark("detected", START.minusSeconds(1)),
                        new Mark("mitigated", START.plusSeconds(121))),
                new Series("a", Arrays.asList(1.0, 2.0, 3.0)));
        assertThat(svg.texts())
                .contains("started 09:30", "resolved 09:31")
                .noneMatch(text -> text.startsWith("detected") || text.startsWith("mitigated"));
    }

    @Test
    void a_gap_is_a_gap_and_one_sample_alone_a_dot() {
        ParsedSvg svg = draw(List.of(), new Series("a", Arrays.asList(1.0, 1.0, null, 2.0, null, null, 1.0)));
        assertThat(svg.paths()).hasSize(1);
        assertThat(svg.paths().getFirst().replaceAll("[-0-9. ]", "")).isEqualTo("MhLMhMh");
    }

    @Test
    void without_samples_it_says_so() {
        assertThat(draw(List.of()).texts()).contains("No samples.").doesNotContain("0.5", "1.0");
    }

    /** Also those that are no size for a picture at all. */
    @Test
    void whatever_the_values_are_every_number_in_it_lies_within() {
        Random random = new Random(3);
        double[] magnitudes = {0, 4.9e-324, 1e-300, 1e-9, 0.5, 1, 1e3, 1e6, 1e17, 1e300};
        for (int round = 0; round < 500; round++) {
            double low = magnitudes[random.nextInt(magnitudes.length)] * (random.nextBoolean() ? 1 : -1);
            double high = magnitudes[random.nextInt(magnitudes.length)] * random.nextDouble();
            @Nullable Double[] values = new Double[50];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(5) == 0 ? null : low + random.nextDouble() * (high - low);
            }
            ParsedSvg svg = draw(List.of(), new Series("a", Arrays.asList(values)));
            Arrays.stream(svg.paths().getFirst().split("[MLh ]+"))
                    .filter(number -> !number.isEmpty() && !number.equals("0.01"))
                    .forEach(number -> assertThat(Double.parseDouble(number)).isBetween(0.0, 960.0));
            assertThat(svg.texts()).noneMatch(text -> text.contains("NaN") || text.contains("Infinity"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 7, '0,2,4,6,8'",
        "0.2, 0.93, '0.0,0.2,0.4,0.6,0.8,1.0'",
        "99.91, 99.99, '99.90,99.92,99.94,99.96,99.98,100.00'",
        "5, 5, '0,2,4,6,8,10'",
        "-3, 4, '-4,-2,0,2,4'",
        "0, 4200000, '0,1 M,2 M,3 M,4 M,5 M'",
        "0, 42000000, '0,10 M,20 M,30 M,40 M,50 M'",
        "0, 15000, '0,5 k,10 k,15 k'",
        "0, 0, '0.0,0.2,0.4,0.6,0.8,1.0'"
    })
    void ticks_are_round(double least, double greatest, String labels) {
        Scale scale = Scale.of(least, greatest);
        assertThat(scale.ticks()).extracting(scale::label).containsExactly(labels.split(","));
    }

    @ParameterizedTest
    @CsvSource({"PT2M, 9", "PT2H5M, 9", "PT25H, 9", "P9D, 9", "P400D, 9", "P20000D, 9"})
    void times_are_round_and_not_too_many(Duration length, int most) {
        TimeAxis axis = new TimeAxis(START, START.plus(length));
        assertThat(axis.ticks()).hasSizeBetween(2, most + 1).allMatch(axis::holds);
    }

    @Test
    void twenty_lines_can_be_told_apart() {
        Series[] series = IntStream.range(0, 20)
                .mapToObj(i -> new Series("s" + i, Arrays.asList(1.0 * i, 2.0 * i)))
                .toArray(Series[]::new);
        String svg = Chart.draw(CAPTION, List.of(), samples(series));
        IntStream.range(0, 10)
                .forEach(i -> assertThat(svg)
                        .contains("<path class=\"line c" + i + "\"", "<path class=\"line c" + i + " dashed\""));
    }

    @Test
    void nothing_in_it_is_loaded_or_run() {
        String hostile =
                "\"/><script>alert(1)</script><a xlink:href='javascript:alert(1)'>&\u0000\u000b\ufffe\ud800\u202e";
        Samples samples = new Samples(
                hostile,
                new Window(START, START.plusSeconds(60), 60),
                List.of(new Series(hostile, Arrays.asList(1.0, 2.0))),
                0,
                0,
                List.of(hostile));
        String svg = Chart.draw(new Caption(hostile, hostile, hostile), List.of(), samples);
        assertThat(ParsedSvg.of(svg).elements())
                .containsOnly("svg", "title", "desc", "style", "rect", "line", "path", "text");
        assertThat(svg).doesNotContain("<script", "<a ", "url(", "@import", "\u202e");
    }

    private static ParsedSvg draw(List<Mark> marks, Series... series) {
        return ParsedSvg.of(Chart.draw(CAPTION, marks, samples(series)));
    }

    private static Samples samples(Series... series) {
        int points = series.length == 0 ? 3 : series[0].values().size();
        Window window = new Window(START, START.plusSeconds(60L * (points - 1)), 60);
        return new Samples("sum(x)", window, List.of(series), 0, 0, List.of());
    }
}
