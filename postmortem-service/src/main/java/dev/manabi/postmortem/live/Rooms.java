package dev.manabi.postmortem.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.postmortem.postmortem.PostmortemChanged;
import dev.manabi.postmortem.postmortem.PostmortemCommands;
import dev.manabi.postmortem.postmortem.PostmortemView;
import dev.manabi.postmortem.postmortem.Visibility;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.websockets.next.WebSocketConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Every postmortem that somebody has open in this replica. */
@Startup
@ApplicationScoped
public class Rooms implements Room.Guests, Announcements.Listener {

    /** Of RFC 6455's registry: the service restarts. */
    private static final int RESTART = 1012;

    private final PostmortemCommands commands;
    private final Visibility visibility;
    private final Announcements announcements;
    private final EntityManager entities;
    private final ObjectMapper json;
    private final Clock clock;
    private final LiveConfig config;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("live-", 0).factory());
    private final Counter kept;
    private final Counter refused;

    private final Map<UUID, Occupied> rooms = new ConcurrentHashMap<>();
    private final Map<String, Seat> seats = new ConcurrentHashMap<>();

    /** A room, and how many connections lead into it. */
    private record Occupied(Room room, int connections) {}

    private record Seat(Room room, Member member) {}

    Rooms(
            PostmortemCommands commands,
            Visibility visibility,
            Announcements announcements,
            EntityManager entities,
            ObjectMapper json,
            Clock clock,
            LiveConfig config,
            MeterRegistry meters) {
        this.commands = commands;
        this.visibility = visibility;
        this.announcements = announcements;
        this.entities = entities;
        this.json = json;
        this.clock = clock;
        this.config = config;
        meters.gauge("manabi.live.postmortems", rooms, Map::size);
        meters.gauge("manabi.live.connections", seats, Map::size);
        this.kept = meters.counter("manabi.live.changes");
        this.refused = meters.counter("manabi.live.refused");
    }

    void start(@Observes StartupEvent event) {
        announcements.start(this);
    }

    /** Whether nobody else can be taken in. */
    boolean isFull() {
        return seats.size() >= config.connections();
    }

    void enter(WebSocketConnection connection, UUID postmortem, String person) {
        Member member = new Member(connection, person, config, () -> leave(connection));
        Room room = rooms.compute(
                        postmortem,
                        (id, before) -> before == null
                                ? new Occupied(new Room(id, commands, this, json, clock, threads), 1)
                                : new Occupied(before.room(), before.connections() + 1))
                .room();
        seats.put(connection.id(), new Seat(room, member));
        room.enter(member);
    }

    /** Whoever was sent away is not heard any more, whether or not the connection has ended already. */
    void hear(WebSocketConnection connection, String message) {
        Seat seat = seats.get(connection.id());
        if (seat != null) {
            seat.room().hear(seat.member(), message);
        }
    }

    void leave(WebSocketConnection connection) {
        Seat seat = seats.remove(connection.id());
        if (seat == null) {
            return;
        }
        seat.room().leave(seat.member());
        rooms.computeIfPresent(
                seat.room().id(),
                (_, occupied) ->
                        occupied.connections() == 1 ? null : new Occupied(occupied.room(), occupied.connections() - 1));
    }

    /** Whatever somebody did, in this replica, however they did it. */
    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) PostmortemChanged change) {
        change(change.postmortemId(), change.version());
        announcements.changed(change.postmortemId(), change.version());
    }

    @Override
    public void change(UUID postmortem, long version) {
        Room room = room(postmortem);
        if (room != null) {
            room.changed(version);
        }
    }

    @Override
    public void presence(UUID postmortem, ServerMessage message) {
        Room room = room(postmortem);
        if (room != null) {
            room.hearFromElsewhere(message);
        }
    }

    private @Nullable Room room(UUID postmortem) {
        Occupied occupied = rooms.get(postmortem);
        return occupied == null ? null : occupied.room();
    }

    @Override
    public void reconnected() {
        look();
    }

    /** An announcement can be lost with the replica that was to make it. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        if (rooms.isEmpty()) {
            return;
        }
        UUID[] open = rooms.keySet().toArray(UUID[]::new);
        List<?> versions = QuarkusTransaction.requiringNew()
                .call(() -> entities.createNativeQuery(
                                "select id, version from stream where id = any(cast(:open as uuid[]))", Object[].class)
                        .setParameter("open", open)
                        .getResultList());
        for (Object one : versions) {
            Object[] row = (Object[]) one;
            change((UUID) row[0], ((Number) row[1]).longValue());
        }
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void lookWhoIsThere() {
        rooms.values().forEach(occupied -> occupied.room().look());
    }

    @Override
    public boolean mayRead(UUID postmortem, String person) {
        return QuarkusTransaction.requiringNew().call(() -> {
            PostmortemView view = PostmortemView.findById(postmortem);
            return view != null && visibility.mayRead(view, person);
        });
    }

    @Override
    public void wrote(UUID postmortem, long version, int changes, int refusals) {
        kept.increment(changes);
        refused.increment(refusals);
        if (changes > 0) {
            announcements.changed(postmortem, version);
        }
    }

    @Override
    public void tell(UUID postmortem, ServerMessage message) {
        announcements.present(postmortem, message);
    }

    void stop(@Observes ShutdownEvent event) {
        announcements.stop();
        rooms.values().forEach(occupied -> occupied.room().close(RESTART, "The service restarts"));
    }
}
