package dev.manabi.launcher;

import java.io.Serial;

/** The system, or a part of it, could not be started; the message is written for the person at the console. */
public final class StartFailed extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public StartFailed(String message) {
        super(message);
    }

    public StartFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
