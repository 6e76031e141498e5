package dev.terrace.adopt.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.StackId;
import java.util.Map;

/**
 * A resource of a stack, as Terraform plans it with an empty state.
 *
 * @param address in the stack
 * @param path of the construct, without the stack's name
 * @param attributes the known attributes
 * @param unknown the plan's {@code after_unknown}: true if the value is known only after an apply
 * @param references by path in {@code attributes} ({@code vpc_id}, {@code vpc_config[0].role}), for
 *     unknown values that are exactly one attribute of another resource
 */
public record DesiredResource(
    StackId stack,
    String address,
    String path,
    String type,
    ObjectNode attributes,
    JsonNode unknown,
    Map<String, Reference> references) {

  /**
   * An attribute of a resource of this or an earlier stack.
   *
   * @param attribute a path such as {@code id} or {@code certificate_authority[0].data}
   */
  public record Reference(StackId stack, String address, String attribute) {}

  /** {@code vpc/subnet (aws_subnet.vpc_subnet_1234ABCD)}. */
  public String describe() {
    return path.isEmpty() ? address : path + " (" + address + ")";
  }
}
