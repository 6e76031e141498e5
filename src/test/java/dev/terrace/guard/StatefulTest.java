package dev.terrace.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.guard.Stateful.Knowledge;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StatefulTest {
  @Test
  void a_type_is_in_one_list_and_has_a_page_that_says_what_is_lost() {
    assertThat(Stateful.types())
        .hasSizeGreaterThan(200)
        .doesNotContainAnyElementsOf(Stateful.statelessTypes());
    assertThat(Stateful.types())
        .allSatisfy(
            type -> {
              assertThat(Stateful.holds(type)).isPresent();
              assertThat(Stateful.source(type).orElseThrow())
                  .matches("https://(docs\\.aws\\.amazon\\.com|registry\\.terraform\\.io)/\\S+");
            });
    assertThat(
            Stateful.types().stream().filter(type -> type.startsWith("aws_")).count()
                + Stateful.statelessTypes().stream()
                    .filter(type -> type.startsWith("aws_"))
                    .count())
        .as("types of hashicorp/aws 5.100.0")
        .isEqualTo(1526);
  }

  @Test
  void the_values_of_a_resource_decide_where_its_type_alone_does_not() {
    assertThat(Stateful.of("aws_cloudwatch_log_group", Map.of())).isEqualTo(Knowledge.HOLDS_DATA);
    assertThat(Stateful.of("aws_cloudwatch_log_group", Map.of("retention_in_days", "0")))
        .isEqualTo(Knowledge.HOLDS_DATA);
    assertThat(Stateful.of("aws_cloudwatch_log_group", Map.of("retention_in_days", "30")))
        .isEqualTo(Knowledge.HOLDS_NOTHING);
    assertThat(Stateful.of("aws_elasticache_cluster", Map.of("engine", "redis")))
        .isEqualTo(Knowledge.HOLDS_DATA);
    assertThat(Stateful.of("aws_elasticache_cluster", Map.of("engine", "memcached")))
        .isEqualTo(Knowledge.HOLDS_NOTHING);
    assertThat(Stateful.of("aws_vpc", Map.of())).isEqualTo(Knowledge.HOLDS_NOTHING);
    assertThat(Stateful.of("google_sql_database_instance", Map.of())).isEqualTo(Knowledge.UNKNOWN);
    assertThat(Stateful.of("aws_type_of_the_future", Map.of())).isEqualTo(Knowledge.UNKNOWN);
  }

  @Test
  void others_ask_by_the_type_alone() {
    assertThat(Stateful.is("aws_db_instance")).isTrue();
    assertThat(Stateful.is("aws_vpc")).isFalse();
    assertThat(Stateful.holds("aws_db_instance")).contains("rows of a database");
    assertThat(Stateful.holds("aws_vpc")).isEmpty();
  }
}
