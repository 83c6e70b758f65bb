package dev.manabi.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectionTest {

    private final List<String> written = new ArrayList<>();

    @Test
    void of_two_projections_the_second_comes_after_the_first_for_each_event() {
        Projection<String> both = writing("first").then(writing("second"));
        Cause cause = new Cause("mei", Instant.EPOCH, Ids.next(), null, null);
        both.project(new Recorded<>(Ids.next(), 1, "a", cause.newEvent()));
        both.project(new Recorded<>(Ids.next(), 2, "b", cause.newEvent()));
        assertThat(written).containsExactly("first a", "second a", "first b", "second b");
        assertThat(both.tables()).containsExactly("first", "second");
    }

    private Projection<String> writing(String table) {
        return new Projection<>() {
            @Override
            public void project(Recorded<String> recorded) {
                written.add(table + " " + recorded.event());
            }

            @Override
            public List<String> tables() {
                return List.of(table);
            }
        };
    }
}
