package dev.manabi.postmortem.postmortem;

import dev.manabi.postmortem.postmortem.domain.Dismissal;
import dev.manabi.postmortem.postmortem.domain.Minutes;
import dev.manabi.postmortem.postmortem.domain.Origin;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.Deadline;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.TextChanged;
import dev.manabi.postmortem.postmortem.domain.Section;
import dev.manabi.postmortem.postmortem.domain.Status;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A postmortem as it now stands; its action items are {@link ActionItemView}s. */
@Entity
@DynamicUpdate
@Table(name = "postmortem_view")
public class PostmortemView extends PanacheEntityBase {

    private static final int AT_ONCE = 100;

    @Id
    public UUID id;

    public String number;

    public @Nullable UUID incidentId;

    public @Nullable String incidentNumber;

    public String title;

    @Enumerated(EnumType.STRING)
    public Status status;

    public Instant statusSince;

    public @Nullable String owner;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> collaborators;

    public String severity;

    public @Nullable String team;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> services;

    public String language;

    public String template;

    public int templateVersion;

    public int policyVersion;

    /** As they stood when {@link #typedSince} was last empty, or later. */
    @JdbcTypeCode(SqlTypes.JSON)
    public List<Section> sections;

    /** Since when people have typed what neither the sections here nor the search know; null while both know all. */
    public @Nullable Instant typedSince;

    public int revision;

    public String contentHash;

    public Instant draftedAt;

    public @Nullable Instant draftDueAt;

    public @Nullable Instant dueAt;

    public @Nullable Instant publishedAt;

    public @Nullable UUID reviewId;

    public boolean restricted;

    /** Whom somebody named. */
    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> namedReaders;

    /** Everybody who may read it where it is restricted, but for its reviewers. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    public String[] readers;

    public @Nullable String triggerCode;

    @JdbcTypeCode(SqlTypes.ARRAY)
    public String[] causeCodes;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<Dismissal> dismissals;

    /** Of review meetings, the oldest first. */
    @JdbcTypeCode(SqlTypes.JSON)
    public List<Minutes> minutes;

    /** When somebody was last told that the draft is late. */
    public @Nullable Instant draftToldAt;

    /** When somebody was last told that the publication is late. */
    public @Nullable Instant toldAt;

    /** It need not be written for now, so nobody is reminded. */
    public boolean suspended;

    public long version;

    /** When it was first submitted for review. */
    public @Nullable Instant submittedAt;

    /** In which version it was last submitted for review. */
    public @Nullable Long submittedVersion;

    /** When a review of it was first accepted. */
    public @Nullable Instant acceptedAt;

    @Transient
    boolean saysSomethingElse;

    public boolean imported;

    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable Origin origin;

    /** Whether that person owns it or collaborates. */
    boolean isWrittenBy(String person) {
        return person.equals(owner) || collaborators.contains(person);
    }

    void moveTo(Status newStatus, Instant at) {
        status = newStatus;
        statusSince = at;
    }

    /** A keystroke costs one statement and no reading, however long the text is. */
    static void typed(UUID id, long version, TextChanged e) {
        update(
                "version = ?1, revision = ?2, contentHash = ?3, typedSince = coalesce(typedSince, ?4) where id = ?5",
                version,
                e.revision(),
                e.contentHash(),
                e.at(),
                id);
    }

    /** The longest waiting first. */
    static List<UUID> typedBefore(Instant time) {
        return find("select id from PostmortemView where typedSince <= ?1 order by typedSince", time)
                .page(0, AT_ONCE)
                .project(UUID.class)
                .list();
    }

    void typed(int newRevision, String newHash, Instant at) {
        revision = newRevision;
        contentHash = newHash;
        typedSince = typedSince == null ? at : typedSince;
    }

    /** The row is as that version was; what has been typed meanwhile is taken over the next time. */
    static void caughtUp(UUID id, long version, Instant now) {
        update(
                "typedSince = case when version = ?1 then null else coalesce(typedSince, ?2) end where id = ?3",
                version,
                now,
                id);
    }

    void rewritten(int newRevision, String newHash) {
        revision = newRevision;
        contentHash = newHash;
        saysSomethingElse();
    }

    /** Something in it has changed that it can be found by. */
    void saysSomethingElse() {
        saysSomethingElse = true;
    }

    void setReaders() {
        Set<String> everybody = new LinkedHashSet<>(collaborators);
        if (owner != null) {
            everybody.add(owner);
        }
        everybody.addAll(namedReaders);
        readers = everybody.toArray(String[]::new);
    }

    void told(Deadline deadline, Instant at) {
        switch (deadline) {
            case DRAFT -> draftToldAt = at;
            case PUBLICATION -> toldAt = at;
        }
    }
}
