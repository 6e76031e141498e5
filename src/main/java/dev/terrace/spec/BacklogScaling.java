package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.Problems;
import dev.terrace.config.value.Between;

/**
 * Target tracking on the messages that wait in a queue for each running task; the desired count is
 * then the start value only. A queue that nobody used for six hours sends no metrics, and some only
 * up to 15 minutes after it is used again (Amazon SQS developer guide, "Available CloudWatch
 * metrics for Amazon SQS"): with a minimum of 0 its first messages wait that long.
 */
public record BacklogScaling(
    @JsonPropertyDescription("Fewest tasks, 0 and up.") @Between(least = 0, most = 5000)
        Integer minimum,
    @JsonPropertyDescription("Most tasks.") @Between(least = 1, most = 5000) Integer maximum,
    @JsonPropertyDescription(
            "Waiting messages that one task is given: the time that a message may wait, divided by the time that one"
                + " takes.")
        @Between(least = 1, most = 1_000_000)
        Integer messagesPerTask)
    implements Checked {

  @Override
  public void check(Problems problems) {
    Autoscaling.check(problems, minimum, maximum);
  }
}
