package dev.manabi.system;

import dev.manabi.contracts.Topic;
import dev.manabi.system.Evidence.Told;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads Kafka as it is: the public topics, the dead letters, and how far each service has read. */
final class Topics implements AutoCloseable {

    private static final List<String> PUBLIC =
            Arrays.stream(Topic.values()).map(Topic::topicName).toList();
    private static final String DEAD_LETTERS = ".dlq";

    private final String bootstrapServers;
    private final Admin admin;

    Topics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers, "default.api.timeout.ms", "30000"));
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }

    /** Every record of the public topics, partition by partition in the order of offsets. */
    List<Told> told() {
        return read(PUBLIC).stream().map(Topics::told).toList();
    }

    /** One line for each record that a consumer has given up. */
    List<String> deadLetters() {
        List<String> topics = get(admin.listTopics().names()).stream()
                .filter(name -> name.endsWith(DEAD_LETTERS))
                .sorted()
                .toList();
        return read(topics).stream()
                .map(record -> record.topic() + ": " + header(record, "ce_type") + " " + header(record, "ce_id") + ", "
                        + header(record, "dead-letter-reason"))
                .toList();
    }

    /** How many records each public partition has. */
    Map<TopicPartition, Long> ends() {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        get(admin.describeTopics(PUBLIC).allTopicNames())
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(partition ->
                                latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        Map<TopicPartition, ListOffsetsResultInfo> found =
                get(admin.listOffsets(latest).all());
        found.forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** Consumer group → topics that its members read now, without the groups that have no members. */
    Map<String, Set<String>> subscriptions() {
        Map<String, Set<String>> subscriptions = new TreeMap<>();
        groups().values()
                .forEach(group -> group.members()
                        .forEach(member -> member.assignment()
                                .topicPartitions()
                                .forEach(partition -> subscriptions
                                        .computeIfAbsent(group.groupId(), id -> new TreeSet<>())
                                        .add(partition.topic()))));
        return subscriptions;
    }

    /** What stands between now and everybody having read everything up to there; empty where nothing does. */
    List<String> unread(Map<TopicPartition, Long> ends) {
        List<String> unread = new ArrayList<>();
        Map<String, Set<String>> subscriptions = subscriptions();
        groups().values().stream()
                .filter(group -> group.groupState() != GroupState.STABLE)
                .forEach(group -> unread.add(group.groupId() + " is " + group.groupState()));
        subscriptions.forEach((group, topics) -> {
            Map<TopicPartition, OffsetAndMetadata> read =
                    get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            ends.forEach((partition, end) -> {
                OffsetAndMetadata committed = read.get(partition);
                long position = committed == null ? 0 : committed.offset();
                if (topics.contains(partition.topic()) && position < end) {
                    unread.add(group + " has read " + position + " of " + end + " in " + partition);
                }
            });
        });
        return unread;
    }

    private Map<String, ConsumerGroupDescription> groups() {
        List<String> ids = get(admin.listGroups().all()).stream()
                .map(listing -> listing.groupId())
                .filter(id -> id.endsWith("-service"))
                .toList();
        return get(admin.describeConsumerGroups(ids).all());
    }

    private List<ConsumerRecord<String, byte[]>> read(Collection<String> topics) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "allow.auto.create.topics", "false");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> found = new HashMap<>();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> found.computeIfAbsent(
                                        new TopicPartition(record.topic(), record.partition()), p -> new ArrayList<>())
                                .add(record));
            }
            return partitions.stream()
                    .flatMap(partition -> found.getOrDefault(partition, List.of()).stream())
                    .toList();
        }
    }

    private static Told told(ConsumerRecord<String, byte[]> record) {
        return new Told(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                UUID.fromString(header(record, "ce_id")),
                header(record, "ce_type"),
                header(record, "ce_source"),
                Long.parseLong(header(record, "ce_sequence")),
                Optional.of(header(record, "ce_causationid"))
                        .filter(text -> !text.isEmpty())
                        .map(UUID::fromString),
                new String(record.value(), StandardCharsets.UTF_8));
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka does not answer: " + e.getMessage(), e);
        }
    }
}
