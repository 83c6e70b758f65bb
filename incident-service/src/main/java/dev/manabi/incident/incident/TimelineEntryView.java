package dev.manabi.incident.incident;

import dev.manabi.incident.incident.domain.EntryKind;
import dev.manabi.incident.incident.domain.Evidence;
import dev.manabi.incident.incident.domain.TimelineEntry;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One fact of an incident's timeline. */
@Entity
@Table(name = "timeline_entry_view")
public class TimelineEntryView extends PanacheEntityBase {
    @Id
    public UUID id;

    @Column(name = "incident_id")
    public UUID incidentId;

    /** Grows with each entry of the incident: facts of the same moment stay in the order of being written down. */
    public long place;

    /** Which part of the incident's words has this entry's. */
    public int part;

    @Column(name = "occurred_at")
    public Instant occurredAt;

    @Column(name = "recorded_at")
    public Instant recordedAt;

    @Enumerated(EnumType.STRING)
    public EntryKind kind;

    public String text;
    public String source;
    public @Nullable String author;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<Evidence> evidence;

    static TimelineEntryView of(UUID incidentId, long place, int part, TimelineEntry entry) {
        TimelineEntryView view = new TimelineEntryView();
        view.id = entry.id();
        view.incidentId = incidentId;
        view.place = place;
        view.part = part;
        view.occurredAt = entry.occurredAt();
        view.recordedAt = entry.recordedAt();
        view.kind = entry.kind();
        view.text = entry.text();
        view.source = entry.source();
        view.author = entry.author();
        view.evidence = entry.evidence();
        return view;
    }

    TimelineEntry entry() {
        return new TimelineEntry(id, occurredAt, recordedAt, kind, text, source, author, evidence);
    }
}
