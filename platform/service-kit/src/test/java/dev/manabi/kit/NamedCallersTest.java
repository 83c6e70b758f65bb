package dev.manabi.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedCallersTest {

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "\t", "a\u0000b", "\ud800"})
    void nobody_acts_without_a_name_that_can_be_kept(String name) {
        assertThat(NamedCallers.isName(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mei", "田中", "auth0|5f7c8ec7", "9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d", "a b@example.com"})
    void subjects_of_any_provider_are_names(String name) {
        assertThat(NamedCallers.isName(name)).isTrue();
    }

    @Test
    void a_name_has_an_end() {
        assertThat(NamedCallers.isName("x".repeat(255))).isTrue();
        assertThat(NamedCallers.isName("x".repeat(256))).isFalse();
    }
}
