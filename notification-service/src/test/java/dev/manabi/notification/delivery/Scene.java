package dev.manabi.notification.delivery;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.contracts.CatalogMessage.PersonChanged;
import dev.manabi.notification.announcement.Events;
import dev.manabi.notification.catalog.PersonView;
import dev.manabi.testkit.TestTopics;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;

/** The other services as a test plays them, and what the tests look at. */
public final class Scene {

    private static final AtomicInteger NUMBERS = new AtomicInteger(100);
    private static final AtomicInteger VERSIONS = new AtomicInteger();

    private static final long DEMO_PEOPLE = 5;

    private Scene() {}

    /** A postmortem that no other test talks about. */
    public static Events events(String title) {
        return new Events("PM-" + NUMBERS.incrementAndGet(), title, false);
    }

    public static Events confidentialEvents(String title) {
        return new Events("PM-" + NUMBERS.incrementAndGet(), title, true);
    }

    /** Returns once they are known: who is told is decided when an event is heard. */
    public static void demoPeople() {
        int before = VERSIONS.get();
        person("mei", "Mei Tanaka", "mei@manabi.example", false);
        person("ken", "Ken Mori", "ken@manabi.example", false);
        person("alex", "Alex Rivera", "alex@manabi.example", false);
        person("sam", "Sam Okafor", "sam@manabi.example", false);
        person("hana", "Hana Sato", "hana@manabi.example", true);
        patiently()
                .untilAsserted(() -> assertThat(QuarkusTransaction.requiringNew()
                                .call(() -> PersonView.count("version > ?1", (long) before)))
                        .isGreaterThanOrEqualTo(DEMO_PEOPLE));
    }

    static void person(String id, String name, String email, boolean manager) {
        TestTopics.publish(new PersonChanged(
                id, VERSIONS.incrementAndGet(), name, email, "storefront", false, manager, false, id));
    }

    /** Deliveries about a postmortem, as Hana sees them. */
    static List<Map<String, Object>> deliveries(String number) {
        return deliveries(number, "hana");
    }

    static List<Map<String, Object>> deliveries(String number, String person) {
        JsonPath page = as(person).get("/api/v1/deliveries?limit=200").jsonPath();
        List<Map<String, Object>> items = page.getList("items");
        return items.stream()
                .filter(item -> ((String) item.get("subject")).startsWith("[" + number + "]"))
                .toList();
    }

    static Map<String, Object> delivery(String number, String recipient) {
        return deliveries(number).stream()
                .filter(item -> item.get("recipient").equals(recipient))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is to be told to " + recipient));
    }

    static void awaitStatus(String number, String recipient, String status) {
        patiently().untilAsserted(() -> assertThat(delivery(number, recipient)).containsEntry("status", status));
    }

    public static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(30));
    }
}
