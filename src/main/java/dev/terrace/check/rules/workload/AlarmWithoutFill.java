package dev.terrace.check.rules.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import java.util.Set;
import java.util.TreeSet;

/** Alarms on a sum of metrics of which one may be missing: the sum is missing too. */
public final class AlarmWithoutFill implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-alarm-math",
              Severity.WARNING,
              "An alarm is blind while one of its metrics has no data",
              "Wrap each metric that may be missing, such as FILL(errors, 0).")
          .with(
              "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource alarm : model.all("aws_cloudwatch_metric_alarm")) {
      Set<String> sparse = new TreeSet<>();
      for (JsonNode query : alarm.blocks("metric_query")) {
        if (Resource.at(query, "metric.metric_name").asText().contains("5XX")) {
          sparse.add(query.path("id").asText());
        }
      }
      for (JsonNode query : alarm.blocks("metric_query")) {
        String expression = query.path("expression").asText();
        for (String id : sparse) {
          boolean named = expression.matches(".*\\b" + id + "\\b.*");
          if (named && !expression.matches(".*FILL\\(\\s*" + id + "\\b.*")) {
            findings.add(
                alarm,
                "metric_query.expression",
                "the expression " + expression + " has no FILL for " + id);
          }
        }
      }
    }
  }
}
