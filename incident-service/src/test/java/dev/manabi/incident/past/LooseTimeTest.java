package dev.manabi.incident.past;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LooseTimeTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @ParameterizedTest
    @CsvSource({
        "2022-03-10T11:56:00Z, 2022-03-10T11:56:00Z",
        "2022-07-10T11:56:00+09:00, 2022-07-10T02:56:00Z",
        "2022-07-10 11:56, 2022-07-10T10:56:00Z",
        "2022-01-10 11.56, 2022-01-10T11:56:00Z",
        "2025-01-14 1600, 2025-01-14T16:00:00Z",
        "2022/1/9 9:05:07, 2022-01-09T09:05:07Z",
        "2022-07-10 11:56 UTC, 2022-07-10T11:56:00Z",
    })
    void times_as_people_write_them_are_read(String text, Instant time) {
        assertThat(LooseTime.read(text, LONDON)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2022-13-10 11:56",
                "2022-02-30 10:00",
                "2022-03-13 HH:mm",
                "2019-12-03 --:--",
                "12:26-12:??",
                "2022-08-03",
                "25:00",
                "2022-01-01 99:99",
                ""
            })
    void what_is_no_time_stays_unknown(String text) {
        assertThat(LooseTime.read(text, LONDON)).isEmpty();
    }
}
