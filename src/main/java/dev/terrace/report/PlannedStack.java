package dev.terrace.report;

import dev.terrace.config.StackId;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.StackFile;
import dev.terrace.upstream.AwaitedOutput;
import java.util.List;

/**
 * What a report is made of.
 *
 * @param awaited outputs of earlier stacks that are unknown in this plan
 * @param seconds that planning took
 */
public record PlannedStack(
    StackId id, StackFile file, Plan plan, List<AwaitedOutput> awaited, long seconds) {
  public PlannedStack {
    awaited = List.copyOf(awaited);
  }
}
