package dev.manabi.notification.delivery;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Inbox;
import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.announcement.Texts;
import dev.manabi.notification.announcement.Texts.Letter;
import dev.manabi.notification.catalog.People;
import dev.manabi.notification.channel.ChatWebhook;
import dev.manabi.notification.channel.Invitations;
import dev.manabi.notification.channel.Invitations.Written;
import dev.manabi.notification.channel.Mails;
import dev.manabi.notification.channel.Sending;
import dev.manabi.notification.delivery.Leases.Lease;
import dev.manabi.notification.delivery.domain.Channel;
import dev.manabi.notification.delivery.domain.Delivery.Pending;
import dev.manabi.notification.delivery.domain.DeliveryCommand;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RecordFailure;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RecordRefusal;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RecordSent;
import dev.manabi.notification.delivery.domain.DeliveryCommand.SuppressDelivery;
import dev.manabi.notification.delivery.domain.Invitation;
import dev.manabi.notification.delivery.domain.Notice;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
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

    private final Leases leases;
    private final DeliveryCommands commands;
    private final People people;
    private final Mails mails;
    private final Invitations invitations;
    private final ChatWebhook chat;
    private final Inbox inbox;
    private final Clock clock;
    private final NotificationConfig config;
    private final Texts texts;
    private final Backoff backoff;

    Courier(
            Leases leases,
            DeliveryCommands commands,
            People people,
            Mails mails,
            Invitations invitations,
            ChatWebhook chat,
            Inbox inbox,
            Clock clock,
            NotificationConfig config,
            Texts texts) {
        this.leases = leases;
        this.commands = commands;
        this.people = people;
        this.mails = mails;
        this.invitations = invitations;
        this.chat = chat;
        this.inbox = inbox;
        this.clock = clock;
        this.config = config;
        this.texts = texts;
        this.backoff = new Backoff(config.retry(), RandomGenerator.getDefault());
    }

    /** What is to be said, read in one short transaction. */
    private sealed interface Errand {
        /** Somebody else has done it. */
        record Nothing() implements Errand {}

        /** The recipient cannot be reached yet. */
        record Homeless(Instant since) implements Errand {}

        record ByMail(
                int failures,
                String address,
                String subject,
                Letter letter,
                @Nullable Written invitation) implements Errand {}

        record ByChat(int failures, String text) implements Errand {}
    }

    /** @return false where nothing of that channel is due */
    boolean carryOne(Channel channel) {
        Optional<Lease> claimed = leases.claim(channel, clock.instant(), config.lease());
        claimed.ifPresent(this::carry);
        return claimed.isPresent();
    }

    private void carry(Lease lease) {
        UUID id = lease.delivery();
        switch (inTransaction(() -> errand(id))) {
            case Errand.Nothing _ -> leases.release(lease);
            case Errand.Homeless(Instant since) -> waitOrSuppress(lease, since);
            case Errand.ByMail mail ->
                record(
                        lease,
                        mail.failures(),
                        mails.send(id, mail.address(), mail.subject(), mail.letter(), mail.invitation()));
            case Errand.ByChat message -> record(lease, message.failures(), chat.send(id, message.text()));
        }
    }

    private Errand errand(UUID id) {
        if (!(commands.load(id) instanceof Pending pending)) {
            return new Errand.Nothing();
        }
        Notice notice = pending.notice();
        return switch (notice.channel()) {
            case CHAT -> new Errand.ByChat(pending.attemptsSince(), texts.chat(notice, people));
            case MAIL -> {
                Optional<String> address = address(notice);
                yield address.isEmpty() ? new Errand.Homeless(pending.since()) : byMail(pending, notice, address.get());
            }
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
                invitation == null
                        ? null
                        : invitations.write(invitation, letter.text().strip()));
    }

    private Optional<String> address(Notice notice) {
        return switch (notice.recipient().kind()) {
            case PERSON -> people.mailAddress(notice.recipient().name());
            case MAIL_LIST -> config.audienceMail();
            case CHAT_ROOM -> Optional.empty();
        };
    }

    private void waitOrSuppress(Lease lease, Instant since) {
        Duration left = Duration.between(clock.instant(), since.plus(config.awaitAddress()));
        if (left.isPositive()) {
            leases.putOff(lease, left.compareTo(LOOK_FOR_ADDRESS_EVERY) < 0 ? left : LOOK_FOR_ADDRESS_EVERY);
            return;
        }
        Cause cause = inbox.ownCause();
        report(
                lease,
                new SuppressDelivery(
                        lease.delivery(), "The catalog knows no mail address of the recipient.", cause.at()),
                cause);
    }

    private void record(Lease lease, int failures, Sending outcome) {
        UUID id = lease.delivery();
        Cause cause = inbox.ownCause();
        Instant at = cause.at();
        DeliveryCommand report =
                switch (outcome) {
                    case Sending.Done _ -> new RecordSent(id, at);
                    case Sending.Refused refused -> new RecordRefusal(id, refused.error(), at);
                    case Sending.Failed failed ->
                        new RecordFailure(
                                id,
                                failed.error(),
                                config.retry().attempts(),
                                at.plus(backoff.pause(failures + 1, failed.retryAfter())),
                                at);
                };
        report(lease, report, cause);
    }

    /**
     * A database that is away for a moment must not make us say a thing twice: the report is tried again for as long as
     * the lease holds.
     */
    private void report(Lease lease, DeliveryCommand command, Cause cause) {
        Instant giveUpAt = clock.instant().plus(config.lease().dividedBy(2));
        while (true) {
            try {
                inTransaction(() -> {
                    commands.handle(command, Expected.any(), cause);
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

    private static <T> T inTransaction(Callable<T> work) {
        return QuarkusTransaction.requiringNew().call(work);
    }
}
