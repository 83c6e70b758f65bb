package dev.manabi.kit;

import dev.manabi.contracts.Topic;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Makes the topics that are missing, and lets all of them take the messages that we send, in the background and until it has succeeded: a service starts without Kafka. */
@ApplicationScoped
public class KafkaTopics {

    /**
     * In bytes. One message that the broker does not take would hold up every later one, so whatever may become an event
     * stays well below: a request by its size, an incident by the length of its timeline.
     */
    static final int LARGEST_MESSAGE = 16 * 1024 * 1024;

    private static final Map<String, String> SETTINGS =
            Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LARGEST_MESSAGE));
    private static final Logger LOG = Logger.getLogger(KafkaTopics.class);

    private final Map<String, Object> kafka;
    private final KitConfig.TopicSettings settings;
    private final Config config;

    KafkaTopics(@Identifier("default-kafka-broker") Map<String, Object> kafka, KitConfig settings, Config config) {
        this.kafka = kafka;
        this.settings = settings.topics();
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        if (settings.create()) {
            Thread.ofVirtual().name("kafka-topics").start(this::create);
        }
    }

    private void create() {
        Map<String, Object> connection = new HashMap<>(kafka);
        connection.put("default.api.timeout.ms", 10_000);
        connection.put("request.timeout.ms", 5_000);
        while (!Thread.currentThread().isInterrupted()) {
            try (Admin admin = Admin.create(connection)) {
                Set<String> present = admin.listTopics().names().get(10, TimeUnit.SECONDS);
                List<NewTopic> missing = wanted().stream()
                        .filter(name -> !present.contains(name))
                        .map(name ->
                                new NewTopic(name, settings.partitions(), settings.replication()).configs(SETTINGS))
                        .toList();
                if (!missing.isEmpty()) {
                    admin.createTopics(missing).all().get(10, TimeUnit.SECONDS);
                    LOG.infof(
                            "Made topics %s",
                            missing.stream().map(NewTopic::name).toList());
                }
                widen(admin, wanted().stream().filter(present::contains).toList());
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException | KafkaException e) {
                if (e.getCause() instanceof AuthorizationException refusal) {
                    LOG.warnf("Somebody else must look after the topics: %s", refusal.getMessage());
                    return;
                }
                // Another service may just have made them, or the broker is away: look again.
                LOG.debugf(e, "Topics cannot be made yet");
                pause();
            }
        }
    }

    /** Topics that somebody else has made, with what the broker takes for granted. */
    private static void widen(Admin admin, List<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<ConfigResource, org.apache.kafka.clients.admin.Config> present = admin.describeConfigs(topics.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all()
                .get(10, TimeUnit.SECONDS);
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        present.forEach((topic, config) -> {
            String most = config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
            if (Integer.parseInt(most) < LARGEST_MESSAGE) {
                changes.put(
                        topic,
                        SETTINGS.entrySet().stream()
                                .map(one -> new AlterConfigOp(
                                        new ConfigEntry(one.getKey(), one.getValue()), AlterConfigOp.OpType.SET))
                                .toList());
            }
        });
        if (!changes.isEmpty()) {
            admin.incrementalAlterConfigs(changes).all().get(10, TimeUnit.SECONDS);
        }
    }

    private List<String> wanted() {
        List<String> names = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            names.add(topic.topicName());
        }
        for (String property : config.getPropertyNames()) {
            if (property.startsWith("mp.messaging.incoming.") && property.endsWith(".dead-letter-queue.topic")) {
                names.add(config.getValue(property, String.class));
            }
        }
        return names;
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
