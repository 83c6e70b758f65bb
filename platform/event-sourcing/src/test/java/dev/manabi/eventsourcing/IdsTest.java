package dev.manabi.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void a_new_id_is_a_uuid_of_version_7_and_never_comes_twice() {
        List<UUID> ids = Stream.generate(Ids::next).limit(10_000).toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.version() == 7 && id.variant() == 2);
    }

    @Test
    void ids_carry_the_time_they_were_made() {
        long before = System.currentTimeMillis();
        long made = Ids.next().getMostSignificantBits() >>> 16;

        assertThat(made).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void the_same_name_gives_the_same_id_always_and_everywhere() {
        assertThat(Ids.named("INC-42"))
                .isEqualTo(Ids.named("INC-42"))
                .isEqualTo(UUID.fromString("fa349040-2baf-59ec-94f2-9faeaba35e45"))
                .isNotEqualTo(Ids.named("INC-43"));
        assertThat(Ids.named("INC-42").version()).isEqualTo(5);
    }
}
