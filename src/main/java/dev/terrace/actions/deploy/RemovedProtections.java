package dev.terrace.actions.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.error.UserError;
import dev.terrace.files.FileTrees;
import dev.terrace.guard.LiftedProtections;
import dev.terrace.project.WorkingFolder;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.Terraform;
import dev.terrace.ui.StackProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lifts what keeps resources that are no longer in the configuration from being destroyed, before
 * anything else is applied.
 */
final class RemovedProtections {
  private RemovedProtections() {}

  /**
   * @param agreed what the user has agreed to
   * @return a plan of the same changes
   * @throws UserError if other changes are planned afterwards; only protections were lifted
   */
  static Plan lift(Terraform terraform, Plan agreed, StackProgress progress) {
    Map<String, ObjectNode> bodies = LiftedProtections.of(agreed);
    if (bodies.isEmpty()) {
      return agreed;
    }
    terraform.discardPlan();
    Path file = terraform.folder().resolve(WorkingFolder.REMOVED_RESOURCES);
    ObjectNode tree = Json.object();
    bodies.forEach(
        (address, body) -> {
          int dot = address.indexOf('.');
          tree.withObject("/resource/" + address.substring(0, dot))
              .set(address.substring(dot + 1), body);
        });
    Json.write(file, tree);
    try {
      progress.step("lifting protections of", bodies.size());
      List<String> targets = bodies.keySet().stream().map(each -> "-target=" + each).toList();
      if (terraform.planCounts(targets, progress::accept).isEmpty()) {
        terraform.discardPlan();
      } else {
        terraform.applyPart(progress::accept);
        progress.say("protections lifted: " + bodies.size());
      }
    } finally {
      FileTrees.delete(file);
    }
    progress.step("planning", 0);
    Plan again = terraform.plan(List.of(), progress::accept);
    if (!changes(again).equals(changes(agreed))) {
      terraform.discardPlan();
      throw UserError.failed(
          "the plan has changed while protections were lifted, and nothing else was changed; run"
              + " the same command again");
    }
    progress.say("planned again: the same changes");
    return again;
  }

  private static Set<String> changes(Plan plan) {
    return plan.changes().stream()
        .map(change -> change.action() + " " + change.address())
        .collect(Collectors.toSet());
  }
}
