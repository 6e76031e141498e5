package dev.terrace.systems.alva;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The workflow that deploys alva, as data. */
record Workflow(JsonNode tree) {
  static final Path FILE = Path.of("deploy", "alva", "deploy-staging.yml");

  static Workflow read() {
    try {
      LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
      return new Workflow(
          new ObjectMapper()
              .valueToTree(new Load(settings).loadFromString(Files.readString(FILE))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    tree.path("env")
        .properties()
        .forEach(each -> environment.put(each.getKey(), each.getValue().asText()));
    return environment;
  }

  List<JsonNode> steps() {
    List<JsonNode> steps = new ArrayList<>();
    tree.at("/jobs/deploy/steps").forEach(steps::add);
    return steps;
  }

  /** The scripts by their step's name, in order. */
  Map<String, String> scripts() {
    Map<String, String> scripts = new LinkedHashMap<>();
    for (JsonNode step : steps()) {
      if (step.has("run")) {
        scripts.put(step.path("name").asText(), step.path("run").asText());
      }
    }
    return scripts;
  }
}
