package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An error or a warning of Terraform or a provider.
 *
 * @param severity {@code error} or {@code warning}
 * @param summary one line
 * @param detail more lines, or empty
 * @param address the resource it is about, or empty
 */
public record Diagnostic(String severity, String summary, String detail, String address) {
  /** What Terraform adds to every failure to lock a state; it advises to go without a lock. */
  private static final Pattern ADVICE =
      Pattern.compile(
          "\\s*Terraform acquires a state lock to protect .*? not recommended\\.", Pattern.DOTALL);

  /** A message without Terraform's advice to go without a lock. */
  static String withoutAdvice(String said) {
    return ADVICE.matcher(said).replaceAll("");
  }

  static Diagnostic of(JsonNode node) {
    String summary = node.path("summary").asText("").strip();
    String detail = withoutAdvice(node.path("detail").asText("")).strip();
    int lineEnd = summary.indexOf('\n');
    if (lineEnd >= 0) { // Some errors of backends come as one summary of many lines.
      detail = (withoutAdvice(summary.substring(lineEnd)).strip() + "\n" + detail).strip();
      summary = summary.substring(0, lineEnd).strip();
    }
    return new Diagnostic(
        node.path("severity").asText(""), summary, detail, node.path("address").asText(""));
  }

  public boolean isError() {
    return severity.equals("error");
  }

  /** The lock's holder, when this says that the state is locked. */
  public Optional<LockInfo> lock() {
    return LockInfo.find(detail);
  }

  @Override
  public String toString() {
    return summary + (detail.isEmpty() ? "" : "\n" + detail);
  }
}
