package dev.terrace.config;

import dev.terrace.error.UserError;
import java.util.List;

/** Keeps example values out of a real account. */
public final class ExampleGuard {
  private ExampleGuard() {}

  /**
   * @param real whether a real account is read or changed
   * @throws UserError with every example value of the environments
   */
  public static void check(List<? extends Environment<?>> environments, boolean real) {
    List<String> examples =
        environments.stream()
            .flatMap(each -> each.examples().stream())
            .map(Problem::toString)
            .toList();
    if (real && !examples.isEmpty()) {
      throw UserError.usage(
          "refused, nothing was started: example values never reach a real account (--local takes"
              + " them)\n  "
              + String.join("\n  ", examples));
    }
  }
}
