package dev.terrace.actions.deploy;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Resumes a deploy whose Terraform was killed. Terraform writes a remote state every 20 seconds:
 * what it created after the last write exists in AWS and not in the state, and creating it again
 * would fail. Terraform's messages are kept in the working folder; the missing resources are
 * imported from those, and the ones that were being created are looked up in AWS, see {@link
 * InFlight}.
 */
final class KilledApplyRecovery {
  private static final String IMPORTS = "terrace_recovery.tf.json";

  /** An answer of the provider that the resource is not there; any other error ends the run. */
  private static final Pattern ABSENT =
      Pattern.compile(
          "(?i)non-existent|not ?found|couldn't find|could not find|does ?n[o']t exist|no such"
              + "|empty result");

  private KilledApplyRecovery() {}

  /**
   * Plans; after a killed apply, with imports of what it created and did not write.
   *
   * @param lookup is asked for only after a killed apply
   */
  static Plan plan(
      Terraform terraform, Stack stack, Supplier<Lookup> lookup, StackProgress progress) {
    Path imports = terraform.folder().resolve(IMPORTS);
    FileTrees.delete(imports); // of a run that was killed
    Map<String, ObjectNode> missing = missing(terraform, stack, lookup);
    if (!missing.isEmpty()) {
      progress.say(
          "an earlier deploy was killed: "
              + missing.size()
              + " resources that it created or was creating are imported");
    }
    while (true) {
      write(imports, missing);
      try {
        return terraform.plan(List.of(), progress::accept);
      } catch (TerraformException e) {
        if (!dropAbsent(missing, e)) {
          throw e;
        }
      }
    }
  }

  /** Import blocks of what a killed apply created and did not write, by address. */
  static Map<String, ObjectNode> missing(
      Terraform terraform, Stack stack, Supplier<Lookup> lookup) {
    return Journal.ofKilledApply(terraform.folder())
        .map(journal -> RecoveredResource.missing(journal, stack, terraform.state(), lookup.get()))
        .orElseGet(LinkedHashMap::new);
  }

  /** After a plan without changes, or an apply that succeeded: nothing is left to import. */
  static void end(Terraform terraform) {
    FileTrees.delete(terraform.folder().resolve(IMPORTS));
    Journal.close(terraform.folder());
  }

  /** What does not exist is left for Terraform to create. */
  private static boolean dropAbsent(Map<String, ObjectNode> missing, TerraformException failure) {
    List<String> absent = new ArrayList<>();
    for (String address : missing.keySet()) {
      boolean named =
          failure.errors().stream()
              .anyMatch(
                  error ->
                      (error.address().equals(address)
                              || error.detail().contains("\"" + address + "\""))
                          && ABSENT.matcher(error.summary() + "\n" + error.detail()).find());
      if (named) {
        absent.add(address);
      }
    }
    absent.forEach(missing::remove);
    return !absent.isEmpty();
  }

  private static void write(Path file, Map<String, ObjectNode> missing) {
    if (missing.isEmpty()) {
      FileTrees.delete(file);
      return;
    }
    ObjectNode tree = Json.object();
    tree.putArray("import").addAll(missing.values());
    Json.write(file, tree);
  }
}
