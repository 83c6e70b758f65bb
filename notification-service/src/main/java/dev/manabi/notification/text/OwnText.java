package dev.manabi.notification.text;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One version of a text that an organisation has written instead of ours. Without parts: ours holds again. */
@Entity
@Immutable
@Table(name = "own_text")
@IdClass(OwnText.Key.class)
public class OwnText extends PanacheEntityBase {

    /** @param version 1 for the first */
    public record Key(String announcement, String language, long version) {}

    @Id
    public String announcement;

    @Id
    public String language;

    @Id
    public long version;

    public @Nullable String subject;
    public @Nullable String chat;
    public @Nullable String mail;
    public String savedBy;
    public Instant savedAt;
}
