package dev.terrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.check.rules.workload.AlarmThreshold;
import dev.terrace.terraform.Json;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of metric with the last threshold that can be passed and the first that cannot. */
final class AlarmThresholdTest {
  private static final String RESOURCES =
      """
      {"aws_db_instance": {"small": {"engine": "postgres", "instance_class": "db.t4g.micro",
         "allocated_storage": 20},
        "limited": {"engine": "postgres", "instance_class": "db.r6g.large",
         "parameter_group_name": "${aws_db_parameter_group.g.name}"}},
       "aws_db_parameter_group": {"g": {"parameter": [{"name": "max_connections", "value": "50"}]}},
       "aws_ecs_service": {"fixed": {"desired_count": 2},
        "scaled": {"desired_count": 2, "lifecycle": {"ignore_changes": ["desired_count"]}}},
       "aws_autoscaling_group": {"g": {"max_size": 3}},
       "aws_efs_file_system": {"elastic": {"throughput_mode": "elastic"}, "usual": {}}}
      """;

  @ParameterizedTest
  @CsvSource({
    "CPUUtilization, GreaterThanThreshold, 99, 100, , ",
    "MemoryUtilization, GreaterThanOrEqualToThreshold, 100, 101, , ",
    "PercentIOLimit, LessThanThreshold, 100, 101, , ",
    "CPUUtilization, LessThanOrEqualToThreshold, 99, 100, , ",
    "DatabaseConnections, GreaterThanThreshold, 77, 78, DBInstanceIdentifier, aws_db_instance.small.identifier",
    "DatabaseConnections, GreaterThanOrEqualToThreshold, 78, 79, DBInstanceIdentifier, aws_db_instance.small.identifier",
    "DatabaseConnections, GreaterThanThreshold, 49, 50, DBInstanceIdentifier, aws_db_instance.limited.identifier",
    "FreeStorageSpace, LessThanThreshold, 21474836479, 21474836480, DBInstanceIdentifier, aws_db_instance.small.identifier",
    "RunningTaskCount, LessThanThreshold, 2, 3, ServiceName, aws_ecs_service.fixed.name",
    "RunningTaskCount, LessThanOrEqualToThreshold, 1, 2, ServiceName, aws_ecs_service.fixed.name",
    "GroupInServiceInstances, LessThanThreshold, 3, 4, AutoScalingGroupName, aws_autoscaling_group.g.name"
  })
  void a_threshold_out_of_the_range_of_its_metric_is_found(
      String metric, String operator, String fires, String never, String dimension, String name) {
    assertThat(found(metric, operator, fires, dimension, name)).isEmpty();
    assertThat(found(metric, operator, never, dimension, name)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "RunningTaskCount, LessThanThreshold, 9, ServiceName, aws_ecs_service.scaled.name",
    "BurstCreditBalance, LessThanThreshold, 9, FileSystemId, aws_efs_file_system.usual.id",
    "DatabaseConnections, LessThanThreshold, 900, DBInstanceIdentifier, aws_db_instance.small.identifier",
    "Latency, GreaterThanThreshold, 900, , "
  })
  void what_nobody_can_say_is_not(
      String metric, String operator, String threshold, String dimension, String name) {
    assertThat(found(metric, operator, threshold, dimension, name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      "BurstCreditBalance, LessThanThreshold, 9, FileSystemId, aws_efs_file_system.elastic.id")
  void credits_that_a_file_system_does_not_have_are_found(
      String metric, String operator, String threshold, String dimension, String name) {
    assertThat(found(metric, operator, threshold, dimension, name)).hasSize(1);
  }

  private static List<?> found(
      String metric, String operator, String threshold, String dimension, String name) {
    ObjectNode resources = (ObjectNode) Json.parse(RESOURCES);
    ObjectNode alarm =
        resources
            .putObject("aws_cloudwatch_metric_alarm")
            .putObject("alarm")
            .put("metric_name", metric)
            .put("comparison_operator", operator)
            .put("threshold", Long.parseLong(threshold));
    if (dimension != null) {
      alarm.putObject("dimensions").put(dimension, "${" + name + "}");
    }
    return Trees.found(Trees.model(resources), List.of(new AlarmThreshold()));
  }
}
