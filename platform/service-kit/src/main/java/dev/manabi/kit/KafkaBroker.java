package dev.manabi.kit;

import dev.manabi.eventsourcing.MessageBroker;
import dev.manabi.eventsourcing.OutgoingMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Kafka as the relay sees it: one idempotent producer, pipelined, that never gives a record up by itself. */
final class KafkaBroker implements MessageBroker {

    private final Map<String, Object> config;
    private @Nullable KafkaProducer<String, String> producer;

    KafkaBroker(Map<String, Object> connection) {
        config = new HashMap<>(connection);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        // A record that timed out while its successors arrived would break the order of its key.
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, KafkaTopics.LARGEST_MESSAGE);
    }

    @Override
    public CompletionStage<?> send(OutgoingMessage message) {
        ProducerRecord<String, String> data = new ProducerRecord<>(message.topic(), message.key(), message.payload());
        message.headers().forEach((name, value) -> data.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        CompletableFuture<RecordMetadata> answer = new CompletableFuture<>();
        producer().send(data, (metadata, failure) -> {
            if (failure == null) {
                answer.complete(metadata);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    private KafkaProducer<String, String> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
        }
        return producer;
    }

    @Override
    public void abandon() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
            producer = null;
        }
    }
}
