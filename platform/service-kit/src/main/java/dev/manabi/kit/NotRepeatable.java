package dev.manabi.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On the few POST methods that do not honour an {@code Idempotency-Key}, with the reason: mostly that the answer would be
 * kept, and holds a secret.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NotRepeatable {

    /** Why, in one sentence. */
    String value();
}
