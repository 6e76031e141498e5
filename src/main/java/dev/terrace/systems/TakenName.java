package dev.terrace.systems;

import dev.terrace.config.ConfigException;
import dev.terrace.config.Environment;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.jsii.JsiiError;

/**
 * A name of the configuration that another part of the same stack has. Services and tenants become
 * constructs next to those that the stack has anyway, and only CDKTF knows all of them.
 */
final class TakenName {
  /** constructs, Node.addChild. */
  private static final Pattern TAKEN =
      Pattern.compile("There is already a Construct with name '([^']+)' in \\w+( \\[([^]]*)])?");

  private TakenName() {}

  /**
   * What people read about an error of CDKTF; the error itself where it is about something else.
   */
  static RuntimeException explained(JsiiError error, Environment<?> environment) {
    Matcher taken = TAKEN.matcher(String.valueOf(error.getMessage()));
    if (!taken.find()) {
      return error;
    }
    return new ConfigException(
        environment.id().file() + " services",
        "must have other names: '"
            + taken.group(1)
            + "' is the name of another part of "
            + (taken.group(3) == null ? "the stack" : taken.group(3)));
  }
}
