package dev.manabi.notification.delivery;

import static dev.manabi.notification.delivery.Scene.deliveries;
import static dev.manabi.notification.delivery.Scene.events;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.manabi.notification.announcement.Events;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receivers of every kind at once: what they saw is what the account says. */
@QuarkusTest
class AccountTest {

    private static final int EVENTS = 8;
    private static final List<String> KINDS =
            List.of("fine", "busy", "failing", "hanging", "cut-off", "cut-amid-body", "redirecting");

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final List<String> subscriptions = new ArrayList<>();

    /** Calls by receiver and webhook-id. */
    private final Map<String, Map<String, AtomicInteger>> seen = new ConcurrentHashMap<>();

    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        for (String kind : KINDS) {
            String name = kind + "-" + run;
            as("hana")
                    .contentType("application/json")
                    .body(Map.of(
                            "name",
                            name,
                            "kind",
                            "WEBHOOK",
                            "address",
                            "http://127.0.0.1:" + server.getAddress().getPort() + "/" + kind))
                    .post("/api/v1/channels")
                    .then()
                    .statusCode(201);
            subscriptions.add(as("hana")
                    .contentType("application/json")
                    .body(Map.of("channel", name, "events", List.of("manabi.postmortem.published.v1")))
                    .post("/api/v1/subscriptions")
                    .then()
                    .statusCode(201)
                    .extract()
                    .header("Location"));
        }
    }

    @AfterEach
    void close() {
        subscriptions.forEach(
                path -> as("hana").header("If-Match", "*").delete(path).then().statusCode(204));
        server.stop(0);
    }

    /** Each does badly the first time it gets a message, and well from then on. */
    private void answer(HttpExchange exchange) throws IOException {
        String kind = exchange.getRequestURI().getPath().substring(1);
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        exchange.getRequestBody().readAllBytes();
        boolean first = seen.computeIfAbsent(kind, _ -> new ConcurrentHashMap<>())
                        .computeIfAbsent(id, _ -> new AtomicInteger())
                        .incrementAndGet()
                == 1;
        try (exchange) {
            switch (first ? kind : "fine") {
                case "busy" -> {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                    exchange.sendResponseHeaders(429, -1);
                }
                case "failing" -> exchange.sendResponseHeaders(500, -1);
                case "hanging" -> sleep(Duration.ofSeconds(4));
                case "cut-off" -> {} // closed without a word
                case "cut-amid-body" -> {
                    exchange.sendResponseHeaders(200, 100);
                    exchange.getResponseBody().write("half".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    exchange.getResponseBody().flush();
                }
                case "redirecting" -> {
                    exchange.getResponseHeaders().set("Location", "/fine");
                    exchange.sendResponseHeaders(302, -1);
                }
                default -> exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    @Test
    void every_message_arrives_and_the_account_says_how_often_it_was_tried() {
        List<Events> all = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            Events events = events("Account " + run + " " + i);
            all.add(events);
            TestTopics.publish(events.published("x"));
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> all.forEach(events -> assertThat(toReceivers(events))
                        .hasSize(KINDS.size())
                        .allSatisfy(one -> assertThat(one).containsEntry("status", "SENT"))));
        for (String kind : KINDS) {
            Map<String, Integer> account = new HashMap<>();
            for (Events events : all) {
                toReceivers(events).stream()
                        .filter(one -> one.get("recipient").equals(kind + "-" + run))
                        .forEach(one -> account.put((String) one.get("id"), (Integer) one.get("attempts")));
            }
            Map<String, Integer> calls = new HashMap<>();
            seen.getOrDefault(kind, Map.of()).forEach((id, count) -> calls.put(id, count.get()));
            assertThat(calls).as(kind).isEqualTo(account).hasSize(EVENTS);
            assertThat(calls.values())
                    .as(kind)
                    .containsOnly(kind.equals("fine") || kind.equals("cut-amid-body") ? 1 : 2);
        }
    }

    private List<Map<String, Object>> toReceivers(Events events) {
        return deliveries(events.number()).stream()
                .filter(one -> ((String) one.get("recipient")).endsWith(run))
                .toList();
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
