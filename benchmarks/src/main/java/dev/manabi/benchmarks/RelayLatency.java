package dev.manabi.benchmarks;

import dev.manabi.launcher.Service;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * P2: from a command's commit through the relay to a consumer, against the same record from a producer straight to the
 * same consumer.
 *
 * <p>The clock of the service's side starts at the transaction's commit timestamp, which PostgreSQL takes just before it
 * writes the commit to disk: what the relay cannot influence is not counted, but the fsync that makes the commit true is.
 * The two moments around it that others would choose are told too: the transaction's start ({@code recorded_at}) and the
 * receipt of the HTTP answer. The floor's clock starts just before {@code send}.
 */
final class RelayLatency {

    private static final int PER_SECOND = 50;
    private static final double GOAL_P50 = 2;
    private static final double GOAL_P99 = 2.5;
    private static final String RAW = "benchmark-raw";

    private final Settings settings;
    private final Report report;
    private final OpenLoop loop;

    RelayLatency(Settings settings, Report report) {
        this.settings = settings;
        this.report = report;
        this.loop = new OpenLoop(PER_SECOND, Duration.ofSeconds(settings.secondsOr(20)));
    }

    /** Milliseconds to the consumer from each of the moments that could be called the beginning. */
    record Latencies(Samples fromCommit, Samples fromBegin, Samples fromAnswer) {}

    private record Round(Samples raw, Latencies relayed) {
        double p50() {
            return relayed.fromCommit().quantile(0.5) / raw.quantile(0.5);
        }

        double p99() {
            return relayed.fromCommit().quantile(0.99) / raw.quantile(0.99);
        }
    }

    void run() {
        try (Ground ground = Ground.start(settings.project(), Map.of())) {
            report.say("");
            report.say("P2  commit -> consumer through the relay / producer (acks=all) -> consumer, " + PER_SECOND
                    + "/s open loop");
            ground.rememberCommitTimes();
            ground.start(Service.INCIDENT);
            ground.kafka().createTopics(6, RAW);
            try (Arrivals arrivals = Arrivals.on(ground.kafka().bootstrapServers(), "incidents", RAW);
                    KafkaProducer<String, byte[]> producer = producer(ground)) {
                Declaration.once(ground, arrivals);
                ProducerRecord<String, byte[]> example = example(arrivals);
                report.say("    warm-up, records of " + example.value().length + " bytes");
                raw(producer, example, arrivals);
                relayed(ground, arrivals);
                relayed(ground, arrivals);
                measure(ground, arrivals, producer, example);
            }
        }
    }

    private void measure(
            Ground ground,
            Arrivals arrivals,
            KafkaProducer<String, byte[]> producer,
            ProducerRecord<String, byte[]> example) {
        List<Round> rounds = new ArrayList<>();
        for (int i = 1; i <= settings.rounds(); i++) {
            Round round = new Round(raw(producer, example, arrivals), relayed(ground, arrivals));
            rounds.add(round);
            Latencies relayed = round.relayed();
            report.say(String.format(
                    Locale.ROOT,
                    "    round %d  commit->consumer p50 %.2f p99 %.2f ms  floor p50 %.2f p99 %.2f ms  ratio p50 %.2f"
                            + " p99 %.2f   [from begin p50 %.2f p99 %.2f, from answer p50 %.2f p99 %.2f]  load %s",
                    i,
                    relayed.fromCommit().quantile(0.5),
                    relayed.fromCommit().quantile(0.99),
                    round.raw().quantile(0.5),
                    round.raw().quantile(0.99),
                    round.p50(),
                    round.p99(),
                    relayed.fromBegin().quantile(0.5),
                    relayed.fromBegin().quantile(0.99),
                    relayed.fromAnswer().quantile(0.5),
                    relayed.fromAnswer().quantile(0.99),
                    Machine.load()));
        }
        report.verdict(new Goal.AtMost(GOAL_P50, "").verdict("P2 p50", Samples.of(rounds, Round::p50), ""));
        report.verdict(new Goal.AtMost(GOAL_P99, "").verdict("P2 p99", Samples.of(rounds, Round::p99), ""));
    }

    /** As the relay's producer is set. */
    private static KafkaProducer<String, byte[]> producer(Ground ground) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        ground.kafka().bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static ProducerRecord<String, byte[]> example(Arrivals arrivals) {
        var message = arrivals.all().values().iterator().next().message();
        return new ProducerRecord<>(RAW, null, message.key(), message.value(), message.headers());
    }

    private Samples raw(
            KafkaProducer<String, byte[]> producer, ProducerRecord<String, byte[]> example, Arrivals arrivals) {
        arrivals.forget();
        Map<String, Long> begun = new ConcurrentHashMap<>();
        loop.run(i -> {
            String id = UUID.randomUUID().toString();
            ProducerRecord<String, byte[]> copy = new ProducerRecord<>(RAW, id, example.value());
            for (Header header : example.headers()) {
                boolean isId = header.key().equals("ce_id");
                copy.headers().add(header.key(), isId ? id.getBytes(StandardCharsets.UTF_8) : header.value());
            }
            begun.put(id, WallClock.micros());
            producer.send(copy);
        });
        arrivals.await(begun.keySet());
        return Samples.of(begun.entrySet(), one -> millis(one.getValue(), arrivals, one.getKey()));
    }

    private Latencies relayed(Ground ground, Arrivals arrivals) {
        arrivals.forget();
        Rest rest = ground.rest(Service.INCIDENT, "mei");
        List<CompletableFuture<Rest.Answer>> answers = new ArrayList<>();
        loop.run(i -> answers.add(rest.postLater(Declaration.PATH, Declaration.BODY)));
        Map<String, Long> answered = new HashMap<>();
        for (CompletableFuture<Rest.Answer> each : answers) {
            Rest.Answer answer = each.join().expect(201);
            answered.put(answer.json().path("id").asText(), answer.received());
        }
        List<Stored> stored = stored(ground, answered.keySet());
        arrivals.await(stored.stream().map(Stored::eventId).toList());
        return new Latencies(
                Samples.of(stored, one -> millis(one.committed(), arrivals, one.eventId())),
                Samples.of(stored, one -> millis(one.begun(), arrivals, one.eventId())),
                Samples.of(stored, one -> millis(answered.getOrDefault(one.streamId(), 0L), arrivals, one.eventId())));
    }

    /** Microseconds of the wall clock at the transaction's begin and commit. */
    record Stored(String eventId, String streamId, long begun, long committed) {}

    /** The event that declared each of these incidents. */
    private static List<Stored> stored(Ground ground, java.util.Collection<String> streams) {
        return stored(ground, "incident-declared.v1", streams);
    }

    static List<Stored> stored(Ground ground, String type, java.util.Collection<String> streams) {
        String sql = """
                select id, stream_id, (extract(epoch from recorded_at) * 1000000)::bigint,
                       (extract(epoch from pg_xact_commit_timestamp(tx::xid)) * 1000000)::bigint
                  from event where stream_id = any (?) and type = ?
                """;
        try (Connection connection = ground.connect(Service.INCIDENT.id());
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", streams.stream().map(UUID::fromString).toArray()));
            statement.setString(2, type);
            List<Stored> stored = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    stored.add(new Stored(
                            String.valueOf(rows.getString(1)),
                            String.valueOf(rows.getString(2)),
                            rows.getLong(3),
                            rows.getLong(4)));
                }
            }
            if (stored.size() != streams.size()) {
                throw new Failed(streams.size() + " commands were answered and " + stored.size() + " events stored");
            }
            return stored;
        } catch (SQLException e) {
            throw new Failed("The stored events cannot be read: " + e.getMessage(), e);
        }
    }

    static double millis(long from, Arrivals arrivals, String eventId) {
        Arrivals.Arrival arrival = arrivals.all().get(eventId);
        if (arrival == null) {
            throw new Failed("Event " + eventId + " did not arrive");
        }
        return (arrival.at() - from) / 1000.0;
    }
}
