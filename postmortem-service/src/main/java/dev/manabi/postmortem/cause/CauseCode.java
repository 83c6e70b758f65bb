package dev.manabi.postmortem.cause;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A kind of trigger or of root cause that postmortems are counted by (METHOD C2). */
@Entity
@IdClass(CauseCode.Key.class)
@Table(name = "cause_code")
public class CauseCode extends PanacheEntityBase {

    @Id
    @Enumerated(EnumType.STRING)
    public CauseKind kind;

    @Id
    public String code;

    public String nameEn;

    public String nameJa;

    /** Percent of Google's postmortems of 2010 to 2017, or null where that list has no such kind. */
    public @Nullable BigDecimal publishedShare;

    public boolean offered;

    public int position;

    public long version;

    /** Of one code. */
    public record Key(CauseKind kind, String code) {}
}
