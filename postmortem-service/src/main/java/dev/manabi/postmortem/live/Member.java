package dev.manabi.postmortem.live;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One connection of somebody who reads or writes a postmortem. */
final class Member {

    private static final Logger LOG = Logger.getLogger(Member.class);

    /** Codes of RFC 6455 and its registry. */
    static final int POLICY_VIOLATION = 1008;

    static final int TRY_AGAIN_LATER = 1013;

    private static final double CHARACTERS_LIKE_A_MESSAGE = 10_000;

    private final WebSocketConnection connection;
    private final String person;
    private final Allowance allowance;
    private final long mostUnread;
    private final Runnable leaving;
    private final AtomicBoolean sentAway = new AtomicBoolean();
    private final AtomicLong unread = new AtomicLong();
    private final AtomicLong unheard = new AtomicLong();

    /** The sections whose changes it follows; of the room's thread alone. */
    final Set<String> opened = new HashSet<>();

    /** Where its cursor is; of the room's thread alone. */
    ServerMessage.@Nullable Presence presence;

    /** @param leaving called once where the connection is ended from this side, which the other side may never notice */
    Member(WebSocketConnection connection, String person, LiveConfig config, Runnable leaving) {
        this.connection = connection;
        this.person = person;
        this.allowance = new Allowance(config.messagesPerSecond(), System.nanoTime());
        this.mostUnread = config.unreadCharacters();
        this.leaving = leaving;
    }

    String id() {
        return connection.id();
    }

    String person() {
        return person;
    }

    /** Whether the message is taken; where it is too much, the connection is ended. A long one counts as many. */
    boolean mayStillSend(int length) {
        if (sentAway.get()) {
            return false;
        }
        if (allowance.take(1 + length / CHARACTERS_LIKE_A_MESSAGE, System.nanoTime())
                && unheard.addAndGet(length) <= mostUnread) {
            return true;
        }
        close(POLICY_VIOLATION, "Too many messages");
        return false;
    }

    /** A message that was taken has been dealt with. */
    void heard(int length) {
        unheard.addAndGet(-length);
    }

    /** Never waits. Whoever does not read is sent away, and can come again from where it was. */
    void send(String message) {
        if (connection.isClosed() || sentAway.get()) {
            return;
        }
        long size = message.length();
        if (unread.addAndGet(size) > mostUnread) {
            close(TRY_AGAIN_LATER, "Too much has not been read");
            return;
        }
        connection
                .sendText(message)
                .subscribe()
                .with(
                        sent -> unread.addAndGet(-size),
                        failure -> LOG.debugf("%s did not get a message: %s", id(), failure.getMessage()));
    }

    void close(int code, String reason) {
        if (sentAway.getAndSet(true)) {
            return;
        }
        leaving.run();
        connection
                .close(new CloseReason(code, reason))
                .subscribe()
                .with(closed -> {}, failure -> LOG.debugf("%s was not closed: %s", id(), failure.getMessage()));
    }
}
