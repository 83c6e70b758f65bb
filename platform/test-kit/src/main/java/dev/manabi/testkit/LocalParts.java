package dev.manabi.testkit;

import dev.manabi.contracts.Topic;
import dev.manabi.launcher.LocalIdentity;
import dev.manabi.launcher.LocalInbox;
import dev.manabi.launcher.LocalKafka;
import dev.manabi.launcher.LocalPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL, Kafka, an OIDC provider and an inbox of mails for all {@code @QuarkusTest} classes of a module, which
 * share one boot of the service. Found by the service loader: nothing has to be declared.
 */
public final class LocalParts implements QuarkusTestResourceLifecycleManager {

    static final String INBOX_URL = "manabi.test.inbox-url";

    private @Nullable LocalPostgres postgres;
    private @Nullable LocalKafka kafka;
    private @Nullable LocalIdentity identity;
    private @Nullable LocalInbox inbox;

    @Override
    public Map<String, String> start() {
        // Quarkus starts test resources on a thread of the common pool, whose class loader may be of an earlier boot;
        // Kafka's clients load their parts by it.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(LocalParts.class.getClassLoader());
        try {
            return startAll();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Map<String, String> startAll() {
        LocalPostgres database = LocalPostgres.start(LocalPostgres.Options.forTests());
        postgres = database;
        database.createDatabase("service");
        LocalKafka broker = LocalKafka.start(LocalKafka.Options.forTests());
        kafka = broker;
        broker.createTopics(
                3, Arrays.stream(Topic.values()).map(Topic::topicName).toArray(String[]::new));
        LocalIdentity provider = LocalIdentity.start(0);
        identity = provider;
        LocalInbox mails = LocalInbox.start(0, 0);
        inbox = mails;

        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl("service"));
        settings.put("quarkus.datasource.username", "service");
        settings.put("quarkus.datasource.password", "service");
        settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
        settings.put("quarkus.oidc.auth-server-url", provider.issuerUrl());
        if (sendsMail()) {
            settings.put("quarkus.mailer.host", "127.0.0.1");
            settings.put("quarkus.mailer.port", Integer.toString(mails.smtpPort()));
        }
        settings.put(INBOX_URL, mails.url());
        return settings;
    }

    /** Quarkus warns of settings that no extension asks for. */
    private static boolean sendsMail() {
        return LocalParts.class.getClassLoader().getResource("io/quarkus/mailer/Mailer.class") != null;
    }

    @Override
    public void stop() {
        close(inbox);
        close(identity);
        close(kafka);
        close(postgres);
    }

    private static void close(@Nullable AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("A local part did not stop", e);
        }
    }
}
