package dev.terrace.adopt.retire;

import dev.terrace.adopt.source.StackResource;

/**
 * A resource of a CloudFormation stack that is not adopted: it remains, unmanaged, when the stack
 * is deleted.
 *
 * @param physicalId empty if it is not known
 */
public record UnadoptedResource(String logicalId, String type, String physicalId) {

  static UnadoptedResource of(StackResource resource) {
    return new UnadoptedResource(resource.logicalId(), resource.type(), resource.physicalId());
  }

  /** For people: its names, and what happens to it. */
  public String describe() {
    String names = logicalId + " (" + type + ")" + (physicalId.isEmpty() ? "" : " " + physicalId);
    if (StackResource.isCustom(type)) {
      return names + ": a custom resource; its handler no longer runs";
    }
    return StackResource.isNestedStack(type)
        ? names + ": a nested stack; it remains as a separate stack with all its resources"
        : names;
  }
}
