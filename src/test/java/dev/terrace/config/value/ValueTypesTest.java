package dev.terrace.config.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueTypesTest {
  static Iterable<ValueType> types() {
    return ValueTypes.ALL;
  }

  @ParameterizedTest
  @MethodSource("types")
  void examples_are_taken_and_wrong_ones_refused(ValueType type) {
    assertThat(type.examples())
        .isNotEmpty()
        .allSatisfy(example -> assertThat(type.refusal(example)).as(example).isEmpty())
        .allSatisfy(example -> assertThat(type.warning(example)).as(example).isEmpty());
    assertThat(type.wrong())
        .isNotEmpty()
        .allSatisfy(wrong -> assertThat(type.refusal(wrong)).as(wrong).isPresent());
  }

  @Test
  void names_of_types_are_unique() {
    assertThat(ValueTypes.ALL).extracting(ValueType::name).doesNotHaveDuplicates();
  }

  @Test
  void what_is_newer_than_the_list_draws_a_warning() {
    assertThat(new DatabaseValues.PostgresVersion().warning("19"))
        .hasValue(
            "'19' is no version of PostgreSQL that AWS had on "
                + AwsFacts.day()
                + ": check that it exists");
    assertThat(new DatabaseValues.DatabaseClass().warning("db.m9g.large")).isPresent();
    assertThat(new DatabaseValues.CacheNodeType().warning("cache.r9g.large")).isPresent();
    assertThat(new AwsIds.ArmInstanceType().warning("m9g.large")).isPresent();
    assertThat(new NetworkValues.InterfaceService().warning("new-service")).isPresent();
  }
}
