package dev.terrace.check.rules.iam;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Policies;
import dev.terrace.check.model.Reference;
import dev.terrace.check.model.Resource;
import java.util.List;
import java.util.Optional;

/** Secrets whose key their reader cannot use. */
public final class KeyWithoutGrant implements Rule {
  private static final About ABOUT =
      About.of(
              "iam-key-without-grant",
              Severity.ERROR,
              "Tasks do not start: the execution role cannot use the key of a secret",
              "Allow kms:Decrypt on the secret's key.")
          .with(
              "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource task : model.all("aws_ecs_task_definition")) {
      Optional<Resource> role = model.target(task, "execution_role_arn");
      if (role.isEmpty()) {
        continue;
      }
      List<Policies.Statement> grants = Policies.of(model, role.get());
      for (Reference reference : model.references(task)) {
        Resource secret = reference.to();
        if (!secret.type().equals("aws_secretsmanager_secret")) {
          continue;
        }
        for (Resource key : model.targets(secret, "kms_key_id")) {
          boolean granted =
              grants.stream()
                  .anyMatch(
                      each ->
                          each.allows()
                              && each.names("kms:decrypt")
                              && each.reaches(Model.token(key, "arn")));
          if (!granted) {
            findings.add(
                task,
                reference.path(),
                role.get().path()
                    + " may not decrypt with "
                    + key.path()
                    + ", the key of "
                    + secret.path());
          }
        }
      }
    }
  }
}
