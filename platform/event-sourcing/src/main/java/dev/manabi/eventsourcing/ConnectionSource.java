package dev.manabi.eventsourcing;

import java.sql.Connection;
import java.sql.SQLException;

/** Where the connection of the running transaction comes from. Closing it gives it back, it does not commit. */
@FunctionalInterface
public interface ConnectionSource {
    Connection get() throws SQLException;
}
