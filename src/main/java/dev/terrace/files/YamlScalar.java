package dev.terrace.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Scalars of YAML as JSON. */
public final class YamlScalar {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private YamlScalar() {}

  /**
   * A number stays text where JSON would write it differently: with leading zeros, as in account
   * ids, in another base, or with an exponent.
   */
  public static JsonNode of(ScalarNode node) {
    String value = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(Boolean.parseBoolean(value));
    }
    if (tag.equals(Tag.INT) && value.matches("-?(0|[1-9]\\d{0,17})")) {
      return JSON.numberNode(Long.parseLong(value));
    }
    if (tag.equals(Tag.FLOAT) && value.matches("-?\\d+\\.\\d+")) {
      return JSON.numberNode(Double.parseDouble(value));
    }
    return JSON.textNode(value);
  }
}
