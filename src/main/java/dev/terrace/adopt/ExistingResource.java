package dev.terrace.adopt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A resource that exists in AWS.
 *
 * @param type as the AWS provider calls it, such as {@code aws_subnet}
 * @param name the address in the old state ({@code module.vpc.aws_subnet.app[0]}), the logical id
 *     in the template, or the key in the file of ids; unique within a source and type
 * @param attributes its known attributes, with Terraform's names and structure; a missing key is
 *     unknown, a null is not set
 * @param importId the id for an {@code import} block; empty if {@link ImportIds} composes it from
 *     the attributes
 */
public record ExistingResource(
    String type, String name, Origin origin, ObjectNode attributes, Optional<String> importId) {

  /** {@code module.vpc.aws_vpc.this (state legacy/coder)}; for a rule, what it allows. */
  public String describe() {
    String rule =
        type.matches("aws_vpc_security_group_.*_rule")
            ? ", " + LegacySecurityRules.describe(attributes)
            : "";
    return name + " (" + origin.describe() + rule + ")";
  }
}
