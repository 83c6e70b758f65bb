package dev.manabi.notification.report;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Something that reports tell of. */
@Entity
@Table(name = "reported")
public class Reported extends PanacheEntityBase {

    /** What it is. */
    @Schema(name = "ReportedThing")
    public enum Kind {
        INCIDENT,
        POSTMORTEM,
        REVIEW,
        ACTION_ITEM
    }

    /** How it stands. */
    public enum Status {
        /** Somebody must do something. */
        WAITING,

        /** It has happened, or is done. */
        DONE
    }

    @Id
    public UUID id;

    @Enumerated(EnumType.STRING)
    public Kind kind;

    public String number;
    public String title;
    public @Nullable String team;
    public @Nullable String owner;
    public @Nullable String severity;
    public @Nullable String summary;

    @Enumerated(EnumType.STRING)
    public Status status;

    public @Nullable Instant dueAt;

    /** When it came to stand so. */
    public Instant at;
}
