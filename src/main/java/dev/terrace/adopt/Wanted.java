package dev.terrace.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.StackId;
import java.util.Map;

/**
 * A resource that a stack describes, as Terraform plans it with nothing there yet.
 *
 * @param address in the stack
 * @param path of the construct, without the stack's name
 * @param attributes what the plan knows
 * @param unknown the plan's {@code after_unknown}: true where only an apply would tell
 * @param references by path in {@code attributes} ({@code vpc_id}, {@code vpc_config[0].role}), for
 *     what is unknown and is nothing but an attribute of another resource
 */
public record Wanted(
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
  public String words() {
    return path.isEmpty() ? address : path + " (" + address + ")";
  }
}
