package dev.manabi.review.meeting;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A thread of comments on a postmortem, by the comment that began it. */
@Entity
@Table(name = "postmortem_comment")
public class CommentView extends PanacheEntityBase {

    @Id
    public UUID id;

    public UUID postmortemId;
    public @Nullable String section;

    /** Null where the postmortem is private. */
    public @Nullable String text;

    public String author;
    public Instant addedAt;
    public boolean resolved;

    /** When it was said, closed or opened again, whatever came last. */
    public Instant changedAt;

    static List<CommentView> openOn(Collection<UUID> postmortems) {
        return list("not resolved and postmortemId in ?1 order by addedAt, id", postmortems);
    }

    static List<UUID> resolvedAmong(Collection<UUID> ids) {
        return find("select id from CommentView where resolved and id in ?1", ids)
                .project(UUID.class)
                .list();
    }
}
