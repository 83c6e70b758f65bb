package dev.manabi.benchmarks;

import com.sun.net.httpserver.HttpServer;
import dev.manabi.contracts.EventContract;
import dev.manabi.contracts.EventJson;
import dev.manabi.contracts.PostmortemMessage.PostmortemPublished;
import dev.manabi.launcher.Ports;
import dev.manabi.launcher.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * P11: 50 signed webhooks are told of the same events; one of them listens no more and one takes every request and says
 * nothing for 30 seconds. How long the other 48 take, against how long they take where there are only these 48.
 */
final class ManyDestinations {

    private static final int DESTINATIONS = 50;
    private static final int BAD = 2;
    private static final int EVENTS = 200;
    private static final Duration HANG = Duration.ofSeconds(31);
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final double GOAL = 0.95;

    private final Settings settings;
    private final Report report;

    ManyDestinations(Settings settings, Report report) {
        this.settings = settings;
        this.report = report;
    }

    /** @param seconds until the last of the good ones had everything */
    private record Side(double seconds, long calls, long again) {}

    void run() {
        report.say("");
        report.say("P11  " + EVENTS * DESTINATIONS + " deliveries to " + DESTINATIONS
                + " webhooks, one dead and one hanging / the other 48 alone");
        side(false); // warms the machine's caches up, not the service: each side starts its own
        List<Double> ratios = new ArrayList<>();
        for (int i = 1; i <= settings.rounds(); i++) {
            Side alone = side(false);
            Side all = side(true);
            double ratio = alone.seconds() / all.seconds();
            ratios.add(ratio);
            report.say(String.format(
                    Locale.ROOT,
                    "    round %d  48 alone %.1f s (%d calls, %d of them again)  48 beside two bad ones %.1f s (%d calls,"
                            + " %d of them again)  ratio %.2f  load %s",
                    i,
                    alone.seconds(),
                    alone.calls(),
                    alone.again(),
                    all.seconds(),
                    all.calls(),
                    all.again(),
                    ratio,
                    Machine.load()));
        }
        report.verdict(new Goal.AtLeast(GOAL, "")
                .verdict("P11 alone / beside bad ones", Samples.of(ratios, Double::doubleValue), ""));
    }

    private Side side(boolean withBadOnes) {
        try (Ground ground = Ground.start(settings.project(), settings.environment(report));
                Receivers receivers = new Receivers()) {
            ground.start(Service.NOTIFICATION);
            Rest admin = ground.rest(Service.NOTIFICATION, "hana");
            for (int i = 0; i < DESTINATIONS; i++) {
                if (i >= BAD || withBadOnes) {
                    setUp(admin, i, receivers.address(i));
                }
            }
            long begun = System.nanoTime();
            publish(ground);
            receivers.await((DESTINATIONS - BAD) * EVENTS, begun);
            return new Side(
                    (receivers.last.get() - begun) / 1e9,
                    receivers.calls.get(),
                    receivers.calls.get() - receivers.seen.size());
        }
    }

    private static void setUp(Rest admin, int number, String address) {
        String name = "receiver-" + number;
        admin.post("/api/v1/channels", """
                {"name": "%s", "kind": "WEBHOOK", "address": "%s", "owner": "hana"}
                """.formatted(name, address)).expect(201);
        admin.post("/api/v1/subscriptions", """
                {"channel": "%s", "events": ["manabi.postmortem.published.v1"]}
                """.formatted(name)).expect(201);
    }

    private static void publish(Ground ground) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        ground.kafka().bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < EVENTS; i++) {
                producer.send(message(i));
            }
        }
    }

    private static ProducerRecord<String, byte[]> message(int number) {
        PostmortemPublished event = new PostmortemPublished(
                UUID.randomUUID(),
                "PM-" + number,
                UUID.randomUUID(),
                "INC-" + number,
                "Checkout returns errors",
                "SEV2",
                "Users saw errors for twelve minutes.",
                "mei",
                "storefront",
                1,
                "0d1f2a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7",
                4,
                Instant.now(),
                false);
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(
                "postmortems", event.key(), EventJson.write(event).getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_type",
                        EventContract.of(event).type(),
                        "ce_source",
                        "/benchmark",
                        "ce_subject",
                        event.key(),
                        "ce_time",
                        Instant.now().toString(),
                        "ce_actor",
                        "benchmark",
                        "ce_correlationid",
                        UUID.randomUUID().toString())
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return message;
    }

    /** The other side: number 0 is dead, number 1 hangs, the others answer at once. */
    private static final class Receivers implements AutoCloseable {
        private final HttpServer good = server();
        private final HttpServer hanging = server();
        private final int dead = Ports.free();
        private final Set<String> seen = ConcurrentHashMap.newKeySet();
        private final AtomicLong calls = new AtomicLong();
        private final AtomicLong last = new AtomicLong();

        Receivers() {
            good.createContext("/", exchange -> {
                try (exchange) {
                    exchange.getRequestBody().readAllBytes();
                    calls.incrementAndGet();
                    if (seen.add(exchange.getRequestHeaders().getFirst("webhook-id"))) {
                        last.accumulateAndGet(System.nanoTime(), Math::max);
                    }
                    exchange.sendResponseHeaders(204, -1);
                }
            });
            hanging.createContext("/", exchange -> {
                try (exchange) {
                    Thread.sleep(HANG);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            good.start();
            hanging.start();
        }

        /** The good ones are rooms of one host, as with the vendors. */
        String address(int number) {
            int port = number == 0
                    ? dead
                    : number == 1
                            ? hanging.getAddress().getPort()
                            : good.getAddress().getPort();
            return "http://127.0.0.1:" + port + "/receivers/" + number;
        }

        void await(int wanted, long begun) {
            while (seen.size() < wanted) {
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new Failed("Only " + seen.size() + " of " + wanted + " arrived within " + PATIENCE);
                }
                try {
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new Failed("Interrupted", e);
                }
            }
        }

        private static HttpServer server() {
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
                server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            good.stop(0);
            hanging.stop(0);
        }
    }
}
