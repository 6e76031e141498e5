package dev.terrace.actions.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.About;
import dev.terrace.check.Evaluation;
import dev.terrace.check.Finding;
import dev.terrace.check.Rule;
import dev.terrace.check.ValueOrigin;
import dev.terrace.check.model.Model;
import dev.terrace.check.plan.PlannedTree;
import dev.terrace.check.rows.RuleSet;
import dev.terrace.check.waiver.CheckReport;
import dev.terrace.config.EnvironmentId;
import dev.terrace.error.UserError;
import dev.terrace.terraform.Json;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Evaluates the rules on the planned values of any Terraform configuration. No waiver applies. */
public final class CheckPlan {
  private static final String HINT =
      "\n  Write one with: terraform plan -out PLANFILE && terraform show -json PLANFILE > FILE";

  /**
   * @param file what {@code terraform show -json} has printed of a plan
   */
  public record Request(Path file) {}

  public CheckStacks.Result run(Request request) {
    JsonNode plan = read(request.file());
    String file = request.file().toString();
    String name = request.file().getFileName().toString().replaceFirst("\\.json$", "");
    EnvironmentId id = new EnvironmentId("plan", name);
    Model model =
        new Model(id, PlannedTree.region(plan), Map.of(id.stack("root"), tree(file, plan)));
    List<Rule> rules = RuleSet.shipped();
    List<Finding> found =
        Evaluation.of(model, rules, (resource, path, value) -> new ValueOrigin(file, 0, ""));
    List<About> abouts = rules.stream().map(Rule::about).toList();
    return new CheckStacks.Result(
        List.of(new CheckReport(id, found, List.of())), abouts, model.resources().size());
  }

  private static JsonNode read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw UserError.usage(file + ": there is no such file" + HINT);
    }
    try {
      return Json.read(file);
    } catch (UncheckedIOException e) {
      throw UserError.usage(file + ": is not JSON" + HINT);
    }
  }

  private static JsonNode tree(String file, JsonNode plan) {
    try {
      return PlannedTree.of(plan);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(file + ": " + e.getMessage() + HINT);
    }
  }
}
