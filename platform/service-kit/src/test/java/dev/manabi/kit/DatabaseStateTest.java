package dev.manabi.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseStateTest {

    @ParameterizedTest
    @CsvSource({
        "08001, true, false", // cannot connect
        "08006, true, false", // the connection broke
        "53300, true, false", // too many connections
        "57P01, true, false", // shut down by the administrator
        "57P03, true, false", // starting up
        "22021, false, true", // NUL in text
        "22P05, false, true", // NUL in JSON
        "22008, false, true", // a time beyond what it keeps
        "23505, false, false",
        "40001, false, false",
        "42P01, false, false",
        "25P02, false, false"
    })
    void the_state_tells_who_is_to_act(String state, boolean away, boolean unstorable) {
        Throwable failure = new RuntimeException(new IllegalStateException(new SQLException("x", state)));
        assertThat(DatabaseState.isAway(failure)).isEqualTo(away);
        assertThat(DatabaseState.isUnstorable(failure)).isEqualTo(unstorable);
    }

    @Test
    void a_pool_that_gives_no_connection_has_no_state_and_is_away() {
        SQLException exhausted = new SQLException("Sorry, acquisition timeout!");
        assertThat(DatabaseState.isAway(exhausted)).isTrue();
        assertThat(DatabaseState.isUnstorable(exhausted)).isFalse();
    }

    @Test
    void a_commit_that_fails_tells_by_what_it_suppresses() {
        Exception commit = new Exception("Could not commit");
        commit.addSuppressed(
                new Exception("of the resource", new SQLException("This connection has been closed.", "08003")));
        assertThat(DatabaseState.isAway(new RuntimeException(commit))).isTrue();

        RuntimeException refused = new RuntimeException(new SQLException("a rule", "23505"));
        refused.addSuppressed(new SQLException("while rolling back", "08003"));
        assertThat(DatabaseState.isAway(refused)).as("the cause comes first").isFalse();
    }

    @Test
    void what_has_nothing_to_do_with_a_database_is_neither() {
        assertThat(DatabaseState.isAway(new IllegalStateException())).isFalse();
        assertThat(DatabaseState.isUnstorable(new IllegalStateException())).isFalse();
    }
}
