package dev.manabi.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.eventsourcing.Tally.Counted;
import dev.manabi.eventsourcing.Tally.Opened;
import dev.manabi.launcher.LocalKafka;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relay with a real Kafka and a producer like that of the services. */
class KafkaRelayTest {

    private static final int PARTITIONS = 3;
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private static TestDatabase database;
    private static LocalKafka kafka;

    @BeforeAll
    static void start() throws SQLException {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        database = TestDatabase.create();
        kafka = LocalKafka.start(LocalKafka.Options.forTests());
        kafka.createTopics(PARTITIONS, "tallies");
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @BeforeEach
    void emptyOutbox() throws SQLException {
        database.execute("truncate outbox");
    }

    @Test
    void what_is_committed_before_during_and_after_a_crash_of_kafka_arrives_once_in_order() throws SQLException {
        List<UUID> streams = Stream.generate(Ids::next).limit(5).toList();
        List<String> committed = new ArrayList<>();
        try (OutboxRelay relay = relay(4_000_000)) {
            committed.addAll(commit(streams, 0));
            await().until(() -> depth() == 0);

            kafka.kill();
            committed.addAll(commit(streams, 3));
            relay.signal();
            kafka.restart();
            committed.addAll(commit(streams, 6));
            relay.signal();
            await().until(() -> depth() == 0);
            await().until(() -> relay.failure() == null);
        }

        Map<String, ConsumerRecord<String, String>> first = new LinkedHashMap<>();
        topic().forEach(one -> first.putIfAbsent(header(one, "id"), one));
        assertThat(first.keySet()).containsAll(committed);
        Map<String, List<Long>> versions = new HashMap<>();
        first.values()
                .forEach(one -> versions.computeIfAbsent(one.key(), key -> new ArrayList<>())
                        .add(Long.valueOf(header(one, "version"))));
        streams.forEach(stream -> assertThat(versions.get(stream.toString()))
                .isEqualTo(LongStream.rangeClosed(1, 9).boxed().toList()));
    }

    @Test
    void a_message_that_is_too_large_stops_the_relay_which_says_so_and_nothing_overtakes_it() throws SQLException {
        UUID stream = Ids.next();
        try (Transaction transaction = database.begin()) {
            Tally.append(
                    transaction.store(),
                    stream,
                    0,
                    new Opened("first", null),
                    new Opened("x".repeat(200_000), null),
                    new Counted(Ids.next(), 1));
            transaction.commit();
        }
        try (OutboxRelay relay = relay(100_000)) {
            await().until(() -> relay.failure() != null);
            await().until(() -> depth() == 2);
            assertThat(relay.failure()).contains("RecordTooLargeException").contains("to tallies");
        }
        assertThat(versionsInTopic(stream)).containsExactly(1L);

        // Somebody raises the limit.
        try (OutboxRelay relay = relay(4_000_000)) {
            await().until(() -> depth() == 0);
            await().until(() -> relay.failure() == null);
        }
        assertThat(versionsInTopic(stream)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_topic_that_does_not_exist_yet_keeps_its_messages_waiting_in_order() throws SQLException {
        UUID stream = Ids.next();
        List<Recorded<Tally>> recorded = Tally.recorded(stream, 0, new Opened("visitors", null));
        List<OutgoingMessage> early = Tally.messages(recorded).stream()
                .map(one -> new OutgoingMessage(one.id(), "later", one.key(), one.headers(), one.payload()))
                .toList();
        try (Transaction transaction = database.begin()) {
            transaction.store().append(Tally.TYPES, stream, 0, recorded, early);
            transaction.commit();
        }
        try (OutboxRelay relay = relay(4_000_000)) {
            await().until(() -> relay.failure() != null);
            assertThat(depth()).isEqualTo(1);
            assertThat(relay.failure()).contains("to later");

            kafka.createTopics(1, "later");

            await().until(() -> depth() == 0);
            await().until(() -> relay.failure() == null);
        }
    }

    private static OutboxRelay relay(int largestRecord) {
        OutboxRelay relay = new OutboxRelay(
                database::connect,
                new ProducerBroker(kafka.bootstrapServers(), largestRecord),
                100,
                Duration.ofMillis(50),
                ANSWER);
        relay.start();
        return relay;
    }

    /** Three more events for each stream; gives the ids of their messages. */
    private static List<String> commit(List<UUID> streams, long from) throws SQLException {
        List<String> ids = new ArrayList<>();
        for (UUID stream : streams) {
            try (Transaction transaction = database.begin()) {
                Tally.append(
                                transaction.store(),
                                stream,
                                from,
                                new Counted(Ids.next(), 1),
                                new Counted(Ids.next(), 1),
                                new Counted(Ids.next(), 1))
                        .forEach(one -> ids.add(one.metadata().id().toString()));
                transaction.commit();
            }
        }
        return ids;
    }

    private static long depth() throws SQLException {
        return database.number("select count(*) from outbox");
    }

    private static List<Long> versionsInTopic(UUID stream) {
        return topic().stream()
                .filter(one -> one.key().equals(stream.toString()))
                .map(one -> Long.valueOf(header(one, "version")))
                .toList();
    }

    /** Everything in the topic; within a partition in its order. */
    private static List<ConsumerRecord<String, String>> topic() {
        Map<String, Object> config = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        List<ConsumerRecord<String, String>> all = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = LongStream.range(0, PARTITIONS)
                    .mapToObj(n -> new TopicPartition("tallies", (int) n))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }

    private static String header(ConsumerRecord<String, String> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
