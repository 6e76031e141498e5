package dev.terrace.check.rules.workload;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import java.util.regex.Pattern;

/**
 * Objects whose key holds their digest: they are deleted before tasks have stopped reading them.
 */
public final class DigestInKey implements Rule {
  private static final Pattern DIGEST = Pattern.compile("(?<![0-9a-f])[0-9a-f]{8,64}(?![0-9a-f])");

  private static final About ABOUT =
      About.of(
              "workload-object-key",
              Severity.WARNING,
              "An object is deleted while running tasks still read it",
              "Use a stable key, and the version id of the object where it is read.")
          .with("https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource object : model.all("aws_s3_object")) {
      boolean digest = DIGEST.matcher(object.text("key")).find();
      boolean createFirst = object.isTrue("lifecycle.create_before_destroy");
      boolean read =
          model.referencesTo(object).stream()
              .anyMatch(each -> each.from().type().equals("aws_ecs_task_definition"));
      if (digest && read && !createFirst) {
        findings.add(object, "key", "key is '" + object.text("key") + "', and a task reads it");
      }
    }
  }
}
