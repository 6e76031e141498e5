package dev.terrace.check.rules.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Containers;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import java.util.HashSet;
import java.util.Set;

/** Log groups that AWS creates, which keep logs without a time limit. */
public final class UnmanagedLogGroup implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-log-group",
              Severity.WARNING,
              "AWS creates a log group that keeps logs without a time limit",
              "Declare the log group with its retention, and create it first.")
          .with(
              "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    Set<String> declared = new HashSet<>();
    for (Resource group : model.all("aws_cloudwatch_log_group")) {
      declared.add(model.expand(group, group.text("name")));
    }
    for (Resource database : model.all("aws_db_instance")) {
      for (String log : Resource.texts(database.at("enabled_cloudwatch_logs_exports"))) {
        String name =
            "/aws/rds/instance/" + model.expand(database, database.text("identifier")) + "/" + log;
        if (!declared.contains(name)) {
          findings.add(database, "enabled_cloudwatch_logs_exports", "nothing declares " + name);
        }
      }
    }
    for (Containers.Container each : Containers.of(model)) {
      JsonNode options = Resource.at(each.definition(), "logConfiguration.options");
      String name = model.expand(each.task(), options.path("awslogs-group").asText());
      if (!name.isEmpty() && !name.contains("<") && !declared.contains(name)) {
        findings.add(each.task(), each.at("logConfiguration"), "nothing declares " + name);
      }
    }
    for (Resource function : model.all("aws_lambda_function")) {
      String name = "/aws/lambda/" + model.expand(function, function.text("function_name"));
      if (function.at("logging_config").isMissingNode() && !declared.contains(name)) {
        findings.add(function, "function_name", "nothing declares " + name);
      }
    }
  }
}
