package dev.terrace.check.rules.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import dev.terrace.config.value.ConnectionLimit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/**
 * Alarms with a threshold that the metric never passes, or always has: a database whose class does
 * not take so many connections, percentages above 100, free storage above the storage, more tasks
 * than a service starts, burst credits of a file system that has none.
 */
public final class AlarmThreshold implements Rule {
  private static final long GIB = 1024L * 1024 * 1024;

  /** Metrics from 0 to 100. */
  private static final Set<String> PERCENTAGES =
      Set.of(
          "CPUUtilization",
          "MemoryUtilization",
          "EngineCPUUtilization",
          "DatabaseMemoryUsagePercentage",
          "PercentIOLimit");

  private static final About ABOUT =
      About.of(
              "workload-alarm-threshold",
              Severity.WARNING,
              "An alarm never fires, or always does: its threshold is out of the metric's range",
              "Set a threshold that the resource can pass, and does not pass at rest.")
          .with(
              "https://docs.aws.amazon.com/prescriptive-guidance/latest/tuning-postgresql-parameters/max-connections.html")
          .with(
              "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource alarm : model.all("aws_cloudwatch_metric_alarm")) {
      JsonNode threshold = alarm.at("threshold");
      if (threshold.isNumber() || threshold.asText("").matches("-?\\d+(\\.\\d+)?")) {
        doubt(model, alarm, threshold.asDouble())
            .ifPresent(message -> findings.add(alarm, "threshold", message));
      }
    }
  }

  private static Optional<String> doubt(Model model, Resource alarm, double threshold) {
    String metric = alarm.text("metric_name");
    String operator = alarm.text("comparison_operator");
    boolean above = operator.startsWith("Greater");
    // Beyond this value it fires.
    double bound =
        !operator.contains("OrEqual")
            ? threshold
            : above ? Math.nextDown(threshold) : Math.nextUp(threshold);
    if (PERCENTAGES.contains(metric)) {
      return when(
          above ? bound >= 100 : bound > 100, metric + " is a percentage, got " + threshold);
    }
    return switch (metric) {
      case "DatabaseConnections" -> above ? connections(model, alarm, bound) : Optional.empty();
      case "FreeStorageSpace" -> above ? Optional.empty() : storage(model, alarm, bound);
      case "RunningTaskCount" -> above ? Optional.empty() : tasks(model, alarm, bound);
      case "GroupInServiceInstances" -> above ? Optional.empty() : group(model, alarm, bound);
      case "BurstCreditBalance" ->
          model
              .target(alarm, "dimensions.FileSystemId")
              .map(system -> system.text("throughput_mode"))
              .filter(mode -> !mode.isEmpty() && !mode.equals("bursting"))
              .map(mode -> "a file system with the throughput mode " + mode + " has no credits");
      default -> Optional.empty();
    };
  }

  private static Optional<String> connections(Model model, Resource alarm, double bound) {
    return model
        .target(alarm, "dimensions.DBInstanceIdentifier")
        .filter(database -> database.text("engine").equals("postgres"))
        .flatMap(
            database -> {
              OptionalLong given = maxConnections(model, database);
              if (given.isPresent()) {
                return when(
                    bound >= given.getAsLong(),
                    "max_connections is " + given.getAsLong() + threshold(alarm));
              }
              String type = database.text("instance_class");
              OptionalInt safe = ConnectionLimit.safe(type);
              return when(
                  safe.isPresent() && bound >= safe.getAsInt(),
                  type
                      + " takes no more than about "
                      + safe.orElse(0)
                      + " connections of clients"
                      + threshold(alarm));
            });
  }

  /** What the parameter group sets; empty without one, and for a formula. */
  private static OptionalLong maxConnections(Model model, Resource database) {
    for (Resource group : model.targets(database, "parameter_group_name")) {
      for (JsonNode parameter : group.blocks("parameter")) {
        if (parameter.path("name").asText().equals("max_connections")) {
          return Resource.number(parameter.path("value"));
        }
      }
    }
    return OptionalLong.empty();
  }

  private static Optional<String> storage(Model model, Resource alarm, double bound) {
    return model
        .target(alarm, "dimensions.DBInstanceIdentifier")
        .flatMap(
            database ->
                above(
                    database.number("allocated_storage"),
                    gib -> bound >= gib * GIB,
                    gib -> "the database has " + gib + " GiB" + threshold(alarm)));
  }

  /** With autoscaling, Terraform knows the fewest tasks only. */
  private static Optional<String> tasks(Model model, Resource alarm, double bound) {
    return model
        .target(alarm, "dimensions.ServiceName")
        .filter(service -> service.at("lifecycle.ignore_changes").isMissingNode())
        .flatMap(
            service ->
                above(
                    service.number("desired_count"),
                    desired -> bound > desired,
                    desired -> "the service has " + desired + " tasks" + threshold(alarm)));
  }

  private static Optional<String> group(Model model, Resource alarm, double bound) {
    return model
        .target(alarm, "dimensions.AutoScalingGroupName")
        .flatMap(
            group ->
                above(
                    group.number("max_size"),
                    most -> bound > most,
                    most -> "the group has " + most + " instances" + threshold(alarm)));
  }

  private static Optional<String> above(
      OptionalLong there, LongPredicate always, LongFunction<String> message) {
    return there.isPresent() && always.test(there.getAsLong())
        ? Optional.of(message.apply(there.getAsLong()))
        : Optional.empty();
  }

  private static Optional<String> when(boolean holds, String message) {
    return holds ? Optional.of(message) : Optional.empty();
  }

  private static String threshold(Resource alarm) {
    double number = alarm.at("threshold").asDouble();
    return ", the threshold is "
        + (number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number));
  }
}
