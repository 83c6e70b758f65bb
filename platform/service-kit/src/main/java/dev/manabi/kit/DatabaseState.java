package dev.manabi.kit;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away from one that refuses, and a fault of the data from one of ours. */
final class DatabaseState {

    /** NUL in text, a time or a number beyond its type: what was sent can never be stored. */
    private static final Set<String> UNSTORABLE = Set.of("22021", "22P05", "22007", "22008", "22003");

    private DatabaseState() {}

    /** Classes 08 (connection), 53 (resources), 57 (shutdown) of SQLSTATE, or no connection at all. */
    static boolean isAway(Throwable failure) {
        SQLException refusal = refusal(failure);
        if (refusal == null) {
            return false;
        }
        String state = refusal.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
    }

    static boolean isUnstorable(Throwable failure) {
        SQLException refusal = refusal(failure);
        return refusal != null && refusal.getSQLState() != null && UNSTORABLE.contains(refusal.getSQLState());
    }

    /** A commit that fails does not name its cause: what the connection said is among the suppressed. */
    private static @Nullable SQLException refusal(Throwable failure) {
        SQLException named = cause(failure);
        for (Throwable at = failure; named == null && at != null; at = at.getCause()) {
            for (Throwable suppressed : at.getSuppressed()) {
                named = named == null ? cause(suppressed) : named;
            }
        }
        return named;
    }

    private static @Nullable SQLException cause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
