package dev.manabi.contracts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is common to public events that say: something was told, and whoever must answer has not. They are asked again,
 * and everybody may see that.
 */
public interface MissingAnswer {

    /** The id of the message that wants an answer. */
    UUID questionId();

    /** When that was told. */
    Instant since();

    /** How often the answer has been asked for since. */
    int asked();

    /** When the answer was there, or null while it is missing. */
    @Nullable
    Instant answeredAt();

    /** The same, asked for so often. */
    PublicEvent asked(int times);

    /** The same, with its end. */
    PublicEvent answered(Instant at);
}
