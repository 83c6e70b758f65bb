package dev.manabi.eventsourcing;

import java.sql.SQLException;

/** The database could not do what it was asked; usually it will, later. */
@SuppressWarnings("serial") // never serialised: it lives for one request
public final class StoreFailure extends RuntimeException {
    public StoreFailure(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
