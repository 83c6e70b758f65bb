package dev.manabi.notification.delivery;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.Inbox;
import dev.manabi.kit.TransactionSql;
import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.announcement.Announcement;
import dev.manabi.notification.announcement.Language;
import dev.manabi.notification.announcement.Texts;
import dev.manabi.notification.delivery.domain.Delivery.Pending;
import dev.manabi.notification.delivery.domain.DeliveryCommand;
import dev.manabi.notification.delivery.domain.DeliveryCommand.BundleDelivery;
import dev.manabi.notification.delivery.domain.DeliveryCommand.ReleaseDelivery;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RequestDelivery;
import dev.manabi.notification.delivery.domain.Held;
import dev.manabi.notification.delivery.domain.Notice;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One message instead of several: what one cause has brought about within a moment, and what somebody wants to hear once
 * an hour or a day. Everything happens in the caller's transaction, so that whoever dies in it has done nothing.
 */
@ApplicationScoped
class Bundles {

    /** Nobody is sending one of these yet: whoever wants to must ask here first, and we hold the lock. */
    private static final String OTHERS = """
            select d.id from delivery d
             where d.status = 'PENDING' and d.held is not null and d.recipient_kind = ? and d.recipient = ?
               and d.destination = ? and d.attempts = 0 and d.id <> ?
               and ((d.held = 'WISH' and d.due_at <= ?) or (d.held = 'SAME_CAUSE' and d.correlation_id = ?))
             order by d.requested_at, d.id limit 100
            """;

    private static final String TOLD_ALREADY = """
            select id from delivery
             where correlation_id = ? and recipient_kind = ? and recipient = ? and destination = ?
               and held is null and status in ('PENDING', 'SENT') and id <> ?
               and requested_at between ? and ?
             order by requested_at limit 1
            """;

    private final DeliveryCommands commands;
    private final Texts texts;
    private final TransactionSql sql;
    private final NotificationConfig config;
    private final Inbox inbox;
    private final Clock clock;

    Bundles(
            DeliveryCommands commands,
            Texts texts,
            TransactionSql sql,
            NotificationConfig config,
            Inbox inbox,
            Clock clock) {
        this.commands = commands;
        this.texts = texts;
        this.sql = sql;
        this.config = config;
        this.inbox = inbox;
        this.clock = clock;
    }

    /**
     * @param id of a delivery that has waited on purpose, and whose time has come
     * @return whether another delivery tells it; else it is to be sent by itself
     */
    boolean tellTogether(UUID id, Notice notice) {
        sql.lock("bundle/" + notice.destination() + "/" + notice.recipient());
        DeliveryView view = DeliveryView.findById(id);
        if (view.status != DeliveryStatus.PENDING) {
            return true; // another one has taken it with it, just now
        }
        if (notice.invitation() != null) {
            release(id); // a calendar reads it
            return false;
        }
        List<UUID> told = view.held == Held.Why.SAME_CAUSE ? toldAlready(view) : List.of();
        if (!told.isEmpty()) {
            Cause cause = inbox.ownCause();
            commands.handle(new BundleDelivery(id, told.getFirst(), cause.at()), Expected.any(), cause);
            return true;
        }
        List<UUID> others = others(view);
        if (others.isEmpty()) {
            release(id);
            return false;
        }
        bundle(id, notice, others);
        return true;
    }

    /** From now on it is being sent: what comes later of the same cause finds it told. */
    private void release(UUID id) {
        Cause cause = inbox.ownCause();
        commands.handle(new ReleaseDelivery(id, cause.at()), Expected.any(), cause);
    }

    /** Everything is loaded before the first is written. */
    private void bundle(UUID id, Notice notice, List<UUID> others) {
        Cause cause = inbox.ownCause();
        UUID into = Ids.named("bundle/" + id);
        List<Notice> notices = new ArrayList<>(List.of(notice));
        List<DeliveryCommand> all = new ArrayList<>(List.of(new BundleDelivery(id, into, cause.at())));
        for (UUID other : others) {
            if (commands.load(other) instanceof Pending pending
                    && pending.notice().invitation() == null) {
                notices.add(pending.notice());
                all.add(new BundleDelivery(other, into, cause.at()));
            }
        }
        all.add(new RequestDelivery(into, together(into, notices), null, null, cause.at()));
        commands.handleAll(all, cause);
    }

    private Notice together(UUID into, List<Notice> notices) {
        Notice first = notices.getFirst();
        Map<String, String> facts = Map.of(
                "count",
                Integer.toString(notices.size()),
                "items",
                notices.stream()
                        .map(one -> "- " + one.subject() + "\n  " + texts.link(one))
                        .collect(Collectors.joining("\n")),
                "path",
                "/");
        return new Notice(
                into,
                first.event(),
                first.channel(),
                first.recipient(),
                Announcement.Kind.SEVERAL.template(),
                first.language(),
                texts.subject(Announcement.Kind.SEVERAL, facts, Language.ofCode(first.language())),
                facts,
                Map.of(),
                notices.stream().anyMatch(Notice::confidential),
                null,
                first.destination(),
                false);
    }

    private List<UUID> others(DeliveryView view) {
        return ids(
                OTHERS,
                view.recipientKind.name(),
                view.recipient,
                view.destination,
                view.id,
                clock.instant(),
                view.correlationId);
    }

    /** One that was not held, of the same cause and time: it has said, or will say in a moment, what there is to say. */
    private List<UUID> toldAlready(DeliveryView view) {
        return ids(
                TOLD_ALREADY,
                view.correlationId,
                view.recipientKind.name(),
                view.recipient,
                view.destination,
                view.id,
                view.requestedAt.minus(config.gather()),
                view.requestedAt.plus(config.gather()));
    }

    private List<UUID> ids(String query, @Nullable Object... parameters) {
        return sql.rows(query, row -> Objects.requireNonNull(row.getObject(1, UUID.class)), parameters);
    }
}
