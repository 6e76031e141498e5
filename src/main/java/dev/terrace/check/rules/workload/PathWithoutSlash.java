package dev.terrace.check.rules.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import java.util.ArrayList;
import java.util.List;

/** Path rules that match a path but nothing below it, or the other way round. */
public final class PathWithoutSlash implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-path-pattern",
              Severity.WARNING,
              "A path rule misses half of its paths",
              "Match both, such as /admin and /admin/*: patterns are exact.")
          .with(
              "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource rule : model.all("aws_lb_listener_rule")) {
      List<String> paths = new ArrayList<>();
      for (JsonNode condition : rule.blocks("condition")) {
        paths.addAll(Resource.texts(Resource.at(condition, "path_pattern.values")));
      }
      for (String path : paths) {
        String base = path.endsWith("/*") ? path.substring(0, path.length() - 2) : "";
        if (!base.isEmpty() && !paths.contains(base) && !base.contains("*")) {
          findings.add(rule, "condition", "matches " + path + " but not " + base);
        }
      }
    }
  }
}
