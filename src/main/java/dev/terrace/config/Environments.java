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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The folder of environments: {@code <system>/<environment>.yaml}. */
public final class Environments {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path folder;

  public Environments(Path folder) {
    this.folder = folder;
  }

  /**
   * The environments of a system, by name. Files that start with {@code waivers} are something
   * else.
   */
  public List<EnvironmentId> of(String system) {
    Path systemFolder = folder.resolve(system);
    if (!Files.isDirectory(systemFolder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(systemFolder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml") && !name.equals("waivers.yaml"))
          .map(name -> new EnvironmentId(system, name.substring(0, name.length() - 5)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + systemFolder, e);
    }
  }

  /**
   * Reads an environment: its file laid over the one it {@code extends}, checked against the
   * schema, then by the records themselves. The texts of the result are escaped as literals of
   * Terraform; the checks see them as they stand in the file.
   *
   * @throws ConfigException with every problem of the file
   */
  public <C extends SystemConfig> Environment<C> read(EnvironmentId id, Class<C> type) {
    return read(id, type, List.of());
  }

  /**
   * Reads an environment as it would be with some of its values changed; the file stays as it is.
   *
   * @throws ConfigException with every problem of the changed environment
   */
  public <C extends SystemConfig> Environment<C> read(
      EnvironmentId id, Class<C> type, List<ConfigChange> changes) {
    YamlFile yaml = withBases(id, new LinkedHashSet<>());
    Problems problems = Problems.locatedBy(yaml::locate);
    ObjectNode tree = yaml.tree();
    tree.remove("extends");
    changes.forEach(change -> change.apply(tree));
    problems.matches(
        "environment name '" + id.environment() + "'",
        id.environment(),
        "[a-z][a-z0-9-]{0,30}",
        "the file's name must be 1-31 lower-case letters, digits and hyphens");
    ConfigSchema schema = ConfigSchema.of(id.system());
    for (Error error : schema.validate(tree)) {
      report(error, schema, yaml, problems);
    }
    TerraformText.check(tree, problems);
    List<String> warnings = schema.checkValues(tree, problems);
    problems.settle();
    bind(tree, type, problems).check(problems);
    problems.throwIfAny();
    Problems examples = Problems.locatedBy(yaml::locate);
    ExampleValues.report(tree, examples);
    // What goes into Terraform is bound once more, with every text as a literal.
    ObjectNode escaped = (ObjectNode) TerraformText.literals(tree);
    ZoneOrder.sort(escaped);
    C literals = bind(escaped, type, problems);
    return new Environment<>(id, literals, warnings, examples.list());
  }

  /**
   * Binds the tree; a value that its record does not take is reported, taken out, and the rest is
   * bound.
   */
  private static <C> C bind(ObjectNode tree, Class<C> type, Problems problems) {
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

  private YamlFile withBases(EnvironmentId id, Set<EnvironmentId> seen) {
    Path file = folder.resolve(id.system()).resolve(id.environment() + ".yaml");
    String shownAs = "environments/" + id + ".yaml";
    if (!of(id.system()).contains(id)) {
      throw new ConfigException(shownAs, "does not exist; there are: " + names(of(id.system())));
    }
    YamlFile yaml = YamlFile.read(file, shownAs, YamlLimits.MAX_VALUES_OF_ENVIRONMENT);
    JsonNode base = yaml.tree().path("extends");
    if (base.isMissingNode()) {
      return yaml;
    }
    if (!seen.add(id)) {
      throw new ConfigException(yaml.locate("extends"), "must not lead back to this file");
    }
    EnvironmentId baseId = new EnvironmentId(id.system(), base.asText());
    if (!of(id.system()).contains(baseId)) {
      throw new ConfigException(
          yaml.locate("extends"),
          "must name an environment of this system ("
              + names(of(id.system()))
              + "), got '"
              + (base.isTextual() ? base.asText() : base)
              + "'");
    }
    return yaml.over(withBases(baseId, seen));
  }

  /** Files that would be environments of the system if their names ended with {@code .yaml}. */
  public List<String> ignored(String system) {
    Path systemFolder = folder.resolve(system);
    if (!Files.isDirectory(systemFolder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(systemFolder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("(?i).*\\.ya?ml") && !name.endsWith(".yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + systemFolder, e);
    }
  }

  private static String names(List<EnvironmentId> ids) {
    List<String> names = new ArrayList<>();
    ids.forEach(id -> names.add(id.environment()));
    return String.join(", ", names);
  }

  /**
   * Reports one finding of the schema and takes the value out, so that the records see only what
   * fits them.
   */
  private static void report(Error error, ConfigSchema schema, YamlFile yaml, Problems problems) {
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
        .map(near -> "is no known key; did you mean '" + near + "'? Known here: " + keys)
        .orElse("is no known key; known here: " + keys);
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
