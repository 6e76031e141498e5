package dev.terrace.actions.deploy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.files.FileTrees;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Journal;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.StackProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Resumes a deploy whose Terraform was killed. Terraform writes a remote state every 20 seconds:
 * what it created after the last write exists in AWS and not in the state, and creating it again
 * would fail. Terraform's messages are kept in the working folder; the missing resources are
 * imported from those, and the ones that were being created are looked up by name.
 */
final class KilledApplyRecovery {
  private static final String IMPORTS = "terrace_recovery.tf.json";

  private KilledApplyRecovery() {}

  /** Plans; after a killed apply, with imports of what it created and did not write. */
  static Plan plan(Terraform terraform, Stack stack, StackProgress progress) {
    Path imports = terraform.folder().resolve(IMPORTS);
    Optional<Journal> journal = Journal.ofKilledApply(terraform.folder());
    if (journal.isEmpty()) {
      FileTrees.delete(imports);
      return terraform.plan(List.of(), progress::accept);
    }
    Map<String, RecoveredResource> missing =
        RecoveredResource.missing(journal.get(), stack, terraform.state());
    if (!missing.isEmpty()) {
      progress.say(
          "an earlier deploy was killed: "
              + missing.size()
              + " resources that it created or was creating are looked up and imported");
    }
    while (true) {
      write(imports, missing);
      try {
        return terraform.plan(List.of(), progress::accept);
      } catch (TerraformException e) {
        if (!dropRefused(missing, e)) {
          throw e;
        }
      }
    }
  }

  /** After an apply that succeeded: nothing is left to import. */
  static void end(Terraform terraform) {
    FileTrees.delete(terraform.folder().resolve(IMPORTS));
  }

  /** What cannot be found or imported is left for Terraform to create. */
  private static boolean dropRefused(
      Map<String, RecoveredResource> missing, TerraformException failure) {
    List<String> refused = new ArrayList<>();
    for (String address : missing.keySet()) {
      String lookup = "." + RecoveredResource.LOOKUP + address.substring(address.indexOf('.') + 1);
      boolean named =
          failure.errors().stream()
              .anyMatch(
                  error ->
                      error.address().equals(address)
                          || error.address().replaceFirst("\\[.*", "").endsWith(lookup)
                          || (error.summary() + " " + error.detail())
                              .contains("\"" + address + "\""));
      if (named) {
        refused.add(address);
      }
    }
    refused.forEach(missing::remove);
    return !refused.isEmpty();
  }

  private static void write(Path file, Map<String, RecoveredResource> missing) {
    if (missing.isEmpty()) {
      FileTrees.delete(file);
      return;
    }
    ObjectNode tree = Json.object();
    ArrayNode list = tree.putArray("import");
    missing
        .values()
        .forEach(
            taking -> {
              list.add(taking.block());
              taking
                  .data()
                  .properties()
                  .forEach(
                      type ->
                          tree.withObject("/data/" + type.getKey())
                              .setAll((ObjectNode) type.getValue()));
            });
    Json.write(file, tree);
  }
}
