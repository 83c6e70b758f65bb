package dev.manabi.postmortem.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.eventsourcing.Ids;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * What the replicas tell each other about postmortems that people have open: that one has changed, and who is where. It
 * goes through PostgreSQL, in transactions of its own after the commit. Nothing depends on its arrival: a change is also
 * found by looking, and presence is said again.
 */
@ApplicationScoped
public class Announcements {

    private static final Logger LOG = Logger.getLogger(Announcements.class);
    private static final String CHANNEL = "manabi_live";

    /** PostgreSQL takes 8 000 bytes. */
    private static final int LONGEST = 7_500;

    private static final int MOST_WAITING = 10_000;
    private static final int AT_ONCE = 100;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int PAUSE_MILLIS = 1_000;

    private final AgroalDataSource dataSource;
    private final ObjectMapper json;
    private final UUID replica = Ids.next();
    private final BlockingQueue<Announcement> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private volatile boolean open;
    private boolean hearing = true;
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param version of the postmortem, or null where somebody's presence is told
     */
    record Announcement(
            UUID replica,
            UUID postmortem,
            @Nullable Long version,
            @Nullable ServerMessage presence) {}

    Announcements(AgroalDataSource dataSource, ObjectMapper json) {
        this.dataSource = dataSource;
        this.json = json;
    }

    /** What is to be done where another replica says something. */
    interface Listener {
        void change(UUID postmortem, long version);

        void presence(UUID postmortem, ServerMessage presence);

        /** Something may have been missed. */
        void reconnected();
    }

    void start(Listener listener) {
        open = true;
        threads.add(Thread.ofPlatform().name("live-listener").daemon().start(() -> hearAll(listener)));
        threads.add(Thread.ofPlatform().name("live-announcer").daemon().start(this::sayAll));
    }

    void stop() {
        open = false;
        threads.forEach(Thread::interrupt);
    }

    void changed(UUID postmortem, long version) {
        say(new Announcement(replica, postmortem, version, null));
    }

    void present(UUID postmortem, ServerMessage presence) {
        say(new Announcement(replica, postmortem, null, presence));
    }

    private void say(Announcement announcement) {
        if (!waiting.offer(announcement)) {
            LOG.debug("Too much to announce; the others will see it when they look");
        }
    }

    private void sayAll() {
        while (open) {
            try {
                List<Announcement> some = new ArrayList<>();
                some.add(waiting.take());
                waiting.drainTo(some, AT_ONCE);
                say(some);
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | RuntimeException e) {
                LOG.debugf("Nothing can be announced: %s", e.getMessage());
                pause();
            }
        }
    }

    private void say(List<Announcement> some) throws SQLException {
        String[] texts = some.stream()
                .map(this::text)
                .filter(text -> text.length() < LONGEST)
                .toArray(String[]::new);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select pg_notify(?, text) from unnest(?::text[]) as text")) {
            statement.setString(1, CHANNEL);
            statement.setArray(2, connection.createArrayOf("text", texts));
            statement.execute();
        }
    }

    private void hearAll(Listener listener) {
        while (open) {
            try (Connection connection = dataSource.getConnection()) {
                hear(connection, listener);
            } catch (SQLException | RuntimeException e) { // looking for what was missed may fail as well
                if (open && hearing) {
                    hearing = false;
                    LOG.infof("Other replicas are not heard for the moment: %s", e.getMessage());
                }
                pause();
            }
        }
    }

    private void hear(Connection connection, Listener listener) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            if (!hearing) {
                hearing = true;
                LOG.info("Other replicas are heard again");
            }
            listener.reconnected();
            while (open) {
                PGNotification[] heard = postgres.getNotifications(PATIENCE_MILLIS);
                if (heard == null || heard.length == 0) {
                    statement.execute("select 1"); // whether the connection still lives
                    continue;
                }
                for (PGNotification one : heard) {
                    hear(one.getParameter(), listener);
                }
            }
        } finally {
            try (Statement statement = connection.createStatement()) {
                statement.execute("unlisten *");
            }
        }
    }

    private void hear(String text, Listener listener) {
        try {
            Announcement heard = json.readValue(text, Announcement.class);
            if (heard.replica().equals(replica)) {
                return;
            }
            if (heard.version() != null) {
                listener.change(heard.postmortem(), heard.version());
            }
            if (heard.presence() != null) {
                listener.presence(heard.postmortem(), heard.presence());
            }
        } catch (JsonProcessingException e) {
            LOG.warnf("Another replica said what cannot be read: %s", e.getOriginalMessage());
        } catch (RuntimeException e) {
            LOG.error("What another replica said was not dealt with", e);
        }
    }

    private String text(Announcement announcement) {
        try {
            return json.writeValueAsString(announcement);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Our own announcements can be written", e);
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
