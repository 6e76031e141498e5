package dev.terrace.check.rules.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;

/** Shell sessions whose log is not encrypted with a key of yours. */
public final class SessionWithoutKey implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-session-log",
              Severity.WARNING,
              "What people type in a session is logged without a key",
              "Set kmsKeyId and cloudWatchEncryptionEnabled, and a key for the log group.")
          .with(
              "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-logging.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource document : model.all("aws_ssm_document")) {
      JsonNode inputs = document.document("content").path("inputs");
      boolean logs = !inputs.path("cloudWatchLogGroupName").asText("").isEmpty();
      if (document.text("document_type").equals("Session")
          && logs
          && !inputs.path("cloudWatchEncryptionEnabled").asBoolean()) {
        findings.add(document, "content", "cloudWatchEncryptionEnabled is false");
      }
    }
  }
}
