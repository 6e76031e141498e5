package dev.terrace.adopt;

/**
 * A resource of a CloudFormation stack that nothing adopts: it stays when the stack goes, and
 * nobody owns it then.
 *
 * @param physicalId empty where nobody knows it
 */
public record LeftBehind(String logicalId, String type, String physicalId) {

  boolean isCustom() {
    return type.startsWith("Custom::") || type.equals("AWS::CloudFormation::CustomResource");
  }

  boolean isStack() {
    return type.equals("AWS::CloudFormation::Stack");
  }

  @Override
  public String toString() {
    String words = logicalId + " (" + type + ")" + (physicalId.isEmpty() ? "" : " " + physicalId);
    if (isCustom()) {
      return words + ": a custom resource; nothing runs its handler any more";
    }
    return isStack()
        ? words + ": a nested stack; it stays whole, as a stack of its own with all that it owns"
        : words;
  }
}
