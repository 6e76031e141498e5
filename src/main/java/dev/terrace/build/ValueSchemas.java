package dev.terrace.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.value.AnyText;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.ValueType;
import dev.terrace.config.value.ValueTypes;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Adds what {@link Is} and {@link Between} say on configuration records to their schema. */
final class ValueSchemas {
  /** Ends the format of a text that may be empty. */
  private static final String OR_EMPTY = "-or-empty";

  private ValueSchemas() {}

  static void addTo(ObjectNode schema, Class<?> record) {
    for (RecordComponent component : record.getRecordComponents()) {
      for (ObjectNode part : parts(schema)) {
        if (part.path("properties").path(component.getName()) instanceof ObjectNode property) {
          add(property, component);
        }
      }
    }
  }

  /** An annotation of a key, or of what stands for several of them; null: none. */
  static <A extends Annotation> A annotation(AnnotatedElement key, Class<A> type) {
    A own = key.getAnnotation(type);
    return own != null
        ? own
        : Arrays.stream(key.getAnnotations())
            .map(each -> each.annotationType().getAnnotation(type))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }

  private static void add(ObjectNode property, RecordComponent component) {
    Class<?> type = component.getType();
    List<ObjectNode> values =
        List.class.isAssignableFrom(type)
            ? children(property, "items")
            : Map.class.isAssignableFrom(type)
                ? children(property, "additionalProperties")
                : List.of(property);
    Is is = annotation(component, Is.class);
    if (is != null) {
      values.forEach(value -> describe(value, is.value(), is.orEmpty()));
      bound(property, List.class.isAssignableFrom(type), is);
    }
    Between between = annotation(component, Between.class);
    if (between != null) {
      values.forEach(value -> value.put("minimum", between.least()).put("maximum", between.most()));
    }
    Class<?> record = recordIn(component.getGenericType());
    if (record != null) {
      values.forEach(value -> addTo(value, record));
    }
  }

  /**
   * The record of a component, of a list's items or of a map's values; null where there is none.
   */
  private static Class<?> recordIn(Type type) {
    Type inner = type;
    if (type instanceof ParameterizedType container) {
      Type[] arguments = container.getActualTypeArguments();
      inner = arguments[arguments.length - 1];
    }
    return inner instanceof Class<?> found && found.isRecord() ? found : null;
  }

  private static void bound(ObjectNode property, boolean isList, Is is) {
    if (is.distinct()) {
      property.put("uniqueItems", true);
    }
    if (is.mostEntries() != Integer.MAX_VALUE) {
      property.put(isList ? "maxItems" : "maxProperties", is.mostEntries());
    }
    if (!is.keys().equals(AnyText.class)) {
      describe(property.putObject("propertyNames"), is.keys(), false);
    }
  }

  private static void describe(ObjectNode node, Class<? extends ValueType> type, boolean orEmpty) {
    if (type.equals(AnyText.class)) {
      return;
    }
    ValueType value = ValueTypes.of(type);
    node.put("format", value.name() + (orEmpty ? OR_EMPTY : ""));
    if (value.mayHoldPlaceholders()) {
      return; // an editor sees the text before it is filled
    }
    node.put("pattern", "^(?:" + (orEmpty ? "|" : "") + value.pattern() + ")$");
    if (value.shortest() > 0 && !orEmpty) {
      node.put("minLength", value.shortest());
    }
    node.put("maxLength", value.longest());
  }

  /** The schemas at a keyword; the parts of an {@code allOf} repeat it. */
  private static List<ObjectNode> children(ObjectNode node, String keyword) {
    List<ObjectNode> children = new ArrayList<>();
    for (ObjectNode part : parts(node)) {
      if (part.get(keyword) instanceof ObjectNode found) {
        children.add(found);
      }
    }
    return children;
  }

  /** A schema and the parts of its {@code allOf}. */
  private static List<ObjectNode> parts(ObjectNode node) {
    List<ObjectNode> parts = new ArrayList<>(List.of(node));
    for (JsonNode part : node.path("allOf")) {
      parts.addAll(parts((ObjectNode) part));
    }
    return parts;
  }
}
