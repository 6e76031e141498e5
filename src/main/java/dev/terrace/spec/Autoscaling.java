package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.Problems;

/**
 * Target tracking on the average CPU of a service's tasks; the desired count is then the start
 * value only.
 */
public record Autoscaling(
    @JsonPropertyDescription("Fewest tasks, 0 and up.") Integer minimum,
    @JsonPropertyDescription("Most tasks.") Integer maximum,
    @JsonPropertyDescription("Average CPU that is aimed at, 1-100 percent.") Integer cpuPercent)
    implements Checked {

  @Override
  public void check(Problems problems) {
    problems.inRange("minimum", minimum, 0, 5000);
    problems.inRange("cpuPercent", cpuPercent, 1, 100);
    if (minimum != null && maximum != null && maximum < minimum) {
      problems.at("maximum").add("must be at least minimum, which is " + minimum, maximum);
    }
  }
}
