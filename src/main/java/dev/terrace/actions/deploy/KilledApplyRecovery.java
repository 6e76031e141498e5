package dev.terrace.actions.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.files.FileTrees;
import dev.terrace.project.Stack;
import dev.terrace.project.WorkingFolder;
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
import java.util.Set;
import java.util.TreeSet;
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
  /** An answer of the provider that the resource is not there; any other error ends the run. */
  private static final Pattern ABSENT =
      Pattern.compile(
          "(?i)non-existent|not ?found|couldn't find|could not find|does ?n[o']t ?exist|no ?such"
              + "|no \\w+ found|empty result");

  private KilledApplyRecovery() {}

  /**
   * Plans; after a killed apply, with imports of what it created and did not write.
   *
   * @param lookup is asked for only after a killed apply
   */
  static Plan plan(
      Terraform terraform, Stack stack, Supplier<Lookup> lookup, StackProgress progress) {
    keep(terraform, progress);
    Path imports = terraform.folder().resolve(WorkingFolder.RECOVERY_IMPORTS);
    RecoveredResources recovered = missing(terraform, stack, lookup);
    Map<String, ObjectNode> missing = recovered.imports();
    if (!missing.isEmpty()) {
      progress.say(
          "an earlier deploy was killed: "
              + missing.size()
              + " resources that it created or was creating are imported");
    }
    write(terraform.folder().resolve(WorkingFolder.RECOVERY_OVERRIDE), recovered.override());
    while (true) {
      write(imports, imports(missing));
      try {
        return terraform.plan(List.of(), progress::accept);
      } catch (TerraformException e) {
        if (!dropAbsent(missing, e)) {
          throw e;
        }
      }
    }
  }

  /**
   * Terraform taints what was created when the provider gave up waiting for it, and the next plan
   * would replace it: a database is protected, and a secret keeps its name. The resource exists,
   * and what its creation left undone is a difference in the plan.
   */
  private static void keep(Terraform terraform, StackProgress progress) {
    Set<String> cutOff =
        Journal.ofKilledApply(terraform.folder()).map(Journal::cutOff).orElse(Set.of());
    if (cutOff.isEmpty()) {
      return;
    }
    Set<String> kept = new TreeSet<>(terraform.state().tainted());
    kept.retainAll(cutOff);
    kept.forEach(terraform::untaint);
    if (!kept.isEmpty()) {
      progress.say(
          "an earlier deploy was interrupted: "
              + kept.size()
              + " resources whose creation was cut off are kept instead of replaced");
    }
  }

  /** What a killed apply created and did not write. */
  static RecoveredResources missing(Terraform terraform, Stack stack, Supplier<Lookup> lookup) {
    return Journal.ofKilledApply(terraform.folder())
        .map(journal -> RecoveredResources.of(journal, stack, terraform.state(), lookup.get()))
        .orElse(RecoveredResources.NONE);
  }

  /** After a plan without changes, or an apply that succeeded: nothing is left to import. */
  static void end(Terraform terraform) {
    FileTrees.delete(terraform.folder().resolve(WorkingFolder.RECOVERY_IMPORTS));
    FileTrees.delete(terraform.folder().resolve(WorkingFolder.RECOVERY_OVERRIDE));
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

  private static ObjectNode imports(Map<String, ObjectNode> missing) {
    ObjectNode tree = Json.object();
    if (!missing.isEmpty()) {
      tree.putArray("import").addAll(missing.values());
    }
    return tree;
  }

  /** No file where there is nothing to write. */
  private static void write(Path file, ObjectNode tree) {
    if (tree.isEmpty()) {
      FileTrees.delete(file);
    } else {
      Json.write(file, tree);
    }
  }
}
