package dev.terrace.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Deploys the environments that many test classes fork, while the unit tests run. A class that
 * comes before a deploy has ended waits for it.
 */
public final class PrepareMain {
  /** The goals of Maven that come to the integration tests. */
  private static final Set<String> GOALS =
      Set.of("integration-test", "post-integration-test", "verify", "install", "deploy");

  /** The one that takes longest first. */
  private static final List<String> TARGETS =
      List.of("orcha/prod", "coder/production", "alva/staging");

  private static final Pattern WORD = Pattern.compile("[^\\w-]+");

  private PrepareMain() {}

  /**
   * @param arguments the goals that Maven was called with
   */
  public static void main(String[] arguments) throws InterruptedException {
    boolean wanted = WORD.splitAsStream(String.join(" ", arguments)).anyMatch(GOALS::contains);
    if (!wanted) {
      return;
    }
    List<Thread> deploys = new ArrayList<>();
    for (String target : TARGETS) {
      // What it ends with is kept for the tests, which fail on it.
      Thread deploy = new Thread(() -> Prepared.deploy(target), target);
      deploy.start();
      deploys.add(deploy);
    }
    for (Thread deploy : deploys) {
      deploy.join();
    }
  }
}
