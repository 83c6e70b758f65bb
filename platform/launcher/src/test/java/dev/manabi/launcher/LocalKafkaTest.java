package dev.manabi.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaTest {

    @TempDir
    Path folder;

    @Test
    void keeps_what_it_acknowledged_across_a_crash_and_a_restart() throws Exception {
        var options = LocalKafka.Options.forTests().withDirectory(folder);
        try (LocalKafka kafka = LocalKafka.start(options)) {
            kafka.createTopics(6, "incidents", "catalog");
            kafka.createTopics(6, "incidents");
            produce(kafka, "before the crash");

            long killed = kafka.pid();
            kafka.kill();
            assertThat(ProcessHandle.of(killed)).isNotPresent();
            assertThat(kafka.isAlive()).isFalse();
            kafka.restart();

            produce(kafka, "after the crash");
            assertThat(consume(kafka, 2)).containsExactly("before the crash", "after the crash");
        }
        try (LocalKafka kafka = LocalKafka.start(options)) {
            assertThat(consume(kafka, 2)).containsExactly("before the crash", "after the crash");
            kafka.wipe();
            kafka.restart();
            kafka.createTopics(6, "incidents");
            produce(kafka, "after the loss");
            assertThat(consume(kafka, 1)).containsExactly("after the loss");
        }
    }

    private static void produce(LocalKafka kafka, String value) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("incidents", "one key", value)).get(30, TimeUnit.SECONDS);
        }
    }

    private static List<String> consume(LocalKafka kafka, int expected) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                "reader-" + UUID.randomUUID(),
                "auto.offset.reset",
                "earliest");
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("incidents"));
            Instant limit = Instant.now().plusSeconds(30);
            while (values.size() < expected && Instant.now().isBefore(limit)) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
