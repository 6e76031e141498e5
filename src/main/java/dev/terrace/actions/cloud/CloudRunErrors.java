package dev.terrace.actions.cloud;

import dev.terrace.cloud.Run;
import dev.terrace.ui.Messages;
import java.util.List;
import java.util.Locale;

/** Explains why a run in Terraform Cloud did not succeed. */
final class CloudRunErrors {
  private static final String NO_AWS_CREDENTIALS =
      "The run found no AWS credentials. Set them as environment variables of the workspace or of a"
          + " variable set: TFC_AWS_PROVIDER_AUTH and TFC_AWS_RUN_ROLE_ARN, or AWS_ACCESS_KEY_ID"
          + " and AWS_SECRET_ACCESS_KEY; see docs/recipes/move-to-terraform-cloud.md";

  private CloudRunErrors() {}

  static String explain(StartedRun started, Run run) {
    if (!run.status().equals("errored")) {
      return started.stack().id()
          + ": its run was "
          + run.status().replace('_', ' ')
          + " in Terraform Cloud\n  "
          + started.address();
    }
    List<String> errors = started.organization().runs().errors(run);
    StringBuilder text = new StringBuilder(started.stack().id() + " failed in Terraform Cloud");
    for (String error : errors) {
      text.append("\n  ").append(Messages.indented(error, "    "));
    }
    if (errors.stream().anyMatch(CloudRunErrors::lacksCredentials)) {
      text.append("\n  ").append(NO_AWS_CREDENTIALS);
    }
    return text.append("\n  ").append(started.address()).toString();
  }

  private static boolean lacksCredentials(String error) {
    String lower = error.toLowerCase(Locale.ROOT);
    return lower.contains("no valid credential sources found")
        || lower.contains("failed to refresh cached credentials");
  }
}
