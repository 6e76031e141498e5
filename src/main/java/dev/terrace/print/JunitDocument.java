package dev.terrace.print;

import dev.terrace.actions.check.CheckStacks;
import dev.terrace.check.About;
import dev.terrace.check.Finding;
import dev.terrace.check.Severity;
import dev.terrace.check.waiver.CheckReport;
import dev.terrace.check.waiver.WaivedFinding;
import java.util.List;

/**
 * Findings as JUnit's XML: one suite per environment, one case per rule. Errors are failures; a
 * rule whose findings are all waived is skipped.
 */
public final class JunitDocument {
  private JunitDocument() {}

  public static String of(CheckStacks.Result result) {
    StringBuilder xml =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>");
    for (CheckReport report : result.reports()) {
      suite(report, result.rules(), xml);
    }
    return xml.append("\n</testsuites>").toString();
  }

  private static void suite(CheckReport report, List<About> rules, StringBuilder xml) {
    StringBuilder cases = new StringBuilder();
    int failures = 0;
    int skipped = 0;
    for (About rule : rules) {
      List<Finding> found =
          report.findings().stream().filter(each -> each.rule().id().equals(rule.id())).toList();
      List<WaivedFinding> waived =
          report.waived().stream()
              .filter(each -> each.finding().rule().id().equals(rule.id()))
              .toList();
      cases.append("\n    <testcase classname=\"").append(attribute(rule.pack()));
      cases.append("\" name=\"").append(attribute(rule.id() + ": " + rule.title())).append("\"");
      if (found.isEmpty() && waived.isEmpty()) {
        cases.append("/>");
        continue;
      }
      cases.append(">");
      if (!found.isEmpty() && rule.severity() == Severity.ERROR) {
        failures++;
        cases
            .append("\n      <failure message=\"")
            .append(attribute(found.get(0).message()))
            .append("\">")
            .append(lines(found))
            .append("</failure>");
      } else if (!found.isEmpty()) {
        cases.append("\n      <system-out>").append(lines(found)).append("</system-out>");
      } else {
        skipped++;
        cases
            .append("\n      <skipped message=\"")
            .append(attribute("waived: " + waived.get(0).waiver().reason()))
            .append("\"/>");
      }
      cases.append("\n    </testcase>");
    }
    xml.append(
        "\n  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\">%s\n  </testsuite>"
            .formatted(report.environment(), rules.size(), failures, skipped, cases));
  }

  private static String lines(List<Finding> found) {
    StringBuilder text = new StringBuilder();
    for (Finding each : found) {
      text.append(
          escaped(each.place() + ": " + each.message() + " (" + each.origin().describe() + ")"));
      text.append("\n");
    }
    return text.toString();
  }

  private static String attribute(String text) {
    return escaped(text).replace("\"", "&quot;").replace("\n", " ");
  }

  /** Without characters that XML 1.0 does not have. */
  private static String escaped(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
