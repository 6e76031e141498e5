package dev.terrace.actions.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.Launcher;
import dev.terrace.support.PlannedChanges;
import dev.terrace.support.Prepared;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The long form of {@link DriftIT}, for {@code bench/drift}: a deploy applies what was planned on
 * an empty account, nothing has drifted after it, and what is then changed at random is found.
 * {@code -Dterrace.drift.environments=a/b,c/d} names the environments, {@code
 * -Dterrace.drift.changes=N} sets how many changes are drawn in each.
 */
class SeededDriftRun {
  private static final long SEED = Long.getLong("terrace.drift.seed", 1);
  private static final int CHANGES = Integer.getInteger("terrace.drift.changes", 100);
  private static final List<String> ENVIRONMENTS =
      List.of(System.getProperty("terrace.drift.environments", "alva/staging").split(",", -1));

  @Test
  void changes_that_are_drawn_at_random_are_found_and_nothing_else_is() {
    System.out.println("SeededDriftRun: -Dterrace.drift.seed=" + SEED);
    SeededDrift seeded = new SeededDrift(new Random(SEED));
    for (String environment : ENVIRONMENTS) {
      Set<String> planned = PlannedChanges.of(Prepared.planned(environment));
      assertThat(planned).as("the plan of %s on an empty account", environment).isNotEmpty();
      assertThat(Prepared.applied(environment)).isEqualTo(planned);
      System.out.printf(
          "SeededDriftRun: %s: %d planned from nothing, the same were applied%n",
          environment, planned.size());
      try (Launcher terrace = Prepared.fork(environment)) {
        terrace.run("drift", environment, "--local").exits(0);
        seeded.run(terrace, environment, CHANGES);
      }
    }
    System.out.println("SeededDriftRun: " + seeded);

    assertThat(seeded.surplus()).isEmpty();
    assertThat(seeded.found()).as(String.join("\n", seeded.missed())).isGreaterThanOrEqualTo(98);
  }
}
