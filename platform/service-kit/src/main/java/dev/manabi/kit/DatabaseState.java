package dev.manabi.kit;

import java.sql.SQLException;

/** Tells a database that is away from one that refuses. */
final class DatabaseState {

    private DatabaseState() {}

    /** Classes 08 (connection), 53 (resources), 57 (shutdown) of SQLSTATE, or no connection at all. */
    static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state == null || state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
            }
        }
        return false;
    }
}
