package dev.terrace.check.rules.workload;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that are examples. */
public final class ExampleValue implements Rule {
  /** Parts of examples, which are cheap to look for. */
  private static final List<String> MARKS =
      List.of(
          "111111111111",
          "123456789012",
          "certificate/",
          "{tenant-id}",
          "registry.company.com",
          "example.",
          "00000000-");

  private static final Pattern EXAMPLE =
      Pattern.compile(
          "(?:111111111111|123456789012)(?=:)|certificate/([0-9])\\1{7}-[0-9-]+|\\{tenant-id}"
              + "|registry\\.company\\.com|(?<![\\w.-])example\\.(?:com|org)"
              + "|0{8}-0{4}-0{4}-0{4}-0{12}");

  private static final About ABOUT =
      About.of(
          "workload-example-value",
          Severity.WARNING,
          "A value is an example",
          "Give your own in the environment's file.");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource resource : model.resources()) {
      String text = resource.body().toString();
      if (MARKS.stream().noneMatch(text::contains)) {
        continue;
      }
      Matcher example = EXAMPLE.matcher(text);
      if (example.find()) {
        findings.add(resource, "", "has " + example.group());
      }
    }
  }
}
