package dev.terrace.check.rules.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.PlainSecrets;
import dev.terrace.check.model.Resource;

/** Builds with a secret in a plain variable. */
public final class BuildCredentials implements Rule {
  private static final About ABOUT =
      About.of(
              "aws-codebuild-credentials",
              Severity.ERROR,
              "A build has a secret in a plain variable",
              "Use the type SECRETS_MANAGER or PARAMETER_STORE.")
          .with("FSBP CodeBuild.2");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource project : model.all("aws_codebuild_project")) {
      for (JsonNode each : Resource.list(project.at("environment.environment_variable"))) {
        boolean plain = each.path("type").asText("PLAINTEXT").equals("PLAINTEXT");
        String name = each.path("name").asText();
        if (plain && PlainSecrets.is(name, each.path("value").asText())) {
          findings.add(project, "environment.environment_variable", name + " is PLAINTEXT");
        }
      }
    }
  }
}
