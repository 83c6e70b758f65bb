package dev.manabi.notification.channel;

import dev.manabi.notification.channel.domain.ChannelKind;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A channel as it stands, without what must stay secret. */
@Entity
@Table(name = "channel")
public class ChannelView extends PanacheEntityBase {

    @Id
    public String name;

    public UUID streamId;
    public long version;

    @Enumerated(EnumType.STRING)
    public ChannelKind kind;

    public String target;
    public @Nullable String description;
    public String owner;
    public @Nullable String person;
    public String language;
    public boolean enabled;
    public @Nullable String disabledWhy;
    public @Nullable Instant disabledAt;
    public String changedBy;
    public Instant changedAt;
}
