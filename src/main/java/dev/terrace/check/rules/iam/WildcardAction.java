package dev.terrace.check.rules.iam;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Policies;

/** Roles that may do everything with a service. */
public final class WildcardAction implements Rule {
  private static final About ABOUT =
      About.of(
              "iam-wildcard-action",
              Severity.ERROR,
              "A role may do everything with a service",
              "Name the actions that it needs.")
          .with("FSBP IAM.1")
          .with("FSBP IAM.21");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Policies.Statement each : Policies.given(model)) {
      for (String action : each.written()) {
        boolean whole = action.equals("*") || action.endsWith(":*");
        if (each.allows() && whole) {
          findings.add(
              each.holder(), each.attribute(), each.describe() + " allows the action " + action);
        }
      }
    }
  }
}
