package dev.manabi.testkit;

import dev.manabi.contracts.EventContract;
import dev.manabi.contracts.EventJson;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** The Kafka of the tests, as the other services see it. */
public final class TestTopics {

    /** A record as it stands in the topic. */
    public record Message(String type, UUID id, String key, Map<String, String> headers, PublicEvent event) {}

    private TestTopics() {}

    /** Publishes as another service would, with a new id. */
    public static UUID publish(PublicEvent event) {
        UUID id = UUID.randomUUID();
        publish(id, event);
        return id;
    }

    /** Publishes under this id; the same id again is a second delivery. */
    public static void publish(UUID id, PublicEvent event) {
        publish(id, UUID.randomUUID(), event);
    }

    /** One of several events that one request has set off. */
    public static void publishOf(UUID correlation, PublicEvent event) {
        publish(UUID.randomUUID(), correlation, event);
    }

    private static void publish(UUID id, UUID correlation, PublicEvent event) {
        EventContract<?> contract = EventContract.of(event);
        Map<String, String> headers = Map.of(
                "ce_specversion", "1.0",
                "ce_id", id.toString(),
                "ce_type", contract.type(),
                "ce_source", "/test",
                "ce_subject", event.key(),
                "ce_time", Instant.now().toString(),
                "ce_actor", "test",
                "ce_correlationid", correlation.toString());
        publishRaw(contract.topic(), event.key(), headers, EventJson.write(event));
    }

    /** Publishes whatever you like, for instance what nobody should. */
    public static void publishRaw(Topic topic, String key, Map<String, String> headers, String value) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers(), "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            ProducerRecord<String, String> data = new ProducerRecord<>(topic.topicName(), key, value);
            headers.forEach((name, text) -> data.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            producer.send(data).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything with that key now in the topic, in order, duplicates included. */
    public static List<Message> received(Topic topic, String key) {
        return all(topic).stream().filter(message -> message.key().equals(key)).toList();
    }

    /** Everything now in the topic, partition by partition. */
    public static List<Message> all(Topic topic) {
        return raw(topic.topicName()).stream().map(TestTopics::read).toList();
    }

    /** The records of any topic, for instance of dead letters; empty where there is no such topic. */
    public static List<ConsumerRecord<String, byte[]>> raw(String topic) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", bootstrapServers(), "allow.auto.create.topics", "false");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<PartitionInfo> known = consumer.partitionsFor(topic);
            if (known == null) {
                return List.of();
            }
            List<TopicPartition> partitions = known.stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    private static Message read(ConsumerRecord<String, byte[]> message) {
        Map<String, String> headers = new java.util.TreeMap<>();
        for (Header header : message.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        String type = headers.getOrDefault("ce_type", "");
        EventContract<?> contract = EventContract.ofType(type).orElseThrow();
        try {
            return new Message(
                    type,
                    UUID.fromString(headers.getOrDefault("ce_id", "")),
                    message.key(),
                    headers,
                    EventJson.read(contract, message.value()));
        } catch (java.io.IOException e) {
            throw new IllegalStateException("What the service published as " + type + " cannot be read", e);
        }
    }

    private static String bootstrapServers() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }
}
