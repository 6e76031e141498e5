package dev.terrace.actions.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.Launcher;
import dev.terrace.support.PlannedChanges;
import dev.terrace.support.Prepared;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For {@code bench/stages}: the plan of an environment from nothing, after its network alone and
 * after everything is what a deploy does. {@code -Dterrace.stages=a/b,c/d} names the environments.
 */
class PlanStagesRun {
  static Stream<String> environments() {
    return Stream.of(
        System.getProperty("terrace.stages", "alva/staging,coder/development,orcha/dev")
            .split(",", -1));
  }

  @ParameterizedTest
  @MethodSource("environments")
  void each_plan_is_what_a_deploy_does(String environment) {
    Set<String> all = PlannedChanges.of(Prepared.planned(environment));
    assertThat(all).isNotEmpty().isEqualTo(Prepared.applied(environment));
    say(environment, "from nothing", all);

    String network = environment.replace('/', '-') + "-network: ";
    try (Launcher terrace = new Launcher()) {
      terrace.run("deploy", environment + "/network", "--local", "--yes").exits(0);
      Set<String> rest =
          PlannedChanges.of(terrace.run("plan", environment, "--local", "--json").exits(4).json());
      say(environment, "after the network", rest);
      assertThat(rest)
          .isEqualTo(
              all.stream().filter(each -> !each.startsWith(network)).collect(Collectors.toSet()));
    }

    try (Launcher terrace = Prepared.fork(environment)) {
      terrace.run("plan", environment, "--local").exits(0);
    }
  }

  private static void say(String environment, String stage, Set<String> planned) {
    System.out.printf("PlanStagesRun: %s %s: %d planned%n", environment, stage, planned.size());
  }
}
