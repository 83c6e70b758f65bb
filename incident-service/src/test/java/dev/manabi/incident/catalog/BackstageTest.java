package dev.manabi.incident.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.incident.catalog.Described.Ignored;
import dev.manabi.incident.catalog.Described.OfPerson;
import dev.manabi.incident.catalog.Described.OfService;
import dev.manabi.incident.catalog.Described.OfTeam;
import dev.manabi.incident.catalog.Described.Rejected;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackstageTest {

    private static final String ENVELOPE = "apiVersion: backstage.io/v1alpha1\nkind: %s\nmetadata:\n  name: %s\n";

    private static Descriptor one(String yaml) {
        List<Descriptor> read = Descriptor.ofYaml(yaml);
        assertThat(read).hasSize(1);
        return read.getFirst();
    }

    private static Described described(String yaml) {
        Descriptor read = one(yaml);
        assertThat(read.fault()).isNull();
        return Backstage.read(read.content());
    }

    private static String fault(String yaml) {
        return one(yaml).fault();
    }

    @Nested
    class What_an_entity_says {

        @Test
        void a_component_is_a_service_of_its_owner_with_the_names_that_others_have_for_it() {
            assertThat(described("""
                            apiVersion: backstage.io/v1beta1
                            kind: Component
                            metadata:
                              name: checkout-api
                              title: Checkout API
                              annotations:
                                backstage.io/kubernetes-id: checkout
                                pagerduty.com/service-id: PCHECK1
                                github.com/project-slug: shop/everything
                            spec:
                              type: service
                              lifecycle: production
                              owner: group:default/storefront
                              system: shop
                            """))
                    .isEqualTo(new OfService(
                            "checkout-api",
                            "Checkout API",
                            "storefront",
                            List.of("Checkout API", "checkout", "PCHECK1")));
        }

        @ParameterizedTest
        @CsvSource({
            "storefront, storefront",
            "group:storefront, storefront",
            "Group:Default/Storefront, Storefront",
            "payments/ledger, payments.ledger",
            "group:payments/ledger, payments.ledger",
            "user:mei,"
        })
        void an_owner_is_named_with_or_without_kind_and_namespace(String owner, String team) {
            assertThat(described(ENVELOPE.formatted("Component", "a") + "spec: {owner: \"" + owner + "\"}"))
                    .isEqualTo(new OfService("a", "a", team, List.of()));
        }

        @Test
        void a_reference_without_a_namespace_is_of_the_entity_s_own() {
            assertThat(described(ENVELOPE.formatted("Component", "a") + "  namespace: payments\nspec: {owner: ledger}"))
                    .isEqualTo(new OfService("payments.a", "a", "payments.ledger", List.of()));
        }

        @Test
        void a_group_is_a_team_and_a_user_a_person() {
            assertThat(
                            described(
                                    ENVELOPE.formatted("Group", "storefront")
                                            + "spec: {type: team, children: [], profile: {displayName: Storefront}, members: [mei, user:ken]}"))
                    .isEqualTo(new OfTeam("storefront", "Storefront", List.of("mei", "ken")));
            assertThat(described(ENVELOPE.formatted("User", "mei")
                            + "spec: {profile: {displayName: 田中 芽衣, email: mei@example.com}, memberOf: [storefront]}"))
                    .isEqualTo(new OfPerson("mei", "田中 芽衣", "mei@example.com", List.of("storefront")));
            assertThat(described(ENVELOPE.formatted("User", "mei") + "spec: {}"))
                    .isEqualTo(new OfPerson("mei", "mei", null, List.of()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"System", "API", "Resource", "Domain", "Template", "Location", "Spaceship"})
        void other_kinds_are_ignored(String kind) {
            assertThat(described(ENVELOPE.formatted(kind, "a"))).isInstanceOf(Ignored.class);
        }

        @Test
        void a_library_is_ignored() {
            assertThat(described(ENVELOPE.formatted("Component", "a") + "spec: {type: library, owner: b}"))
                    .isInstanceOf(Ignored.class);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "kind: Component | apiVersion is missing.",
                    "{apiVersion: backstage.io/v1alpha1, metadata: {name: a}} | kind is missing.",
                    "{apiVersion: v1, kind: Component, metadata: {name: a}} | apiVersion is none of"
                            + " backstage.io/v1alpha1 and backstage.io/v1beta1.",
                    "{apiVersion: backstage.io/v1alpha1, kind: Group} | metadata.name is missing.",
                    "{apiVersion: backstage.io/v1alpha1, kind: Group, metadata: {name: ''}} | metadata.name is missing.",
                    "{apiVersion: backstage.io/v1alpha1, kind: Group, metadata: {name: [a]}} | metadata.name is no text.",
                    "{apiVersion: backstage.io/v1alpha1, kind: Component, metadata: {name: a}, spec: {owner: {name: b}}} |"
                            + " spec.owner is no text.",
                    "{apiVersion: backstage.io/v1alpha1, kind: Component, metadata: {name: a}, spec: {owner: 'a b'}} |"
                            + " spec.owner holds no reference such as group:default/name.",
                    "{apiVersion: backstage.io/v1alpha1, kind: User, metadata: {name: a}, spec: {memberOf: b}} |"
                            + " spec.memberOf is no list.",
                    "- a | The document is no map.",
                    "some words | The document is no map."
                })
        void what_is_wrong_is_rejected_with_the_reason(String yaml, String reason) {
            assertThat(described(yaml)).isEqualTo(new Rejected(reason));
        }

        @Test
        void a_nul_that_yaml_can_write_is_rejected() {
            assertThat(described("{apiVersion: backstage.io/v1alpha1, kind: Group, metadata: {name: \"a\\0b\"}}"))
                    .isInstanceOf(Rejected.class);
        }

        @Test
        void what_looks_like_something_else_is_the_text_that_was_written() {
            for (String name : List.of("no", "on", "1e9", "0x1F", "2026-01-01", "1_000", "9".repeat(90), "12:30:45")) {
                assertThat(described(ENVELOPE.formatted("Group", name))).isEqualTo(new OfTeam(name, name, List.of()));
            }
        }
    }

    @Nested
    class How_a_file_is_taken_apart {

        @Test
        void documents_are_counted_and_each_tells_its_line() {
            List<Descriptor> read = Descriptor.ofYaml("""
                    # the shop
                    %YAML 1.2
                    ---
                    kind: A
                    ---
                    # nothing
                    ---

                    kind: B
                    --- # the third
                    kind: |
                      --- is no marker here
                    """);
            assertThat(read).extracting(Descriptor::document).containsExactly(1, 2, 3);
            assertThat(read).extracting(Descriptor::line).containsExactly(4, 9, 11);
            assertThat(read.getLast().content().path("kind").asText()).isEqualTo("--- is no marker here\n");
        }

        @Test
        void one_that_cannot_be_read_does_not_spoil_the_others() {
            List<Descriptor> read = Descriptor.ofYaml("kind: A\n---\nkind: B\n  name: [\n---\r\nkind: C\r\n");
            assertThat(read).extracting(one -> one.fault() == null).containsExactly(true, false, true);
            assertThat(read.get(1).line()).isEqualTo(4);
            assertThat(read.get(2).line()).isEqualTo(6);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\n", "---", "---\n---\n", "# nothing\n", "\t\n", "%YAML 1.1\n---\n"})
        void where_nothing_is_there_is_no_document(String text) {
            assertThat(Descriptor.ofYaml(text)).isEmpty();
        }

        @Test
        void too_many_are_refused_as_a_whole() {
            String one = "---\nkind: A\n";
            assertThat(Descriptor.ofYaml(one.repeat(1_000))).hasSize(1_000);
            assertThatThrownBy(() -> Descriptor.ofYaml(one.repeat(1_001))).isInstanceOf(InvalidValue.class);
            assertThatThrownBy(() -> Descriptor.ofJson(new ObjectMapper(), "[" + "1,".repeat(1_000) + "1]"))
                    .isInstanceOf(InvalidValue.class);
        }

        @Test
        void json_is_an_entity_a_list_or_a_page() throws JsonProcessingException {
            ObjectMapper json = new ObjectMapper();
            assertThat(Descriptor.ofJson(json, "{\"kind\": \"A\"}")).hasSize(1);
            assertThat(Descriptor.ofJson(json, "[{\"kind\": \"A\"}, {\"kind\": \"B\"}]"))
                    .hasSize(2);
            assertThat(Descriptor.ofJson(json, "{\"items\": [{\"kind\": \"A\"}], \"totalItems\": 1}"))
                    .hasSize(1);
            assertThatThrownBy(() -> Descriptor.ofJson(json, "{\"kind\": \"A\", \"kind\": \"B\"}"))
                    .isInstanceOf(JsonProcessingException.class);
        }
    }

    @Nested
    class Yaml_that_means_harm {

        @Test
        void laughs_a_billion_times_in_vain() {
            StringBuilder laughs = new StringBuilder("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
            for (int n = 1; n < 10; n++) {
                laughs.append("a%d: &a%d [%s]\n".formatted(n, n, ("*a" + (n - 1) + ", ").repeat(9)));
            }
            assertThat(fault(laughs.toString())).contains("aliases");
        }

        @Test
        void a_text_may_be_repeated_by_an_alias_and_is_no_second_text() {
            assertThat(described(ENVELOPE.formatted("Component", "&name a") + "  title: *name"))
                    .isEqualTo(new OfService("a", "a", null, List.of()));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://127.0.0.1:1\"]]]]",
                    "a: !ruby/object:Gem::Installer {i: x}",
                    "!!python/object/apply:os.system [id]",
                    "a: !!binary aGFoYQ==",
                    "a: !!set {b, c}",
                    "a: !<tag:yaml.org,2002:java.lang.Runtime> b"
                })
        void a_tag_makes_nothing(String yaml) {
            assertThat(fault(yaml)).containsIgnoringCase("tag");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a: 1\na: 2",
                    "a: {b: 1, 'b': 2}",
                    "a: {<<: {b: 1}}",
                    "? [a, b]\n: c",
                    "a: &a {b: *a}",
                    "a: *nobody",
                    "a:\n\t- b",
                    "a: \u0000",
                    "a: b\u0007",
                    "'a",
                    "a: [b",
                    "a: b: c",
                    "@a",
                    "a\n...\nb",
                    "%TAG ! tag:x,2000:\n--- a"
                })
        void what_is_ambiguous_or_broken_is_a_fault_with_its_line(String yaml) {
            assertThat(Descriptor.ofYaml(yaml)).first().satisfies(read -> {
                boolean refused = read.fault() != null || Backstage.read(read.content()) instanceof Rejected;
                assertThat(refused).as(yaml).isTrue();
                assertThat(read.line()).isPositive();
            });
        }

        @Test
        @Timeout(20)
        void a_megabyte_of_anything_is_answered_soon() {
            int much = 1_000_000;
            for (String piece : List.of(
                    "[",
                    "{",
                    "- ",
                    "? ",
                    "a: ",
                    "&a ",
                    "*a ",
                    "!a ",
                    "\"",
                    "'",
                    "|\n ",
                    "--- ",
                    "---\n",
                    "\n",
                    " ",
                    "#",
                    "#\n",
                    "%",
                    "%a\n",
                    "a\n",
                    "a ",
                    "- a\n",
                    "? a\n: b\n",
                    "a: &b c\n",
                    "\t",
                    "[],",
                    "{},",
                    "\\",
                    "...\n")) {
                String text = piece.repeat(much / piece.length());
                long begun = System.nanoTime();
                try {
                    Descriptor.ofYaml(text).forEach(read -> Backstage.read(read.content()));
                } catch (InvalidValue e) {
                    assertThat(e).hasMessageContaining("At most 1000");
                }
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .as("a megabyte of %s", piece)
                        .isLessThan(Duration.ofSeconds(10));
            }
        }
    }
}
