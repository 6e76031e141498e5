package dev.terrace.check.rules.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Containers;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.PlainSecrets;

/**
 * Secrets in the plain environment of a container: every reader of the task definition sees them.
 */
public final class PlainSecret implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-plain-secret",
              Severity.ERROR,
              "A secret is a plain variable of a container",
              "Store it in Secrets Manager and name it in 'secrets'.")
          .with("FSBP ECS.8")
          .with(
              "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Containers.Container each : Containers.of(model)) {
      for (JsonNode variable : each.definition().path("environment")) {
        String name = variable.path("name").asText();
        if (PlainSecrets.is(name, variable.path("value").asText())) {
          findings.add(
              each.task(),
              each.at("environment"),
              variable.path("value"),
              name + " of container '" + each.name() + "' is in plain text",
              ABOUT.instead());
        }
      }
    }
  }
}
