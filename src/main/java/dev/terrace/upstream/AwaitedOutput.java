package dev.terrace.upstream;

import dev.terrace.config.StackId;
import java.util.List;

/**
 * An output of an earlier stack that is known only after that stack is applied.
 *
 * @param stack whose output it is
 * @param output its name
 * @param planned whether that stack is planned in the same run, so that a deploy of the same
 *     targets makes the value known
 * @param uses where the value is read
 */
public record AwaitedOutput(StackId stack, String output, boolean planned, List<Use> uses) {

  /**
   * A place that reads the value.
   *
   * @param address of the resource, such as {@code aws_lb.main}, or {@code output.NAME}
   * @param attribute as the synthesized stack has it, such as {@code vpc_config.subnet_ids[0]}
   */
  public record Use(String address, String attribute) {}

  /** For example {@code shop/production/network: vpc_id}. */
  public String describe() {
    return stack + ": " + output;
  }
}
