package dev.terrace.constructs.monitoring;

import dev.terrace.ref.InstanceGroupRef;
import dev.terrace.spec.AlarmSpec;
import dev.terrace.spec.AlarmSpec.Comparison;
import dev.terrace.spec.AlarmSpec.Metric;
import dev.terrace.spec.AlarmSpec.Missing;
import java.util.List;
import java.util.Map;

/** Symptoms of a group of instances. */
final class InstanceAlarms {
  private static final int MINUTE = 60;
  private static final int FIVE_MINUTES = 300;

  private InstanceAlarms() {}

  static List<AlarmSpec> of(InstanceGroupRef instances) {
    Map<String, String> dimensions = Map.of("AutoScalingGroupName", instances.name());
    return List.of(
        new AlarmSpec(
            "ec2-status-check",
            "No instance is in service",
            new Metric("AWS/AutoScaling", "GroupInServiceInstances", dimensions, "Minimum", MINUTE),
            Comparison.BELOW,
            1,
            2,
            Missing.BREACHING),
        new AlarmSpec(
            "ec2-high-cpu",
            "CPU of the instances",
            new Metric("AWS/EC2", "CPUUtilization", dimensions, "Average", FIVE_MINUTES),
            Comparison.ABOVE,
            80,
            3,
            Missing.BREACHING));
  }
}
