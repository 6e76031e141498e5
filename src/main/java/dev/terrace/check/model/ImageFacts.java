package dev.terrace.check.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What is known of images: {@code image-facts.yaml}, whose header documents its keys. */
public final class ImageFacts {
  private static final String FILE = "/dev/terrace/check/rules/workload/image-facts.yaml";
  private static final Map<String, Fact> FACTS = read();

  private ImageFacts() {}

  /**
   * A variable without which a program does not work.
   *
   * @param when the variable that decides whether it is needed; empty for always
   * @param matching what the value of that variable has to match
   */
  public record Need(String variable, String when, String matching, String because) {
    public boolean applies(Map<String, String> variables) {
      return when.isEmpty() || variables.getOrDefault(when, "").matches(matching);
    }
  }

  /**
   * The facts of one image.
   *
   * @param wrong variables that it does not know, and what to use instead
   */
  public record Fact(Map<String, String> wrong, List<Need> needs, JsonNode keepAlive) {

    /** How long a container keeps idle connections; empty where that is not known. */
    public OptionalLong keptSeconds(Containers.Container container) {
      if (keepAlive.isMissingNode() || container.definition().path("portMappings").isEmpty()) {
        return OptionalLong.empty();
      }
      String given = variables(container).getOrDefault(keepAlive.path("variable").asText(), "");
      long divisor = keepAlive.path("unit").asText().equals("ms") ? 1000 : 1;
      List<String> command = Resource.texts(container.definition().path("command"));
      int option = command.indexOf(keepAlive.path("option").asText("-"));
      if (option >= 0 && option + 1 < command.size()) {
        given = command.get(option + 1);
      }
      return given.matches("\\d{1,12}")
          ? OptionalLong.of(Long.parseLong(given) / divisor)
          : OptionalLong.of(keepAlive.path("default").asLong());
    }
  }

  /** The facts of a container's image. */
  public static List<Fact> of(Containers.Container container) {
    String image = container.definition().path("image").asText();
    List<Fact> facts = new ArrayList<>();
    FACTS.forEach(
        (name, fact) -> {
          if (image.contains(name)) {
            facts.add(fact);
          }
        });
    return facts;
  }

  /** The variables of a container, secrets with an empty value. */
  public static Map<String, String> variables(Containers.Container container) {
    Map<String, String> variables = new LinkedHashMap<>();
    container
        .definition()
        .path("environment")
        .forEach(each -> variables.put(each.path("name").asText(), each.path("value").asText()));
    container
        .definition()
        .path("secrets")
        .forEach(each -> variables.put(each.path("name").asText(), ""));
    return variables;
  }

  private static Map<String, Fact> read() {
    Map<String, Fact> facts = new LinkedHashMap<>();
    try (InputStream in = ImageFacts.class.getResourceAsStream(FILE)) {
      YamlFile.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), "image-facts.yaml")
          .tree()
          .properties()
          .forEach(each -> facts.put(each.getKey(), fact(each.getValue())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return facts;
  }

  private static Fact fact(JsonNode node) {
    Map<String, String> wrong = new LinkedHashMap<>();
    node.path("wrong")
        .properties()
        .forEach(each -> wrong.put(each.getKey(), each.getValue().asText()));
    List<Need> needs = new ArrayList<>();
    node.path("needs")
        .properties()
        .forEach(
            each ->
                needs.add(
                    new Need(
                        each.getKey(),
                        each.getValue().path("when").asText(""),
                        each.getValue().path("matching").asText(""),
                        each.getValue().path("because").asText())));
    return new Fact(wrong, needs, node.path("keepAlive"));
  }
}
