package dev.manabi.postmortem.live;

import dev.manabi.kit.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.security.RolesAllowed;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * Writing together: one connection for each editor and postmortem. Whoever comes has shown a token and may read the
 * postmortem, see {@link LiveUpgrade}; the connection ends with the token. What is said is in docs/live-editing.md.
 */
@WebSocket(path = LiveUpgrade.PATH, endpointId = LiveUpgrade.ENDPOINT)
@RolesAllowed(Roles.MEMBER)
public class LiveSocket {

    private static final Logger LOG = Logger.getLogger(LiveSocket.class);
    private static final int UNSUPPORTED = 1003;
    private static final int UNEXPECTED = 1011;

    private final Rooms rooms;
    private final SecurityIdentity identity;

    LiveSocket(Rooms rooms, SecurityIdentity identity) {
        this.rooms = rooms;
        this.identity = identity;
    }

    @OnOpen
    @NonBlocking
    void open(WebSocketConnection connection) {
        rooms.enter(
                connection,
                Objects.requireNonNull(connection.userData().get(LiveUpgrade.POSTMORTEM), "the upgrade found it"),
                identity.getPrincipal().getName());
    }

    @OnTextMessage
    @NonBlocking
    void hear(String message, WebSocketConnection connection) {
        rooms.hear(connection, message);
    }

    @OnBinaryMessage
    Uni<Void> refuse(Buffer message, WebSocketConnection connection) {
        return connection.close(new CloseReason(UNSUPPORTED, "Messages are text"));
    }

    @OnClose
    @NonBlocking
    void leave(WebSocketConnection connection) {
        rooms.leave(connection);
    }

    @OnError
    Uni<Void> fail(Throwable failure, WebSocketConnection connection) {
        LOG.debugf(failure, "Connection %s failed", connection.id());
        if (connection.isClosed()) {
            return Uni.createFrom().voidItem();
        }
        return connection.close(new CloseReason(UNEXPECTED, "That was not expected"));
    }
}
