package dev.manabi.kit;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On every POST method: runs it in a transaction of its own and, where the request carries an {@code Idempotency-Key},
 * stores the answer with the write. The same request again gets the same answer and has no second effect; another one
 * under that key gets 422. Where the caller did not say which version it has seen, a lost race is decided anew.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Idempotent {}
