package dev.manabi.incident.ingest;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Something that happened to a thing whose beginning has not been told yet. Remembered for a while. */
@Entity
@Table(name = "early_happening")
@IdClass(EarlyHappening.Key.class)
public class EarlyHappening extends PanacheEntityBase {

    private static final Duration REMEMBERED = Duration.ofDays(7);

    @Id
    public String source;

    @Id
    public String thing;

    @Id
    public String id;

    public Instant at;

    @Column(name = "heard_at")
    public Instant heardAt;

    @JdbcTypeCode(SqlTypes.JSON)
    public Happening happening;

    public record Key(String source, String thing, String id) implements Serializable {}

    static void remember(String source, Happening happening, Instant now) {
        delete("heardAt < ?1", now.minus(REMEMBERED));
        if (findById(new Key(source, happening.thing(), happening.id())) != null) {
            return;
        }
        EarlyHappening early = new EarlyHappening();
        early.source = source;
        early.thing = happening.thing();
        early.id = happening.id();
        early.at = happening.at();
        early.heardAt = now;
        early.happening = happening;
        early.persist();
    }

    /** What was heard of the thing before its beginning was, and is forgotten now. */
    static List<Happening> recall(String source, String thing) {
        List<EarlyHappening> heard = list("source = ?1 and thing = ?2 order by at", source, thing);
        List<Happening> happenings = heard.stream().map(one -> one.happening).toList();
        heard.forEach(PanacheEntityBase::delete);
        return happenings;
    }
}
