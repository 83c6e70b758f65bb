package dev.manabi.incident.incident;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What an incident can be found by, in parts of limited size. The first one has its number, title and summary too. */
@Entity
@Table(name = "incident_words")
@IdClass(IncidentWords.Key.class)
public class IncidentWords extends PanacheEntityBase {

    /** Words after which a part takes no further entry: as many as some eighty entries have. */
    static final int FULL = 1_000;

    @Id
    @Column(name = "incident_id")
    public UUID incidentId;

    @Id
    public int part;

    /** How many parts the incident has, told by its first one; 0 in the others. */
    public int parts;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @ColumnTransformer(read = "tsvector_to_array(words)", write = "array_to_tsvector(?)")
    public List<String> words;

    /** One part of an incident's words. */
    public record Key(UUID incidentId, int part) implements Serializable {}

    /** @param texts of the entries that begin with it: adding them writes nothing more */
    static void begin(IncidentView incident, List<String> texts) {
        List<String> all = new ArrayList<>(head(incident));
        all.addAll(texts);
        part(incident.id, 0, 1, all).persist();
    }

    /** @return the part that has the entry's words */
    static int add(UUID incidentId, String text) {
        IncidentWords first = of(incidentId, 0);
        IncidentWords last = first.parts == 1 ? first : of(incidentId, first.parts - 1);
        if (last.words.size() >= FULL) {
            last = part(incidentId, last.part + 1, 0, List.of());
            last.persist();
            first.parts = last.part + 1;
        }
        last.add(List.of(text));
        return last.part;
    }

    /** After an entry has been corrected: what it said before is found no more. */
    static void correct(TimelineEntryView corrected) {
        writeAgain(IncidentView.findById(corrected.incidentId), corrected.part);
    }

    /** After it has been described otherwise. */
    static void describe(IncidentView described) {
        writeAgain(described, 0);
    }

    private static void writeAgain(IncidentView incident, int number) {
        List<String> texts = new ArrayList<>();
        if (number == 0) {
            texts.addAll(head(incident));
        }
        TimelineEntryView.<TimelineEntryView>list("incidentId = ?1 and part = ?2", incident.id, number)
                .forEach(entry -> texts.add(entry.text));
        IncidentWords part = of(incident.id, number);
        part.words = List.of();
        part.add(texts);
    }

    private void add(List<String> texts) {
        SortedSet<String> all = Words.of(texts);
        all.addAll(words);
        if (all.size() > words.size()) {
            words = List.copyOf(all);
        }
    }

    private static IncidentWords of(UUID incidentId, int part) {
        return findById(new Key(incidentId, part));
    }

    private static IncidentWords part(UUID incidentId, int part, int parts, List<String> texts) {
        IncidentWords row = new IncidentWords();
        row.incidentId = incidentId;
        row.part = part;
        row.parts = parts;
        row.words = List.of();
        row.add(texts);
        return row;
    }

    /** What is said of the incident as a whole. */
    private static List<String> head(IncidentView incident) {
        return incident.summary == null
                ? List.of(incident.number, incident.title)
                : List.of(incident.number, incident.title, incident.summary);
    }
}
