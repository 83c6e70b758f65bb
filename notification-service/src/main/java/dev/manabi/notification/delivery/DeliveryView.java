package dev.manabi.notification.delivery;

import dev.manabi.notification.delivery.domain.Channel;
import dev.manabi.notification.delivery.domain.Held;
import dev.manabi.notification.delivery.domain.Recipient;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A delivery as it stands. */
@Entity
@Table(name = "delivery")
public class DeliveryView extends PanacheEntityBase {

    @Id
    public UUID id;

    public long version;
    public UUID sourceEventId;
    public String event;

    @Enumerated(EnumType.STRING)
    public Channel channel;

    @Enumerated(EnumType.STRING)
    public Recipient.Kind recipientKind;

    public String recipient;
    public String announcement;
    public String subject;

    @Enumerated(EnumType.STRING)
    public DeliveryStatus status;

    public int attempts;

    /** Of the last attempt, or why it was suppressed. */
    public @Nullable String lastError;

    public boolean confidential;
    public Instant requestedAt;

    /** When it may next be sent; null unless pending. */
    public @Nullable Instant dueAt;

    public @Nullable Instant sentAt;

    /** Name of the channel that carries it. */
    public String destination;

    public boolean mandatory;

    /** Why it waits on purpose; null where it does not. */
    @Enumerated(EnumType.STRING)
    public Held.@Nullable Why held;

    /** When it was found to be late; null unless it was. */
    public @Nullable Instant lateSince;

    /** The delivery that told it together with others. */
    public @Nullable UUID toldIn;

    /** The same for everything that one request set off; null for what is older than this column. */
    public @Nullable UUID correlationId;

    /** What is told of a private postmortem is nobody's business but the recipient's. */
    boolean isVisibleTo(String person) {
        return !confidential || (recipientKind == Recipient.Kind.PERSON && recipient.equals(person));
    }
}
