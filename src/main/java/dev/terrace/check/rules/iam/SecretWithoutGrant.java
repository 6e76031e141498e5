package dev.terrace.check.rules.iam;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Containers;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Policies;
import dev.terrace.check.model.Resource;
import dev.terrace.check.model.SecretNames;
import java.util.List;
import java.util.Optional;

/** Secrets that a task definition names and its execution role cannot read: no task starts. */
public final class SecretWithoutGrant implements Rule {
  private static final About ABOUT =
      About.of(
              "iam-secret-without-grant",
              Severity.ERROR,
              "Tasks do not start: the execution role cannot read a secret",
              "Allow secretsmanager:GetSecretValue (or ssm:GetParameters) on it, and kms:Decrypt on its key.")
          .with(
              "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource task : model.all("aws_ecs_task_definition")) {
      Optional<Resource> role = model.target(task, "execution_role_arn");
      if (role.isEmpty()) {
        continue; // a role of another account or configuration
      }
      List<Policies.Statement> grants = Policies.of(model, role.get());
      for (Containers.Container container : Containers.of(task)) {
        for (JsonNode each : container.definition().path("secrets")) {
          check(model, container, each, grants, role.get(), findings);
        }
      }
    }
  }

  private static void check(
      Model model,
      Containers.Container container,
      JsonNode secret,
      List<Policies.Statement> grants,
      Resource role,
      Findings findings) {
    String from = model.expand(container.task(), secret.path("valueFrom").asText());
    boolean parameter =
        from.contains(":ssm:") || from.startsWith("/") || from.contains("ssm_param");
    String action = parameter ? "ssm:getparameters" : "secretsmanager:getsecretvalue";
    boolean granted = false;
    for (String name : SecretNames.ofValueFrom(model, from)) {
      granted |=
          grants.stream()
              .anyMatch(each -> each.allows() && each.names(action) && each.reaches(name));
    }
    if (!granted) {
      findings.add(
          container.task(),
          container.at("secrets"),
          secret.path("valueFrom"),
          role.path()
              + " may not read "
              + secret.path("name").asText()
              + " of container '"
              + container.name()
              + "'",
          ABOUT.instead());
    }
  }
}
