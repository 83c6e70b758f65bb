package dev.manabi.benchmarks;

import java.io.Serial;

/** The measurement is not worth printing; the message says why. */
final class Failed extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    Failed(String message) {
        super(message);
    }

    Failed(String message, Throwable cause) {
        super(message, cause);
    }
}
