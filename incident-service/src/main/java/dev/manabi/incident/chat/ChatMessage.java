package dev.manabi.incident.chat;

import dev.manabi.incident.chat.ProposalRules.Reason;
import dev.manabi.incident.incident.domain.EntryKind;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One message of an import. */
@Entity
@Table(name = "chat_message")
@IdClass(ChatMessage.Key.class)
public class ChatMessage extends PanacheEntityBase {

    /** A message of one import. */
    public record Key(UUID importId, int number) implements Serializable {}

    @Id
    @Column(name = "import_id")
    public UUID importId;

    /** In the order of time, from 1. */
    @Id
    public int number;

    /** The chat's own id. */
    @Column(name = "message_id")
    public String messageId;

    public Instant at;

    /** Person id, where the catalog knows who said it. */
    public @Nullable String author;

    @Column(name = "author_name")
    public String authorName;

    public boolean bot;
    public String text;
    public @Nullable String thread;

    @Column(name = "edited_at")
    public @Nullable Instant editedAt;

    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> reactions;

    public boolean pinned;
    public boolean proposed;

    @Enumerated(EnumType.STRING)
    public EntryKind kind;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<Reason> reasons;

    /** The fact of the timeline that it became. */
    public @Nullable UUID entry;
}
