package dev.manabi.eventsourcing;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka as the services use it: one idempotent producer that never gives a record up by itself. */
final class ProducerBroker implements MessageBroker {

    private final Map<String, Object> config;
    private KafkaProducer<String, String> producer;

    ProducerBroker(String bootstrapServers, int largestRecord) {
        config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Integer.MAX_VALUE,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                500,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                200,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                largestRecord);
    }

    @Override
    public CompletionStage<?> send(OutgoingMessage message) {
        if (producer == null) {
            producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
        }
        ProducerRecord<String, String> data = new ProducerRecord<>(message.topic(), message.key(), message.payload());
        message.headers().forEach((name, value) -> data.headers().add(name, value.getBytes()));
        data.headers().add("id", message.id().toString().getBytes());
        CompletableFuture<Object> answer = new CompletableFuture<>();
        producer.send(data, (metadata, failure) -> {
            if (failure == null) {
                answer.complete(metadata);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    @Override
    public void abandon() {
        if (producer != null) {
            producer.close(java.time.Duration.ZERO);
            producer = null;
        }
    }

    @Override
    public void close() {
        abandon();
    }
}
