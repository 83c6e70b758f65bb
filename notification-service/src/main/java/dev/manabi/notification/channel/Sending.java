package dev.manabi.notification.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an attempt to send ended. Errors name neither addresses nor secrets: they are stored for ever. */
public sealed interface Sending {

    /** The other side has taken it. */
    record Done() implements Sending {}

    /**
     * Another attempt may succeed.
     *
     * @param retryAfter how long the other side wants to be left alone, if it said so
     */
    record Failed(String error, @Nullable Duration retryAfter) implements Sending {}

    /** The other side will never take this one. */
    record Refused(String error) implements Sending {}

    /** The other side wants nothing any more. */
    record Gone(String error) implements Sending {}
}
