package dev.manabi.review.meeting;

import dev.manabi.review.meeting.domain.AgendaPart;
import dev.manabi.review.meeting.domain.Attended;
import dev.manabi.review.meeting.domain.Minutes;
import dev.manabi.review.meeting.domain.Outcome;
import dev.manabi.review.meeting.domain.Roster;
import dev.manabi.review.meeting.domain.Slot;
import dev.manabi.review.meeting.domain.Subject;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A meeting as it stands. */
@Entity
@Table(name = "meeting")
public class MeetingView extends PanacheEntityBase {

    @Id
    public UUID id;

    public long version;

    /** Of the invitation. */
    public int sequence;

    @Enumerated(EnumType.STRING)
    public MeetingStatus status;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<Subject> subjects;

    public Instant startsAt;
    public int durationMinutes;
    public String timeZone;
    public @Nullable String place;
    public @Nullable String link;
    public String facilitator;
    public String noteTaker;
    public String language;
    public String organizer;
    public @Nullable UUID standing;
    public boolean confidential;
    public @Nullable String shortNoticeReason;

    /** When it was planned, put at another time, changed or cancelled, whatever came last. */
    public Instant arrangedAt;

    /** Null until it begins: before that it is made anew each time. */
    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable List<AgendaPart> agenda;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<Attended> attendance;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<Outcome> outcomes;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> decisions;

    public @Nullable Instant startedAt;
    public @Nullable Instant endedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable Minutes minutes;

    public @Nullable String cancelReason;

    @ElementCollection
    @CollectionTable(name = "meeting_attendee", joinColumns = @JoinColumn(name = "meeting_id"))
    @Column(name = "person")
    public Set<String> attendees = new HashSet<>();

    @ElementCollection
    @CollectionTable(name = "meeting_postmortem", joinColumns = @JoinColumn(name = "meeting_id"))
    @Column(name = "postmortem_id")
    public Set<UUID> postmortems = new HashSet<>();

    void be(Slot slot) {
        startsAt = slot.startsAt();
        durationMinutes = slot.durationMinutes();
        timeZone = slot.timeZone();
    }

    void be(List<Subject> newSubjects, @Nullable String newPlace, @Nullable String newLink, Roster roster) {
        subjects = newSubjects;
        confidential = newSubjects.stream().anyMatch(Subject::confidential);
        place = newPlace;
        link = newLink;
        facilitator = roster.facilitator();
        noteTaker = roster.noteTaker();
        replace(attendees, Set.copyOf(roster.attendees()));
        replace(postmortems, newSubjects.stream().map(Subject::postmortemId).collect(Collectors.toSet()));
    }

    /** What stays is not written again. */
    private static <T> void replace(Set<T> rows, Set<T> now) {
        rows.retainAll(now);
        rows.addAll(now);
    }

    Roster roster() {
        return new Roster(facilitator, noteTaker, List.copyOf(attendees));
    }

    Slot slot() {
        return new Slot(startsAt, durationMinutes, timeZone);
    }

    /** For instance {@code PM-7, PM-9}. */
    String numbers() {
        return subjects.stream().map(Subject::number).collect(Collectors.joining(", "));
    }
}
