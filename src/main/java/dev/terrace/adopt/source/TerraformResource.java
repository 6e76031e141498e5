package dev.terrace.adopt.source;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A Terraform resource that corresponds to a CloudFormation resource.
 *
 * @param type such as {@code aws_vpc}
 * @param attributes the known attributes
 */
public record TerraformResource(String type, ObjectNode attributes) {}
