package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.Problems;
import dev.terrace.config.value.Between;

/**
 * Target tracking on the average CPU of a service's tasks; the desired count is then the start
 * value only.
 */
public record Autoscaling(
    @JsonPropertyDescription("Fewest tasks, 0 and up.") @Between(least = 0, most = 5000)
        Integer minimum,
    @JsonPropertyDescription("Most tasks.") @Between(least = 1, most = 5000) Integer maximum,
    @JsonPropertyDescription("Average CPU that is aimed at, 1-100 percent.")
        @Between(least = 1, most = 100)
        Integer cpuPercent)
    implements Checked {

  @Override
  public void check(Problems problems) {
    check(problems, minimum, maximum);
  }

  static void check(Problems problems, Integer minimum, Integer maximum) {
    if (minimum != null && maximum != null && maximum < minimum) {
      problems.at("maximum").add("must be at least minimum, which is " + minimum, maximum);
    }
  }
}
