package dev.terrace.check.rules.iam;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Policies;
import java.util.List;
import java.util.regex.Pattern;

/** Roles that read or decrypt everything in the account. */
public final class ReadsEverySecret implements Rule {
  private static final List<String> DATA =
      List.of(
          "secretsmanager:getsecretvalue",
          "ssm:getparameter",
          "ssm:getparameters",
          "kms:decrypt",
          "s3:getobject",
          "dynamodb:getitem");

  private static final Pattern EVERYTHING =
      Pattern.compile("\\*|arn:aws:[a-z0-9-]+:[^:]*:[^:]*:(secret:|parameter/|key/)?\\*");

  private static final About ABOUT =
      About.of(
              "iam-reads-every-secret",
              Severity.ERROR,
              "A role reads every secret of the account",
              "Name the secrets, parameters, keys or buckets that it needs.")
          .with("FSBP KMS.1")
          .with("FSBP KMS.2");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Policies.Statement each : Policies.given(model)) {
      List<String> read = each.naming(DATA);
      boolean everything = each.resources().stream().anyMatch(EVERYTHING.asMatchPredicate());
      if (each.allows() && everything && each.condition().isMissingNode() && !read.isEmpty()) {
        findings.add(
            each.holder(),
            each.attribute(),
            each.describe() + " allows " + String.join(", ", read) + " on every resource");
      }
    }
  }
}
