package dev.terrace.check.rules.aws;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Containers;
import dev.terrace.check.model.Model;
import java.util.Set;

/**
 * Containers whose user is set to root. Which user an image has by default is not in the stacks.
 */
public final class RootUser implements Rule {
  private static final Set<String> ROOT = Set.of("0", "root", "0:0", "root:root");

  private static final About ABOUT =
      About.of(
              "aws-ecs-root-user",
              Severity.WARNING,
              "A container runs as root",
              "Set another user, or none if the image has one.")
          .with("FSBP ECS.20");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Containers.Container each : Containers.of(model)) {
      String user = each.definition().path("user").asText("");
      if (ROOT.contains(user)) {
        findings.add(
            each.task(), each.at("user"), "container '" + each.name() + "' has the user " + user);
      }
    }
  }
}
