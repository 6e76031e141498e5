package dev.terrace.config.value;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The type of a text, of each text of a list, or of each value of a map. The schema and the checks
 * follow from it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.ANNOTATION_TYPE})
public @interface Is {
  Class<? extends ValueType> value() default AnyText.class;

  /** The type of a map's keys. */
  Class<? extends ValueType> keys() default AnyText.class;

  /** Whether an empty text stands for none. */
  boolean orEmpty() default false;

  /** Whether a list holds each value once. */
  boolean distinct() default false;

  /** The most entries of a list or map. */
  int mostEntries() default Integer.MAX_VALUE;
}
