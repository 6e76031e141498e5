package dev.terrace.config.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
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
    assertThat(new RedisValues.CacheNodeType().warning("cache.r9g.large")).isPresent();
    assertThat(new AwsIds.ArmInstanceType().warning("m9g.large")).isPresent();
    assertThat(new NetworkValues.InterfaceService().warning("new-service")).isPresent();
  }

  @Test
  void what_aws_has_draws_no_warning() {
    assertThat(new DatabaseValues.PostgresVersion().warning("18.3")).isEmpty();
    assertThat(new DatabaseValues.PostgresVersion().warning("17.9")).isEmpty();
    assertThat(new RedisValues.CacheNodeType().warning("cache.r8g.large")).isEmpty();
    assertThat(new NetworkValues.InterfaceService().warning("apigateway")).isEmpty();
  }

  @Test
  void classes_that_aws_has_for_something_else_draw_a_warning() {
    for (String family : List.of("z1d", "x1", "x1e", "x2iezn")) {
      assertThat(new DatabaseValues.DatabaseClass().warning("db." + family + ".2xlarge"))
          .as(family)
          .isPresent();
    }
    assertThat(new RedisValues.CacheNodeType().warning("cache.t2.micro")).isPresent();
  }

  @Test
  void zones_that_new_accounts_are_not_given_draw_a_warning() {
    assertThat(new NetworkValues.Zone().warning("ca-central-1c")).isPresent();
    assertThat(new NetworkValues.Zone().warning("ap-northeast-1b")).isPresent();
    assertThat(new NetworkValues.Zone().warning("ca-central-1d")).isEmpty();
  }

  @Test
  void every_list_has_a_source() throws IOException {
    try (InputStream in = AwsFacts.class.getResourceAsStream("aws-facts.json")) {
      JsonNode facts = new ObjectMapper().readTree(in);
      List<String> lists = new ArrayList<>();
      facts.fieldNames().forEachRemaining(lists::add);
      lists.removeAll(List.of("known", "sources"));
      List<String> sources = new ArrayList<>();
      facts.get("sources").fieldNames().forEachRemaining(sources::add);

      assertThat(sources).containsExactlyElementsOf(lists);
    }
  }
}
