package dev.manabi.incident.ingest;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Takes part in {@link LoadShedding} before anything is begun, where the caller has shown a token. Whoever has not is to
 * be let in by the method itself, once it knows who it is: strangers take nobody's place.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@interface Sheddable {}
