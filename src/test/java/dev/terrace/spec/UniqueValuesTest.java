package dev.terrace.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Problem;
import dev.terrace.config.Problems;
import org.junit.jupiter.api.Test;

final class UniqueValuesTest {
  private final UniqueValues values = new UniqueValues();
  private final Problems problems = Problems.locatedBy(path -> path);

  @Test
  void the_second_key_with_a_value_is_reported_with_the_first() {
    values.add("port", "services.web.port", 80);
    values.add("port", "services.api.port", 8080);
    values.add("port", "services.admin.port", 80);
    values.check(problems);
    assertThat(problems.list())
        .extracting(Problem::toString)
        .containsExactly(
            "services.admin.port: this port is taken by services.web.port already: give it another,"
                + " got 80");
  }

  @Test
  void kinds_are_apart_and_missing_values_share_nothing() {
    values.add("port", "services.web.port", 80);
    values.add("priority", "services.web.priority", 80);
    values.add("priority", "services.api.priority", null);
    values.add("priority", "services.admin.priority", null);
    values.check(problems);
    assertThat(problems.list()).isEmpty();
  }
}
