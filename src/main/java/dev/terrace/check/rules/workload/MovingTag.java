package dev.terrace.check.rules.workload;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Containers;
import dev.terrace.check.model.Model;
import java.util.regex.Pattern;

/** Images whose tag moves: two tasks of one revision run different versions. */
public final class MovingTag implements Rule {
  private static final Pattern MOVING =
      Pattern.compile("(.*-)?(latest|stable|main|master|edge|nightly|dev)(-.*)?");

  private static final About ABOUT =
      About.of(
              "workload-moving-tag",
              Severity.WARNING,
              "The tag of an image moves",
              "Pin a version, or better a digest.")
          .with(
              "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-considerations.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Containers.Container each : Containers.of(model)) {
      String image = each.definition().path("image").asText();
      String last = image.substring(image.lastIndexOf('/') + 1);
      int colon = last.indexOf(':');
      boolean moves = colon < 0 || MOVING.matcher(last.substring(colon + 1)).matches();
      if (!image.contains("@sha256:") && !image.contains("${") && moves) {
        findings.add(
            each.task(),
            each.at("image"),
            each.definition().path("image"),
            "container '" + each.name() + "' runs " + image,
            ABOUT.instead());
      }
    }
  }
}
