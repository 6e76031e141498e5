package dev.terrace.actions.deploy;

import dev.terrace.project.Stack;
import dev.terrace.terraform.Diagnostic;
import dev.terrace.terraform.TerraformException;
import dev.terrace.upstream.AwaitedOutput;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Recognizes a stack that Terraform cannot plan because the number of its resources, or a setting
 * of its provider, is an unknown value.
 */
final class UnknownKeys {
  /** Of Terraform's messages about {@code for_each}, {@code count}, import ids and providers. */
  private static final String NOT_YET = "cannot be determined until apply";

  private static final Set<String> COUNTING = Set.of("for_each", "count");

  private UnknownKeys() {}

  /** The summary of Terraform's message; empty where it ended for another reason. */
  static Optional<String> in(TerraformException failure) {
    return failure.errors().stream()
        .filter(error -> error.detail().contains(NOT_YET))
        .map(Diagnostic::summary)
        .findFirst();
  }

  /**
   * @param awaited outputs that are unknown in the stack
   * @param summary see {@link #in}
   */
  static NotPlanned describe(Stack stack, List<AwaitedOutput> awaited, String summary) {
    List<AwaitedOutput> counting =
        awaited.stream()
            .filter(each -> each.uses().stream().anyMatch(UnknownKeys::counts))
            .toList();
    List<AwaitedOutput> needed = counting.isEmpty() ? awaited : counting;
    String text =
        needed.stream()
            .map(
                each ->
                    "output "
                        + each.output()
                        + " of "
                        + each.stack()
                        + each.uses().stream()
                            .filter(use -> counting.isEmpty() || counts(use))
                            .map(use -> stack.describe(use.address()) + ": " + use.attribute())
                            .collect(Collectors.joining(", ", " (", ")")))
            .collect(Collectors.joining("\n  "));
    return new NotPlanned(
        stack,
        NotPlanned.Reason.NEEDS_APPLIED_VALUES,
        stack.id()
            + ": Terraform cannot plan it before these values are known ("
            + summary
            + "):\n  "
            + text,
        needed);
  }

  private static boolean counts(AwaitedOutput.Use use) {
    return COUNTING.contains(use.attribute());
  }
}
