package dev.vitrine.engine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A config record whose keys may be left out: {@link JsonRecords} takes those from its constant {@code DEFAULT}. Other
 * records need every key.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Defaulted {
}
