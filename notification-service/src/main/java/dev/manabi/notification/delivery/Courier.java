package dev.manabi.notification.delivery;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Inbox;
import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.announcement.Texts;
import dev.manabi.notification.announcement.Texts.Letter;
import dev.manabi.notification.catalog.People;
import dev.manabi.notification.channel.Channels;
import dev.manabi.notification.channel.Channels.Outlet;
import dev.manabi.notification.channel.DestinationHealth;
import dev.manabi.notification.channel.Hooks;
import dev.manabi.notification.channel.Invitations;
import dev.manabi.notification.channel.Invitations.Written;
import dev.manabi.notification.channel.MailHeaders;
import dev.manabi.notification.channel.Mails;
import dev.manabi.notification.channel.Sending;
import dev.manabi.notification.channel.domain.ChannelKind;
import dev.manabi.notification.delivery.Leases.Lease;
import dev.manabi.notification.delivery.domain.Delivery.Pending;
import dev.manabi.notification.delivery.domain.DeliveryCommand;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RecordFailure;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RecordRefusal;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RecordSent;
import dev.manabi.notification.delivery.domain.DeliveryCommand.SuppressDelivery;
import dev.manabi.notification.delivery.domain.Invitation;
import dev.manabi.notification.delivery.domain.Notice;
import dev.manabi.notification.delivery.domain.Recipient;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries one delivery: reads what is to be said, says it while no transaction is open, and records how it went.
 *
 * <p>Whoever dies between saying and recording leaves a lease behind; after it the delivery is said once more, with the
 * same Message-ID or webhook-id as before, and never under another.
 */
@ApplicationScoped
class Courier {

    private static final Logger LOG = Logger.getLogger(Courier.class);
    private static final Duration LOOK_FOR_ADDRESS_EVERY = Duration.ofSeconds(30);

    /** Transactions at once, however many destinations there are: what waits for an answer holds none. */
    private static final int TRANSACTIONS = 8;

    private final Leases leases;
    private final DeliveryCommands commands;
    private final Bundles bundles;
    private final People people;
    private final Channels channels;
    private final DestinationHealth health;
    private final Mails mails;
    private final Invitations invitations;
    private final Hooks hooks;
    private final ToldEvents toldEvents;
    private final Inbox inbox;
    private final Clock clock;
    private final NotificationConfig config;
    private final Texts texts;
    private final Backoff backoff;
    private final Semaphore database = new Semaphore(TRANSACTIONS);

    Courier(
            Leases leases,
            DeliveryCommands commands,
            Bundles bundles,
            People people,
            Channels channels,
            DestinationHealth health,
            Mails mails,
            Invitations invitations,
            Hooks hooks,
            ToldEvents toldEvents,
            Inbox inbox,
            Clock clock,
            NotificationConfig config,
            Texts texts) {
        this.leases = leases;
        this.commands = commands;
        this.bundles = bundles;
        this.people = people;
        this.channels = channels;
        this.health = health;
        this.mails = mails;
        this.invitations = invitations;
        this.hooks = hooks;
        this.toldEvents = toldEvents;
        this.inbox = inbox;
        this.clock = clock;
        this.config = config;
        this.texts = texts;
        this.backoff = new Backoff(config.retry(), RandomGenerator.getDefault());
    }

    /** What is to be said, read in one short transaction. */
    private sealed interface Errand {
        /** Somebody else has done it, or does. */
        record Nothing() implements Errand {}

        /** The recipient cannot be reached yet. */
        record Homeless(Instant since) implements Errand {}

        /** Nothing can be told there. */
        record Closed(String why) implements Errand {}

        record ByMail(
                int failures,
                String address,
                String subject,
                Letter letter,
                MailHeaders headers,
                @Nullable Written invitation)
                implements Errand {}

        record ByHook(int failures, String destination, Outlet.Hook hook, Hooks.Body body) implements Errand {}
    }

    /**
     * @param another called once there is something to do, since there may be more
     * @return false where nothing is due there
     */
    boolean carryOne(String destination, Runnable another) {
        Optional<Lease> claimed = withDatabase(() -> leases.claim(destination, clock.instant(), config.lease()));
        claimed.ifPresent(lease -> {
            another.run();
            carry(lease);
        });
        return claimed.isPresent();
    }

    private void carry(Lease lease) {
        UUID id = lease.delivery();
        switch (inTransaction(() -> errand(id))) {
            case Errand.Nothing _ -> leases.release(lease);
            case Errand.Homeless(Instant since) -> waitOrSuppress(lease, since);
            case Errand.Closed(String why) -> suppress(lease, why);
            case Errand.ByMail mail ->
                recordMail(
                        lease,
                        mail.failures(),
                        mails.send(
                                id, mail.address(), mail.subject(), mail.letter(), mail.headers(), mail.invitation()));
            case Errand.ByHook hook -> recordHook(lease, hook, hooks.send(id, hook.hook(), hook.body()));
        }
    }

    private Errand errand(UUID id) {
        if (!(commands.load(id) instanceof Pending pending)) {
            return new Errand.Nothing();
        }
        if (pending.held() != null && bundles.tellTogether(id, pending.notice())) {
            return new Errand.Nothing();
        }
        Notice notice = pending.notice();
        return switch (notice.channel()) {
            case MAIL -> byMail(pending, notice);
            case CHAT, WEBHOOK -> byHook(pending, notice);
        };
    }

    private Errand byMail(Pending pending, Notice notice) {
        return switch (notice.recipient().kind()) {
            case PERSON ->
                people.mailAddress(notice.recipient().name())
                        .map(address -> byMail(pending, notice, address))
                        .orElseGet(() -> new Errand.Homeless(pending.since()));
            case MAIL_LIST, CHAT_ROOM, WEBHOOK ->
                switch (channels.outlet(notice.recipient().name(), clock.instant())) {
                    case Outlet.MailList(String address) -> byMail(pending, notice, address);
                    case Outlet.Closed(String why) -> new Errand.Closed(why);
                    case Outlet.Hook _ -> new Errand.Closed("The channel is no mail list.");
                };
        };
    }

    private Errand byMail(Pending pending, Notice notice, String address) {
        Letter letter = texts.letter(notice, people);
        Invitation invitation = notice.invitation();
        return new Errand.ByMail(
                pending.attemptsSince(),
                address,
                notice.subject(),
                letter,
                mails.headers(notice),
                invitation == null
                        ? null
                        : invitations.write(invitation, letter.text().strip()));
    }

    private Errand byHook(Pending pending, Notice notice) {
        Recipient recipient = notice.recipient();
        if (recipient.kind() == Recipient.Kind.PERSON
                && channels.ownRoom(notice.destination(), recipient.name()).isEmpty()) {
            return new Errand.Closed("The room " + notice.destination() + " is not theirs any more, or is disabled.");
        }
        return switch (channels.outlet(notice.destination(), clock.instant())) {
            case Outlet.Hook hook ->
                new Errand.ByHook(pending.attemptsSince(), notice.destination(), hook, body(notice, hook));
            case Outlet.Closed(String why) -> new Errand.Closed(why);
            case Outlet.MailList _ -> new Errand.Closed("The channel is a mail list.");
        };
    }

    private Hooks.Body body(Notice notice, Outlet.Hook hook) {
        return hook.kind() == ChannelKind.WEBHOOK
                ? new Hooks.Body.Event(toldEvents.json(notice.sourceEventId()))
                : new Hooks.Body.Message(
                        texts.chat(notice, people, Hooks.markup(hook)), texts.link(notice), notice.language());
    }

    private void suppress(Lease lease, String why) {
        Cause cause = inbox.ownCause();
        report(lease, new SuppressDelivery(lease.delivery(), why, cause.at()), cause, () -> {});
    }

    private void waitOrSuppress(Lease lease, Instant since) {
        Duration left = Duration.between(clock.instant(), since.plus(config.awaitAddress()));
        if (left.isPositive()) {
            leases.putOff(lease, left.compareTo(LOOK_FOR_ADDRESS_EVERY) < 0 ? left : LOOK_FOR_ADDRESS_EVERY);
            return;
        }
        suppress(lease, "The catalog knows no mail address of the recipient.");
    }

    private void recordMail(Lease lease, int failures, Sending outcome) {
        Cause cause = inbox.ownCause();
        report(lease, told(lease, failures, outcome, config.retry().attempts(), cause.at()), cause, () -> {});
    }

    /** How the destination does is written down with it: whoever is left alone is left alone by every replica. */
    private void recordHook(Lease lease, Errand.ByHook errand, Sending outcome) {
        Cause cause = inbox.ownCause();
        String destination = errand.destination();
        AtomicReference<@Nullable Instant> failingSince = new AtomicReference<>();
        boolean signed = errand.hook().kind() == ChannelKind.WEBHOOK;
        DeliveryCommand told = signed
                ? onSchedule(lease, errand.failures(), outcome, cause.at())
                : told(lease, errand.failures(), outcome, config.retry().attempts(), cause.at());
        report(lease, told, cause, () -> {
            switch (outcome) {
                case Sending.Done _ -> health.succeeded(destination, cause.at());
                case Sending.Failed _ -> failingSince.set(health.failed(destination, cause.at()));
                case Sending.Refused _, Sending.Gone _ -> {} // it is there, and does not want this
            }
        });
        if (!Channels.isConfigured(destination)) {
            disableWhereHopeless(destination, outcome, failingSince.get(), cause);
        }
    }

    /** In a transaction of its own, after the report: whoever dies in between finds the same again the next time. */
    private void disableWhereHopeless(
            String destination, Sending outcome, @Nullable Instant failingSince, Cause cause) {
        String reason = null;
        if (outcome instanceof Sending.Gone(String error)) {
            reason = error;
        } else if (failingSince != null
                && !failingSince.plus(config.disableAfter()).isAfter(cause.at())) {
            reason = "Nothing has arrived there since " + failingSince + ".";
        }
        if (reason != null) {
            String why = reason;
            LOG.warnf("The channel %s is disabled: %s", destination, why);
            inTransaction(() -> {
                channels.disable(destination, why, Expected.any(), cause);
                return true;
            });
        }
    }

    private DeliveryCommand onSchedule(Lease lease, int failures, Sending outcome, Instant at) {
        List<Duration> schedule = config.webhookSchedule();
        if (!(outcome instanceof Sending.Failed failed)) {
            return told(lease, failures, outcome, schedule.size(), at);
        }
        Duration pause = schedule.get(Math.min(failures + 1, schedule.size() - 1));
        Duration asked = failed.retryAfter();
        return new RecordFailure(
                lease.delivery(),
                failed.error(),
                schedule.size(),
                at.plus(asked != null && asked.compareTo(pause) > 0 ? asked : pause),
                at);
    }

    private DeliveryCommand told(Lease lease, int failures, Sending outcome, int mostAttempts, Instant at) {
        UUID id = lease.delivery();
        return switch (outcome) {
            case Sending.Done _ -> new RecordSent(id, at);
            case Sending.Refused refused -> new RecordRefusal(id, refused.error(), at);
            case Sending.Gone gone -> new RecordRefusal(id, gone.error(), at);
            case Sending.Failed failed ->
                new RecordFailure(
                        id,
                        failed.error(),
                        mostAttempts,
                        at.plus(backoff.pause(failures + 1, failed.retryAfter())),
                        at);
        };
    }

    /**
     * A database that is away for a moment must not make us say a thing twice: the report is tried again for as long as
     * the lease holds.
     */
    private void report(Lease lease, DeliveryCommand command, Cause cause, Runnable besides) {
        Instant giveUpAt = clock.instant().plus(config.lease().dividedBy(2));
        while (true) {
            try {
                inTransaction(() -> {
                    commands.handle(command, Expected.any(), cause);
                    besides.run();
                    leases.release(lease);
                    return true;
                });
                return;
            } catch (RuntimeException e) {
                if (clock.instant().isAfter(giveUpAt) || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LOG.debugf(e, "The report on %s is tried again", command.deliveryId());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(200));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> T inTransaction(Callable<T> work) {
        return withDatabase(() -> QuarkusTransaction.requiringNew().call(work));
    }

    private <T> T withDatabase(Supplier<T> work) {
        database.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            database.release();
        }
    }
}
