package dev.manabi.postmortem.cause;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.StaleVersion;
import dev.manabi.eventsourcing.Expected;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of triggers and root causes. None is ever removed, because postmortems name them. */
@ApplicationScoped
public class CauseCodes {

    /** In their order, triggers first. */
    public List<CauseCode> all() {
        return CauseCode.list("order by kind desc, position, code");
    }

    /** @throws InvalidValue where one of them is unknown, or not offered any more */
    public void requireOffered(CauseKind kind, List<String> codes) {
        for (String code : codes) {
            if (find(kind, code).filter(known -> known.offered).isEmpty()) {
                String field = kind == CauseKind.TRIGGER ? "trigger" : "causes";
                throw new InvalidValue(
                        field, "There is no %s %s.".formatted(kind.name().toLowerCase(Locale.ROOT), code));
            }
        }
    }

    Optional<CauseCode> find(CauseKind kind, String code) {
        return CauseCode.findByIdOptional(new CauseCode.Key(kind, code));
    }

    CauseCode add(CauseKind kind, String code, String nameEn, String nameJa) {
        CauseCode added = new CauseCode();
        added.kind = kind;
        added.code = code;
        added.nameEn = nameEn;
        added.nameJa = nameJa;
        added.offered = true;
        added.position = (int) CauseCode.count("kind", kind) + 1;
        added.version = 1;
        added.persistAndFlush();
        return added;
    }

    /** @throws StaleVersion where it was changed since it was read */
    CauseCode change(CauseKind kind, String code, Expected expected, String nameEn, String nameJa, boolean offered) {
        CauseCode known = CauseCode.<CauseCode>find("kind = ?1 and code = ?2", kind, code)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .orElseThrow(() -> new NotFound("cause code", code));
        if (expected instanceof Expected.Version(long seen) && seen != known.version) {
            throw new StaleVersion(seen, known.version);
        }
        known.nameEn = nameEn;
        known.nameJa = nameJa;
        known.offered = offered;
        known.version++;
        return known;
    }
}
