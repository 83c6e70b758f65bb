package dev.manabi.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedTest {

    @Test
    void a_strong_etag_is_the_version_that_was_seen() {
        assertThat(Expected.optional("\"7\"")).isEqualTo(Expected.version(7));
        assertThat(Expected.required(" \"12\" ")).isEqualTo(Expected.version(12));
    }

    @Test
    void a_star_is_any_version() {
        assertThat(Expected.optional("*")).isEqualTo(Expected.any());
        assertThat(Expected.required("*")).isEqualTo(Expected.any());
    }

    @Test
    void without_a_header_any_version_will_do_unless_one_is_required() {
        assertThat(Expected.optional(null)).isEqualTo(Expected.any());
        assertThatThrownBy(() -> Expected.required(null)).isInstanceOf(DomainException.VersionRequired.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"\"", "\"", "", "\"x\"", "W/\"7\"", "\"7\", \"8\"", "\"9223372036854775808\""})
    void anything_else_is_no_etag_of_ours(String header) {
        assertThatThrownBy(() -> Expected.optional(header))
                .isInstanceOfSatisfying(
                        DomainException.InvalidValue.class,
                        e -> assertThat(e.field()).isEqualTo("If-Match"));
    }
}
