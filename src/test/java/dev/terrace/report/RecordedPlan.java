package dev.terrace.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.model.Model;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.config.YamlFile;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.StackFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A real change of alva/staging, see {@code src/test/resources/report/README.md}. */
public final class RecordedPlan {
  private static final Path FOLDER = Path.of("src/test/resources/report");
  private static final EnvironmentId STAGING = new EnvironmentId("alva", "staging");

  private RecordedPlan() {}

  /** The report of the recorded plans. */
  public static PlanReport report() {
    List<PlannedStack> stacks = new ArrayList<>();
    Map<StackId, JsonNode> trees = new LinkedHashMap<>();
    Json.read(FOLDER.resolve("alva-staging-search.json"))
        .properties()
        .forEach(
            layer -> {
              StackId id = STAGING.stack(layer.getKey());
              JsonNode tree = layer.getValue().path("stack");
              trees.put(id, tree);
              stacks.add(
                  new PlannedStack(
                      id,
                      StackFile.of(tree),
                      Plan.of(layer.getValue().path("plan")),
                      List.of(),
                      stacks.size() + 2));
            });
    Model model = new Model(STAGING, "us-east-1", trees);
    YamlFile file =
        YamlFile.read(FOLDER.resolve("alva-staging-search.yaml"), "environments/alva/staging.yaml");
    return new Reports(Map.of(STAGING, model), Map.of(STAGING, new EnvironmentKeys(file, model)))
        .of(stacks, List.of(), 9);
  }
}
