package dev.terrace.check.rules.workload;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Containers;
import dev.terrace.check.model.ImageFacts;
import dev.terrace.check.model.Model;

/** Variables that a known image does not know. */
public final class WrongVariable implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-image-variable",
              Severity.WARNING,
              "A container has a variable that its program does not know",
              "Use the name that the program knows.")
          .with("https://coder.com/docs/reference/cli/server");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Containers.Container each : Containers.of(model)) {
      for (ImageFacts.Fact fact : ImageFacts.of(each)) {
        fact.wrong()
            .forEach(
                (name, instead) -> {
                  if (ImageFacts.variables(each).containsKey(name)) {
                    findings.add(
                        each.task(),
                        each.at("environment"),
                        name + " of container '" + each.name() + "' does nothing",
                        "Use " + instead + ".");
                  }
                });
      }
    }
  }
}
