package dev.manabi.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventContractTest {

    /** Words that are no participle in -ed but say as well that something has come to be so. */
    private static final Set<String> OTHER_PAST_WORDS = Set.of("made", "overdue");

    static List<EventContract<?>> contracts() {
        return EventContract.all();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void a_type_is_named_manabi_aggregate_past_tense_and_version(EventContract<?> contract) {
        assertThat(contract.type()).matches("manabi\\.[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*\\.v[1-9][0-9]*");

        String lastWord = contract.type().replaceFirst("\\.v[0-9]+$", "").replaceFirst(".*[.-]", "");
        assertThat(lastWord.endsWith("ed") || OTHER_PAST_WORDS.contains(lastWord))
                .as("%s says what has happened", contract.type())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void a_type_and_its_record_have_the_same_name(EventContract<?> contract) {
        String said = contract.type()
                .replaceFirst("^manabi\\.", "")
                .replaceFirst("\\.v[0-9]+$", "")
                .replaceAll("[.-]", "");

        assertThat(contract.shape().getSimpleName().toLowerCase(Locale.ROOT)).isEqualTo(said);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void a_contract_is_found_by_its_type_and_by_its_event(EventContract<?> contract) throws Exception {
        assertThat(EventContract.ofType(contract.type())).contains(contract);
        assertThat(EventContract.of(ContractFiles.read(contract, ContractFiles.golden(contract))))
                .isEqualTo(contract);
    }

    @Test
    void nobody_has_promised_an_unknown_type() {
        assertThat(EventContract.ofType("manabi.incident.declared.v2")).isEmpty();
    }

    @Test
    void every_public_event_has_exactly_one_contract() {
        List<Class<?>> promised =
                EventContract.all().stream().map(EventContract::shape).collect(Collectors.toList());

        assertThat(promised).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(events().toList());
        assertThat(EventContract.all().stream().map(EventContract::type)).doesNotHaveDuplicates();
    }

    @Test
    void every_family_of_events_travels_on_one_topic_of_its_own() {
        for (Class<?> family : PublicEvent.class.getPermittedSubclasses()) {
            Set<Topic> topics = EventContract.all().stream()
                    .filter(contract -> family.isAssignableFrom(contract.shape()))
                    .map(EventContract::topic)
                    .collect(Collectors.toSet());
            assertThat(topics).as(family.getSimpleName()).hasSize(1);
        }
        assertThat(EventContract.all().stream().map(EventContract::topic).distinct())
                .containsExactlyInAnyOrder(Topic.values());
    }

    /** Every record below the sealed interface, however deep. */
    private static Stream<Class<?>> events() {
        return below(PublicEvent.class);
    }

    private static Stream<Class<?>> below(Class<?> type) {
        if (type.isRecord()) {
            return Stream.of(type);
        }
        return Arrays.stream(type.getPermittedSubclasses()).flatMap(EventContractTest::below);
    }
}
