package dev.terrace.adopt.source;

import java.util.List;

/**
 * A resource of a CloudFormation stack.
 *
 * @param physicalId empty if it is not known
 * @param within Terraform resources that contain it, if it is not one of its own
 */
public record StackResource(
    String logicalId, String type, String physicalId, List<TerraformResource> within) {

  public static boolean isCustom(String type) {
    return type.startsWith("Custom::") || type.equals("AWS::CloudFormation::CustomResource");
  }

  public static boolean isNestedStack(String type) {
    return type.equals("AWS::CloudFormation::Stack");
  }
}
