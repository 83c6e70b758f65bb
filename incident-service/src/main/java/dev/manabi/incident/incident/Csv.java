package dev.manabi.incident.incident;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows as RFC 4180 has them, in UTF-8. The file begins with a byte order mark: without it Excel takes Japanese for
 * something else. A text that a spreadsheet would compute has an apostrophe before it. Unknown is empty, a list is joined
 * by semicolons.
 */
final class Csv<T> {

    static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final String END = "\r\n";
    private static final String COMPUTED = "=+-@\t\r\n＝＋－＠";

    private final List<Column<T>> columns;

    Csv(List<Column<T>> columns) {
        this.columns = columns;
    }

    /** @param value null is unknown */
    record Column<T>(String name, Function<T, @Nullable Object> value) {}

    String header() {
        return BYTE_ORDER_MARK + columns.stream().map(Column::name).collect(Collectors.joining(",")) + END;
    }

    String row(T thing) {
        return columns.stream()
                        .map(column -> field(column.value().apply(thing)))
                        .collect(Collectors.joining(","))
                + END;
    }

    private static String field(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Number number -> number.toString();
            case List<?> list ->
                quoted(harmless(list.stream().map(String::valueOf).collect(Collectors.joining(";"))));
            default -> quoted(harmless(value.toString()));
        };
    }

    private static String harmless(String text) {
        return !text.isEmpty() && COMPUTED.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
