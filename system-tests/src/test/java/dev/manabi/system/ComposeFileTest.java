package dev.manabi.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.manabi.launcher.DemoPeople;
import dev.manabi.launcher.Part;
import dev.manabi.launcher.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What can be known of {@code docker-compose.yml} and {@code deploy/} without a container engine. */
class ComposeFileTest {

    private static final Path PROJECT = project();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode COMPOSE = yaml(PROJECT.resolve("docker-compose.yml"));

    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(prefix = \"([a-z.-]+)\"\\)");
    private static final Pattern SETTING =
            Pattern.compile("^    [A-Za-z<>@. ]+ ([a-z][A-Za-z]*)\\(\\);$", Pattern.MULTILINE);
    private static final Pattern PROPERTY = Pattern.compile("@ConfigProperty\\(\\s*name = \"([a-z.-]+)\"");

    @Test
    void the_file_follows_the_compose_specification() {
        assertThat(schema().validate(COMPOSE)).extracting(Error::toString).isEmpty();
    }

    @Test
    void the_schema_refuses_a_misspelt_key_and_a_condition_that_does_not_exist() {
        ObjectNode misspelt = COMPOSE.deepCopy();
        ((ObjectNode) misspelt.at("/services/incident-service")).put("heathcheck", "…");
        ObjectNode unknown = COMPOSE.deepCopy();
        ((ObjectNode) unknown.at("/services/incident-service/depends_on/kafka")).put("condition", "service_happy");

        assertThat(schema().validate(misspelt)).isNotEmpty();
        assertThat(schema().validate(unknown)).isNotEmpty();
    }

    @Test
    void every_port_is_published_on_loopback_only() {
        List<String> published = new ArrayList<>();
        services().values().forEach(service -> service.path("ports").forEach(port -> published.add(port.asText())));

        assertThat(published).isNotEmpty().allMatch(port -> port.matches("127\\.0\\.0\\.1:\\d+:\\d+"));
    }

    @Test
    void each_part_is_reached_on_the_port_it_has_without_containers() {
        Map<String, Part> parts = Map.of(
                "gateway", Part.GATEWAY,
                "incident-service", Part.INCIDENT,
                "postmortem-service", Part.POSTMORTEM,
                "review-service", Part.REVIEW,
                "notification-service", Part.NOTIFICATION,
                "keycloak", Part.IDENTITY,
                "postgres", Part.POSTGRES,
                "kafka", Part.KAFKA);

        parts.forEach((name, part) -> assertThat(publishedPorts(name)).as(name).contains(part.defaultPort()));
        assertThat(publishedPorts("mail")).contains(Part.INBOX.defaultPort(), Part.SMTP.defaultPort());
    }

    @Test
    void whoever_is_waited_for_until_healthy_can_say_that_it_is() {
        services()
                .forEach((name, service) -> service.path("depends_on")
                        .properties()
                        .forEach(dependency -> {
                            JsonNode needed = COMPOSE.path("services").path(dependency.getKey());
                            assertThat(needed.isObject())
                                    .as("%s needs %s", name, dependency.getKey())
                                    .isTrue();
                            if (dependency.getValue().path("condition").asText().equals("service_healthy")) {
                                assertThat(needed.path("healthcheck")
                                                .path("test")
                                                .isMissingNode())
                                        .as("%s waits for %s, which has no health check", name, dependency.getKey())
                                        .isFalse();
                            }
                        }));
    }

    @Test
    void every_file_that_is_mounted_or_built_from_is_there() {
        services().forEach((name, service) -> {
            service.path("volumes").forEach(volume -> {
                String source = volume.asText().split(":", 2)[0];
                if (source.startsWith("./")) {
                    assertThat(PROJECT.resolve(source)).as(name).exists();
                } else {
                    assertThat(COMPOSE.path("volumes").has(source))
                            .as("%s: volume %s", name, source)
                            .isTrue();
                }
            });
            JsonNode build = service.path("build");
            if (build.isObject()) {
                assertThat(PROJECT.resolve(build.path("dockerfile").asText())).exists();
                assertThat(build.path("args").path("SERVICE").asText()).isEqualTo(name);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> every_setting_is_one_that_the_service_knows() {
        return Service.all()
                .map(service -> dynamicTest(service.part().title(), () -> {
                    Set<String> known = settingsOf(service);
                    assertThat(environmentOf(service)).isNotEmpty().isSubsetOf(known);
                    assertThat(known).doesNotContain("MANABI_PUBLIC_ULR");
                }));
    }

    @Test
    void every_service_has_a_database_and_a_role_of_its_own() throws IOException {
        String script = Files.readString(PROJECT.resolve("deploy/postgres/10-databases.sh"));
        Service.all().forEach(service -> {
            JsonNode environment =
                    COMPOSE.path("services").path(service.part().title()).path("environment");
            String passwordVariable = service.id().toUpperCase(Locale.ROOT) + "_DB_PASSWORD";
            String password = "${" + passwordVariable + ":-" + service.id() + "}";

            assertThat(environment.path("QUARKUS_DATASOURCE_JDBC_URL").asText())
                    .isEqualTo("jdbc:postgresql://postgres:5432/" + service.id());
            assertThat(environment.path("QUARKUS_DATASOURCE_USERNAME").asText()).isEqualTo(service.id());
            assertThat(environment.path("QUARKUS_DATASOURCE_PASSWORD").asText()).isEqualTo(password);
            assertThat(COMPOSE.at("/services/postgres/environment")
                            .path(passwordVariable)
                            .asText())
                    .isEqualTo(password);
            assertThat(script).contains("make " + service.id() + " \"$" + passwordVariable + "\"");
        });
    }

    @Test
    void the_gateway_sends_every_resource_to_its_owner() throws IOException {
        String configuration = Files.readString(PROJECT.resolve("deploy/gateway/nginx.conf"));
        Matcher table = Pattern.compile("map \\$resource \\$owner \\{\\s+default \"\";(.*?)}", Pattern.DOTALL)
                .matcher(configuration);
        assertThat(table.find()).isTrue();
        Map<String, String> sent = new TreeMap<>();
        Matcher line = Pattern.compile("([a-z.-]+) ([a-z-]+);").matcher(table.group(1));
        while (line.find()) {
            sent.put(line.group(1), line.group(2));
        }

        Map<String, String> owned = new TreeMap<>();
        Service.all()
                .forEach(service -> service.resources()
                        .forEach(resource -> owned.put(resource, service.part().title())));
        assertThat(sent).isEqualTo(owned);
    }

    @Test
    void the_gateway_shows_the_api_description_of_every_service() throws IOException {
        String configuration = Files.readString(PROJECT.resolve("deploy/gateway/nginx.conf"));

        Service.all()
                .forEach(service -> assertThat(configuration)
                        .contains("~^" + service.id() + "(-service)?$ "
                                + service.part().title() + ";"));
    }

    @Test
    void keycloak_knows_the_people_of_the_demo_and_the_sender_of_alerts_with_their_roles() throws IOException {
        Map<String, Set<String>> rolesOf = new TreeMap<>();
        realm().path("users").forEach(user -> rolesOf.put(nameOf(user), texts(user.path("realmRoles"))));

        Map<String, Set<String>> expected = new TreeMap<>();
        Stream.concat(DemoPeople.all(), DemoPeople.find("alertmanager").stream())
                .forEach(person -> expected.put(person.id(), new TreeSet<>(person.roles())));
        assertThat(rolesOf).isEqualTo(expected);
        assertThat(realm().at("/roles/realm").findValuesAsText("name"))
                .containsExactlyInAnyOrder("member", "responder", "reviewer", "senior", "manager", "admin");
    }

    @Test
    void keycloak_says_person_audience_and_roles_as_the_services_read_them() throws IOException {
        for (JsonNode client : realm().path("clients")) {
            List<JsonNode> mapped = new ArrayList<>();
            client.path("protocolMappers").forEach(mapper -> mapped.add(mapper.path("config")));

            assertThat(mapped)
                    .as(client.path("clientId").asText())
                    .anyMatch(config -> config.path("claim.name").asText().equals("sub"))
                    .anyMatch(config -> config.path("claim.name").asText().equals("groups")
                            && config.path("multivalued").asText().equals("true"))
                    .anyMatch(config ->
                            config.path("included.custom.audience").asText().equals("manabi"));
        }
    }

    private static JsonNode realm() throws IOException {
        return JSON.readTree(
                PROJECT.resolve("deploy/keycloak/manabi-realm.json").toFile());
    }

    private static String nameOf(JsonNode user) {
        return user.path("serviceAccountClientId").asText(user.path("username").asText());
    }

    private static Map<String, JsonNode> services() {
        Map<String, JsonNode> services = new TreeMap<>();
        COMPOSE.path("services").properties().forEach(entry -> services.put(entry.getKey(), entry.getValue()));
        return services;
    }

    private static Set<Integer> publishedPorts(String service) {
        Set<Integer> ports = new HashSet<>();
        COMPOSE.path("services")
                .path(service)
                .path("ports")
                .forEach(port -> ports.add(Integer.valueOf(port.asText().split(":")[1])));
        return ports;
    }

    private static Set<String> environmentOf(Service service) {
        Set<String> names = new TreeSet<>();
        COMPOSE.path("services")
                .path(service.part().title())
                .path("environment")
                .fieldNames()
                .forEachRemaining(names::add);
        return names;
    }

    /** Names of environment variables: of Quarkus as built into the service, of the kit, and of the service itself. */
    private static Set<String> settingsOf(Service service) throws IOException {
        Set<String> names = new HashSet<>();
        Path built = service.jar(PROJECT).resolveSibling("lib").resolve("main");
        assertThat(built).as("build " + service.part().title() + " first").isDirectory();
        try (Stream<Path> jars = Files.list(built)) {
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                names.addAll(documentedIn(jar));
            }
        }
        for (Path sources : List.of(
                PROJECT.resolve("platform/service-kit"),
                PROJECT.resolve(service.part().title()))) {
            names.addAll(propertiesIn(sources));
            names.addAll(mappedIn(sources));
        }
        return names;
    }

    /** Quarkus extensions carry a description of their settings. */
    private static Set<String> documentedIn(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            var model = zip.getEntry("META-INF/quarkus-config-doc/quarkus-config-model.json");
            if (model == null) {
                return Set.of();
            }
            return new HashSet<>(JSON.readTree(zip.getInputStream(model)).findValuesAsText("environmentVariable"));
        }
    }

    private static Set<String> propertiesIn(Path module) throws IOException {
        Set<String> names = new HashSet<>();
        for (Path file : files(module.resolve("src/main/resources"), ".properties")) {
            Properties properties = new Properties();
            try (var reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
            properties.stringPropertyNames().forEach(name -> names.add(variable(name)));
        }
        return names;
    }

    private static Set<String> mappedIn(Path module) throws IOException {
        Set<String> names = new HashSet<>();
        for (Path file : files(module.resolve("src/main/java"), ".java")) {
            String source = Files.readString(file);
            Matcher property = PROPERTY.matcher(source);
            while (property.find()) {
                names.add(variable(property.group(1)));
            }
            Matcher mapping = MAPPING.matcher(source);
            if (mapping.find()) {
                Matcher setting = SETTING.matcher(source);
                while (setting.find()) {
                    String kebab = setting.group(1).replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
                    names.add(variable(mapping.group(1) + "." + kebab));
                }
            }
        }
        return names;
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static Schema schema() {
        try (InputStream in =
                Objects.requireNonNull(ComposeFileTest.class.getResourceAsStream("/compose-spec/compose-spec.json"))) {
            ObjectNode schema = (ObjectNode) JSON.readTree(in);
            // It names the metaschema by https, which no validator knows it by.
            schema.remove(List.of("$schema", "$id"));
            // A note of later drafts, which this draft's validator would warn of.
            schema.findParents("deprecated").forEach(note -> ((ObjectNode) note).remove("deprecated"));
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Anchors and merge keys resolved, as compose reads it. */
    private static JsonNode yaml(Path file) {
        try (var reader = Files.newBufferedReader(file, UTF_8)) {
            Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            return JSON.valueToTree(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path project() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docker-compose.yml"))) {
            folder = Objects.requireNonNull(folder.getParent(), "run inside the project");
        }
        return folder;
    }
}
