package dev.manabi.incident.metrics;

import dev.manabi.incident.metrics.Samples.Series;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A graph as SVG: lines over time, with the incident's own times marked. No script, nothing loaded from elsewhere, light
 * or dark as the reader has it.
 */
final class Chart {

    private static final int WIDTH = 960;
    private static final int LEFT = 80;
    private static final int RIGHT = 940;
    private static final int MARK_ROW = 14;
    private static final int PLOT_HEIGHT = 280;
    private static final int LEGEND_ROW = 18;
    private static final int COLUMN = 430;
    private static final int LONGEST_TITLE = 110;
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_NOTE = 140;
    private static final int COLOURS = 10;
    private static final String NO_SAMPLES = "No samples.";

    private static final String STYLE = """

            text { font: 12px system-ui, sans-serif; fill: #24292f }
            .title { font-size: 16px; font-weight: 600 }
            .dim { fill: #57606a }
            .paper { fill: #ffffff }
            .grid { stroke: #d8dee4; stroke-width: 1 }
            .axis { stroke: #57606a; stroke-width: 1 }
            .mark { stroke: #57606a; stroke-width: 1; stroke-dasharray: 4 3 }
            .line { fill: none; stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round }
            .dashed { stroke-dasharray: 6 4 }
            .c0 { stroke: #0969da } .c1 { stroke: #d1570a } .c2 { stroke: #1a7f37 } .c3 { stroke: #cf222e }
            .c4 { stroke: #8250df } .c5 { stroke: #9a6700 } .c6 { stroke: #bf3989 } .c7 { stroke: #57606a }
            .c8 { stroke: #0a8a8a } .c9 { stroke: #5c7a00 }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3 }
              .dim { fill: #9198a1 }
              .paper { fill: #0d1117 }
              .grid { stroke: #30363d }
              .axis, .mark { stroke: #9198a1 }
              .c0 { stroke: #4493f8 } .c1 { stroke: #f0883e } .c2 { stroke: #3fb950 } .c3 { stroke: #ff7b72 }
              .c4 { stroke: #ab7df8 } .c5 { stroke: #d29922 } .c6 { stroke: #f778ba } .c7 { stroke: #9198a1 }
              .c8 { stroke: #39c5cf } .c9 { stroke: #a5c72a }
            }
            """;

    private final Caption caption;
    private final List<Mark> marks;
    private final Samples samples;
    private final TimeAxis times;
    private final Scale scale;
    private final int top;
    private final int bottom;
    private final Svg svg = new Svg();

    private Chart(Caption caption, List<Mark> marks, Samples samples) {
        this.caption = caption;
        this.samples = samples;
        this.times = new TimeAxis(samples.window().start(), samples.window().end());
        this.marks = marks.stream().filter(mark -> times.holds(mark.at())).toList();
        this.scale = scale(samples);
        this.top = 62 + MARK_ROW * this.marks.size();
        this.bottom = top + PLOT_HEIGHT;
    }

    /**
     * What stands above.
     *
     * @param about the incident and the service
     */
    record Caption(String title, @Nullable String unit, String about) {}

    /** Something that happened to the incident. */
    record Mark(String name, Instant at) {}

    static String draw(Caption caption, List<Mark> marks, Samples samples) {
        Chart chart = new Chart(caption, marks, samples);
        chart.draw();
        return chart.svg.toString();
    }

    private static Scale scale(Samples samples) {
        List<Double> values = samples.series().stream()
                .flatMap(series -> series.values().stream())
                .filter(Objects::nonNull)
                .toList();
        return Scale.of(
                values.stream().mapToDouble(Double::doubleValue).min().orElse(0),
                values.stream().mapToDouble(Double::doubleValue).max().orElse(1));
    }

    private void draw() {
        List<String> notes = samples.notes();
        int legend = bottom + 56;
        int height = legend + LEGEND_ROW * (legendRows() + notes.size()) + 4;
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + WIDTH + " " + height,
                "width",
                Integer.toString(WIDTH),
                "height",
                Integer.toString(height),
                "role",
                "img",
                "aria-labelledby",
                "title description");
        String unit = caption.unit() == null ? "" : " (" + caption.unit() + ")";
        svg.text("title", caption.title() + unit + ", " + caption.about(), "id", "title");
        svg.text("desc", description(notes), "id", "description");
        svg.text("style", STYLE);
        svg.empty("rect", "class", "paper", "width", "100%", "height", "100%");
        write(PlainText.line(caption.title(), LONGEST_TITLE) + unit, LEFT, 24, "title");
        write(PlainText.line(caption.about(), LONGEST_TITLE) + ", " + span(), LEFT, 44, "dim");
        if (samples.isEmpty()) {
            write(NO_SAMPLES, (LEFT + RIGHT) / 2.0, (top + bottom) / 2.0, "dim", "middle");
        } else {
            drawValueAxis();
        }
        drawTimeAxis();
        drawMarks();
        for (int i = 0; i < samples.series().size(); i++) {
            drawLine(samples.series().get(i), i);
        }
        drawLegend(legend, notes);
        svg.close("svg");
    }

    private String span() {
        Instant start = times.start();
        Instant end = times.end();
        String until = TimeAxis.day(start).equals(TimeAxis.day(end)) ? "" : TimeAxis.date(end) + " ";
        return TimeAxis.date(start) + " " + TimeAxis.minute(start) + " to " + until + TimeAxis.minute(end)
                + " UTC, every " + samples.window().stepSeconds() + " s";
    }

    /** For whoever cannot see it. */
    private String description(List<String> notes) {
        List<String> sentences = new ArrayList<>();
        sentences.add("From " + times.start() + " to " + times.end() + ".");
        sentences.add("Query: " + samples.query());
        marks.forEach(mark -> sentences.add(mark.name() + " at " + mark.at() + "."));
        samples.series()
                .forEach(series ->
                        sentences.add(series.name() + ": from " + least(series) + " to " + greatest(series) + "."));
        if (samples.isEmpty()) {
            sentences.add(NO_SAMPLES);
        }
        sentences.addAll(notes);
        return String.join(" ", sentences);
    }

    private static double least(Series series) {
        return series.values().stream()
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(0);
    }

    private static double greatest(Series series) {
        return series.values().stream()
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }

    private void drawValueAxis() {
        for (double tick : scale.ticks()) {
            line("grid", LEFT, y(tick), RIGHT, y(tick));
            write(scale.label(tick), LEFT - 8, y(tick) + 4, "dim", "end");
        }
    }

    private void drawTimeAxis() {
        line("axis", LEFT, bottom, RIGHT, bottom);
        LocalDate day = null;
        for (Instant tick : times.ticks()) {
            line("axis", x(tick), bottom, x(tick), bottom + 5);
            write(times.timeOfDay(tick), x(tick), bottom + 18, "dim", "middle");
            if (!TimeAxis.day(tick).equals(day)) {
                write(TimeAxis.date(tick), x(tick), bottom + 33, "dim", "middle");
                day = TimeAxis.day(tick);
            }
        }
    }

    /** Each in a row of its own, since they may lie close together. */
    private void drawMarks() {
        for (int i = 0; i < marks.size(); i++) {
            Mark mark = marks.get(i);
            double row = top - MARK_ROW * (marks.size() - i - 1) - 4.0;
            double x = x(mark.at());
            boolean toTheLeft = x > RIGHT - 120;
            line("mark", x, row - 9, x, bottom);
            write(
                    mark.name() + " " + TimeAxis.minute(mark.at()),
                    toTheLeft ? x - 5 : x + 5,
                    row,
                    "dim",
                    toTheLeft ? "end" : "start");
        }
    }

    /** What is not there is not drawn: a line ends before a gap and begins anew after it. */
    private void drawLine(Series series, int index) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int point = 0; point < series.values().size(); point++) {
            Double value = series.values().get(point);
            if (value == null) {
                drawing = false;
                continue;
            }
            path.append(drawing ? 'L' : 'M')
                    .append(number(x(samples.window().at(point))))
                    .append(' ')
                    .append(number(y(value)));
            if (!drawing) {
                path.append("h0.01"); // one sample alone is seen too, as a dot
            }
            drawing = true;
        }
        svg.empty("path", "class", lineClass(index), "d", path.toString());
    }

    private static String lineClass(int index) {
        return "line c" + index % COLOURS + (index < COLOURS ? "" : " dashed");
    }

    private void drawLegend(int legend, List<String> notes) {
        for (int i = 0; i < samples.series().size(); i++) {
            int x = LEFT + i % 2 * COLUMN;
            int y = legend + i / 2 * LEGEND_ROW;
            line(lineClass(i), x, y - 4, x + 22, y - 4);
            write(PlainText.line(samples.series().get(i).name(), LONGEST_NAME), x + 30, y, "name");
        }
        int y = legend + legendRows() * LEGEND_ROW;
        for (String note : notes) {
            write(PlainText.line(note, LONGEST_NOTE), LEFT, y, "dim");
            y += LEGEND_ROW;
        }
    }

    private int legendRows() {
        return (samples.series().size() + 1) / 2;
    }

    private double x(Instant time) {
        return LEFT + times.share(time) * (RIGHT - LEFT);
    }

    private double y(double value) {
        return bottom - scale.share(value) * PLOT_HEIGHT;
    }

    private void line(String kind, double x1, double y1, double x2, double y2) {
        svg.empty("line", "class", kind, "x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2));
    }

    private void write(String text, double x, double y, String kind) {
        write(text, x, y, kind, "start");
    }

    private void write(String text, double x, double y, String kind, String anchor) {
        svg.text("text", text, "x", number(x), "y", number(y), "class", kind, "text-anchor", anchor);
    }

    private static String number(double value) {
        return Double.toString(Math.round(value * 10) / 10.0);
    }
}
