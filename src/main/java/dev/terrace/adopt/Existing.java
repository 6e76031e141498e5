package dev.terrace.adopt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A resource that exists.
 *
 * @param type as the AWS provider calls it, such as {@code aws_subnet}
 * @param name the address in the old state ({@code module.vpc.aws_subnet.app[0]}), the logical id
 *     in the template, or the key in the file of ids; unique within a source together with the type
 * @param attributes what is known of it, in Terraform's names and shapes; a missing key is
 *     something nobody knows, a null is an attribute that is not set
 * @param importId what an {@code import} block takes; empty where it has to be made of the
 *     attributes, by {@code ImportIds}
 */
public record Existing(
    String type, String name, Origin origin, ObjectNode attributes, Optional<String> importId) {

  /** {@code module.vpc.aws_vpc.this (state legacy/coder)}; of a rule, what it lets through. */
  public String words() {
    String rule =
        type.matches("aws_vpc_security_group_.*_rule") ? ", " + OldRules.words(attributes) : "";
    return name + " (" + origin.words() + rule + ")";
  }
}
