package dev.manabi.incident.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixTest {

    private static final Window WINDOW = new Window(Instant.ofEpochSecond(600), Instant.ofEpochSecond(660), 15);

    @Test
    void what_is_missing_or_no_number_is_a_gap() throws IOException {
        Samples samples = read("""
                {"metric": {"__name__": "up"}, "values":
                 [[600, "1"], [615, "NaN"], [630.0, "-2.5e3"], [645, "+Inf"], [660, "1e301"]]}
                """);
        assertThat(samples.series()).hasSize(1);
        assertThat(samples.series().getFirst().name()).isEqualTo("up");
        assertThat(samples.series().getFirst().values()).containsExactly(1.0, null, -2500.0, null, null);
        assertThat(samples.withoutNumber()).isEqualTo(3);
        assertThat(samples.notes()).containsExactly("3 samples were no number or infinite, and are gaps.");
    }

    @Test
    void a_series_without_any_number_is_none() throws IOException {
        Samples samples = read("""
                {"metric": {"a": "1"}, "values": [[600, "NaN"]]},
                {"metric": {"a": "2"}, "histograms": [[600, {"count": "1", "sum": "1", "buckets": []}]]},
                {"metric": {"a": "3"}, "values": []}
                """);
        assertThat(samples.isEmpty()).isTrue();
        assertThat(samples.withoutNumber()).isEqualTo(1);
    }

    @Test
    void samples_beside_the_points_go_to_the_nearest_and_those_outside_nowhere() throws IOException {
        Samples samples = read("""
                {"metric": {}, "values": [[1, "9"], [601.2, "1"], [628.9, "2"], [668, "9"], [1e300, "9"], [-1e300, "9"]]}
                """);
        assertThat(samples.series().getFirst().name()).isEqualTo("value");
        assertThat(samples.series().getFirst().values()).containsExactly(1.0, null, 2.0, null, null);
    }

    @Test
    void a_series_is_named_by_what_tells_it_from_the_others_the_highest_first() throws IOException {
        Samples samples = read("""
                {"metric": {"__name__": "up", "job": "a", "code": "500"}, "values": [[600, "1"]]},
                {"metric": {"__name__": "up", "job": "a", "code": "502", "zone": "b"}, "values": [[600, "-3"]]}
                """);
        assertThat(samples.series()).extracting(Samples.Series::name).containsExactly("code=502, zone=b", "code=500");
    }

    @Test
    void warnings_are_kept_some_of_them() throws IOException {
        Samples samples = Matrix.read("""
                        {"status": "success", "warnings": ["one\\nstore is away", "2", "3", "4", "5", "6"],
                         "data": {"resultType": "matrix", "result": []}}
                        """.getBytes(UTF_8)).samples("q", WINDOW);
        assertThat(samples.warnings()).hasSize(5).contains("one store is away");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "1",
                "\"matrix\"",
                "{}",
                "{\"status\": \"error\", \"error\": \"x\"}",
                "{\"status\": \"success\", \"data\": {\"resultType\": \"vector\", \"result\": []}}",
                "{\"status\": \"success\", \"data\": {\"resultType\": \"matrix\", \"result\": [null]}}",
                "{\"status\": \"success\", \"data\": {\"resultType\": \"matrix\", \"result\": [{\"metric\": {\"a\": null}}]}}",
                "{\"status\": \"success\", \"data\": {\"resultType\": \"matrix\", \"result\": [{\"values\": [null]}]}}",
                "{\"status\": \"success\", \"data\": {\"resultType\": \"matrix\", \"result\": [{\"values\": [1]}]}}",
                "{\"status\": \"success\", \"data\": {\"resultType\": \"matrix\", \"result\": {\"a\": 1}}}"
            })
    void what_is_no_matrix_is_not_taken_for_one(String json) {
        assertThatThrownBy(() -> Matrix.read(json.getBytes(UTF_8))).isInstanceOf(IOException.class);
    }

    /** Whatever is cut off, doubled or changed: read, or refused as unreadable, and nothing else. */
    @Test
    void no_bytes_cause_an_accident() {
        byte[] good = """
                {"status": "success", "data": {"resultType": "matrix", "result": [
                 {"metric": {"a": "1"}, "values": [[600, "1"], [615, "2"]]}, {"metric": {"a": "2"}, "values": [[600, "1"]]}]}}
                """.getBytes(UTF_8);
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = good.clone();
            for (int change = 0; change <= round % 4; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) "{}[],:\"0e-nul\0\u007f".charAt(random.nextInt(15));
            }
            try {
                Matrix.read(bytes).samples("q", WINDOW);
                Matrix.error(bytes);
            } catch (IOException e) {
                assertThat(e).isNotNull(); // that is how it is refused
            }
        }
    }

    private static Samples read(String series) throws IOException {
        return Matrix.read("""
                        {"status": "success", "data": {"resultType": "matrix", "result": [%s]}, "isPartial": false}
                        """.formatted(series).getBytes(UTF_8)).samples("q", WINDOW);
    }
}
