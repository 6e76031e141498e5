package dev.terrace.check;

import dev.terrace.config.StackId;

/**
 * What a rule reports.
 *
 * @param stack the stack of the resource
 * @param path the construct path without the stack's name; empty for a waiver
 * @param address the Terraform address; empty for a waiver
 * @param attribute the path inside the resource; empty for the resource as a whole
 * @param message what is wrong, with the value
 * @param instead what to write instead
 */
public record Finding(
    About rule,
    StackId stack,
    String path,
    String address,
    String attribute,
    String message,
    String instead,
    ValueOrigin origin) {

  public Severity severity() {
    return rule.severity();
  }

  /** Such as {@code coder/production/data database/instance (aws_db_instance.database)}. */
  public String place() {
    if (address.isEmpty()) {
      return stack.environment().toString();
    }
    return stack + " " + path + (path.equals(address) ? "" : " (" + address + ")");
  }

  /** The same for every finding that one change fixes. */
  public String cause() {
    return rule.id() + "\n" + message + "\n" + origin.describe();
  }
}
