package dev.terrace.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Checks a tree against a schema and binds it to a record, reporting every problem. */
final class RecordReader {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final YamlFile yaml;
  private final ConfigSchema schema;
  private final Problems problems;

  RecordReader(YamlFile yaml, ConfigSchema schema, Problems problems) {
    this.yaml = yaml;
    this.schema = schema;
    this.problems = problems;
  }

  /** Reports what the schema refuses, and takes it out. */
  void checkSchema(ObjectNode tree) {
    for (Error error : schema.validate(tree)) {
      report(error);
    }
  }

  /**
   * Reports values that their types refuse. A place with a problem gets no second one from here on.
   *
   * @return doubts about values that may be right
   */
  List<String> checkValues(ObjectNode tree) {
    List<String> doubts = schema.checkValues(tree, problems);
    problems.settle();
    return doubts;
  }

  /**
   * Binds the tree; a value that its record does not take is reported, taken out, and the rest is
   * bound.
   */
  static <C> C bind(ObjectNode tree, Class<C> type, Problems problems) {
    while (true) {
      try {
        return MAPPER.treeToValue(tree, type);
      } catch (JsonMappingException e) {
        JsonPointer pointer = JsonPointer.empty();
        Problems at = problems;
        for (JsonMappingException.Reference step : e.getPath()) {
          boolean inMap = step.getFieldName() != null;
          pointer =
              inMap
                  ? pointer.appendProperty(step.getFieldName())
                  : pointer.appendIndex(step.getIndex());
          at = inMap ? at.at(step.getFieldName()) : at.at(step.getIndex());
        }
        JsonNode value = tree.at(pointer);
        if (pointer.matches() || value.isMissingNode() || value.isNull()) {
          throw new IllegalStateException(
              "the schema lets through what " + type + " does not take", e);
        }
        at.add(
            e.getCause() instanceof IllegalArgumentException cause
                ? cause.getMessage()
                : "must be a whole number of at most " + Integer.MAX_VALUE,
            value.isValueNode() ? value.asText() : value);
        remove(tree, pointer);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Reports one finding of the schema and takes the value out, so that the records see only what
   * fits them.
   */
  private void report(Error error) {
    ObjectNode tree = yaml.tree();
    JsonPointer pointer = JsonPointer.compile(error.getInstanceLocation().toString());
    JsonNode value = tree.at(pointer);
    Problems at = problems.at(pathOf(error.getInstanceLocation()));
    switch (error.getKeyword()) {
      case "additionalProperties" -> {
        at.at(error.getProperty())
            .add(unknownKey(error.getProperty(), schema.keysAt(error.getInstanceLocation())));
        if (value instanceof ObjectNode object) {
          object.remove(error.getProperty());
        }
        return;
      }
      case "required" -> at.at(error.getProperty()).add("is required");
      default -> {
        if (value.isMissingNode()) {
          return; // an earlier finding has taken it out
        }
        String written = yaml.written().get(pathOf(error.getInstanceLocation()));
        boolean isText =
            error.getKeyword().equals("type") && "string".equals(error.getArguments()[1]);
        if (isText && value.isValueNode() && !value.isNull() && written != null) {
          at.add("must be a text: write it in quotes, as \"" + written + "\"");
          remove(tree, pointer);
          return;
        }
        at.add(
            switch (error.getKeyword()) {
              case "type" -> "must be of type " + error.getArguments()[1];
              case "enum" -> oneOf(value.asText(), words(error.getSchemaNode()));
              case "pattern" -> patternWords(error.getSchemaNode().asText());
              default -> error.getMessage();
            },
            value.isTextual() ? value.asText() : value);
        remove(tree, pointer);
      }
    }
  }

  private static String patternWords(String pattern) {
    return pattern.equals(Cidr.FORM)
        ? "must be an IPv4 block such as 10.0.0.0/16"
        : "must match " + pattern;
  }

  private static List<String> words(JsonNode array) {
    List<String> words = new ArrayList<>();
    array.forEach(each -> words.add(each.asText()));
    return words;
  }

  private static String oneOf(String given, List<String> allowed) {
    return "must be one of "
        + String.join(", ", allowed)
        + Nearest.to(given, allowed).map(near -> " (did you mean '" + near + "'?)").orElse("");
  }

  private static String unknownKey(String key, List<String> known) {
    String keys = String.join(", ", known);
    return Nearest.to(key, known)
        .map(near -> "is not a known key; did you mean '" + near + "'? Known here: " + keys)
        .orElse("is not a known key; known here: " + keys);
  }

  private static void remove(ObjectNode tree, JsonPointer pointer) {
    JsonNode parent = tree.at(pointer.head());
    if (parent instanceof ObjectNode object) {
      object.remove(pointer.last().getMatchingProperty());
    } else if (parent instanceof ArrayNode array) {
      array.set(pointer.last().getMatchingIndex(), array.nullNode());
    }
  }

  private static String pathOf(NodePath location) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < location.getNameCount(); i++) {
      Object step = location.getElement(i);
      path.append(step instanceof Integer ? "[" + step + "]" : (path.isEmpty() ? "" : ".") + step);
    }
    return path.toString();
  }
}
