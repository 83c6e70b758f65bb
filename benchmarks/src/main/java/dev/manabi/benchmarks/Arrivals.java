package dev.manabi.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A consumer of its own that notes when each message reached it; what was there before it is not looked at. */
final class Arrivals implements AutoCloseable {

    /** @param at microseconds of the wall clock */
    record Arrival(long at, ConsumerRecord<String, byte[]> message) {}

    private final Map<String, Arrival> byId = new ConcurrentHashMap<>();
    private final CountDownLatch listening = new CountDownLatch(1);
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread;
    private volatile boolean closed;

    private Arrivals(KafkaConsumer<String, byte[]> consumer) {
        this.consumer = consumer;
        this.thread = Thread.ofPlatform().name("arrivals").daemon().unstarted(this::listen);
    }

    /** Listens when it returns. */
    static Arrivals on(String bootstrapServers, String... topics) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(topics)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        Arrivals arrivals = new Arrivals(consumer);
        arrivals.thread.start();
        try {
            arrivals.listening.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("Interrupted", e);
        }
        return arrivals;
    }

    private void listen() {
        listening.countDown();
        while (!closed) {
            var records = consumer.poll(Duration.ofMillis(100));
            long now = WallClock.micros();
            for (ConsumerRecord<String, byte[]> message : records) {
                Header id = message.headers().lastHeader("ce_id");
                byId.putIfAbsent(new String(id.value(), StandardCharsets.UTF_8), new Arrival(now, message));
            }
        }
        consumer.close();
    }

    /** By the event's id. */
    Map<String, Arrival> all() {
        return byId;
    }

    void await(Collection<String> ids) {
        Duration limit = Duration.ofSeconds(20);
        if (!Waiting.until(() -> byId.keySet().containsAll(ids), limit, Duration.ofMillis(20))) {
            throw new Failed("Not all of " + ids.size() + " messages arrived within " + limit.toSeconds() + " s");
        }
    }

    void awaitCount(int count) {
        Duration limit = Duration.ofSeconds(20);
        if (!Waiting.until(() -> byId.size() >= count, limit, Duration.ofMillis(20))) {
            throw new Failed(
                    "Only " + byId.size() + " of " + count + " messages arrived within " + limit.toSeconds() + " s");
        }
    }

    void forget() {
        byId.clear();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
