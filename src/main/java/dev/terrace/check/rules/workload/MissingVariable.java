package dev.terrace.check.rules.workload;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Containers;
import dev.terrace.check.model.ImageFacts;
import dev.terrace.check.model.Model;
import java.util.Map;

/** Variables without which a known image does not work. */
public final class MissingVariable implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-image-needs",
              Severity.ERROR,
              "A container lacks a variable without which it does not work",
              "Set the variable.")
          .with("https://github.com/coder/coder/issues/26380")
          .with("https://langfuse.com/self-hosting/security/authentication-and-sso");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Containers.Container each : Containers.of(model)) {
      Map<String, String> variables = ImageFacts.variables(each);
      boolean serves = each.definition().path("portMappings").size() > 0;
      for (ImageFacts.Fact fact : ImageFacts.of(each)) {
        for (ImageFacts.Need need : fact.needs()) {
          if (serves && need.applies(variables) && !variables.containsKey(need.variable())) {
            findings.add(
                each.task(),
                each.at("environment"),
                need.variable()
                    + " of container '"
                    + each.name()
                    + "' is absent: "
                    + need.because());
          }
        }
      }
    }
  }
}
