package dev.manabi.postmortem.postmortem;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A comment on a postmortem. */
@Entity
@DynamicUpdate
@Table(name = "comment_view")
public class CommentView extends PanacheEntityBase {

    @Id
    public UUID id;

    public UUID postmortemId;

    /** The version of the stream, so that comments stand in the order in which they came. */
    public long position;

    /** The comment that began the thread, or null where this one did. */
    public @Nullable UUID inReplyTo;

    public @Nullable String section;

    public @Nullable String quote;

    public @Nullable String suggestion;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> mentions;

    public String text;

    public String author;

    public Instant addedAt;

    public boolean resolved;

    public @Nullable String resolvedBy;

    public @Nullable Instant resolvedAt;

    public @Nullable String resolution;
}
