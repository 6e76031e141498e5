package dev.terrace.config.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.spec.web.AlertSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConnectionLimitTest {

  /** What {@code show max_connections} said, or the formula where nobody reports it. */
  @ParameterizedTest
  @CsvSource({
    "db.t3.micro, 87",
    "db.t4g.small, 198",
    "db.t3.medium, 413",
    "db.r6g.large, 1718",
    "db.r6g.xlarge, 3436",
    "db.m7g.16xlarge, 5000"
  })
  void a_class_takes_what_an_alarm_is_raised_above(String instanceClass, int reported) {
    assertThat(ConnectionLimit.safe(instanceClass).orElseThrow()).isLessThan(reported);
    assertThat(ConnectionLimit.alarm(instanceClass, Integer.MAX_VALUE))
        .isLessThan(ConnectionLimit.safe(instanceClass).orElseThrow())
        .isGreaterThan(reported / 2);
  }

  @Test
  void a_smaller_number_stays() {
    assertThat(ConnectionLimit.alarm("db.r6g.large", 800)).isEqualTo(800);
    assertThat(ConnectionLimit.alarm("db.t4g.medium", 800)).isEqualTo(270);
  }

  @Test
  void the_usual_alarm_of_a_new_system_can_fire_on_the_class_that_it_begins_with() {
    assertThat(new AlertSpec(null, null, null).databaseConnections())
        .isLessThan(ConnectionLimit.safe("db.t4g.micro").orElseThrow());
  }

  @Test
  void a_class_of_unknown_memory_keeps_the_number() {
    assertThat(ConnectionLimit.safe("db.z9.large")).isEmpty();
    assertThat(ConnectionLimit.safe("db.serverless")).isEmpty();
    assertThat(ConnectionLimit.alarm("db.z9.large", 100)).isEqualTo(100);
  }

  @Test
  void the_memory_of_every_family_for_postgresql_is_known() {
    assertThat(AwsFacts.list("databaseMemoryGiB"))
        .containsExactlyElementsOf(AwsFacts.list("databaseFamilies"));
  }
}
