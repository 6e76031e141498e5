package dev.terrace.actions.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Cidr;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the code looks like; {@link GeneratedSystemsTest} runs it. */
final class SystemCodeTest {
  private static SystemCode code(String name, SystemTemplate template) {
    return new SystemCode(new SystemName(name), "dev.terrace.systems." + name, template);
  }

  static Stream<Arguments> everyLengthOfAName() {
    return IntStream.rangeClosed(2, 12)
        .boxed()
        .flatMap(
            length ->
                Stream.of(SystemTemplate.values())
                    .map(template -> Arguments.of("abcdefghijkl".substring(0, length), template)));
  }

  @ParameterizedTest
  @MethodSource("everyLengthOfAName")
  void no_line_of_java_is_too_long_whatever_the_name_is(String name, SystemTemplate template) {
    code(name, template)
        .files(List.of())
        .forEach(
            (path, text) -> {
              if (path.endsWith(".java")) {
                assertThat(text.lines()).as(path).allMatch(line -> line.length() <= 100);
              }
            });
  }

  @ParameterizedTest
  @EnumSource
  void imports_are_sorted_as_the_formatter_wants_them(SystemTemplate template) {
    code("shop", template)
        .files(List.of())
        .forEach(
            (path, text) ->
                assertThat(text.lines().filter(line -> line.matches("import (?!static).*")))
                    .as(path)
                    .isSorted());
  }

  @Test
  void the_network_gets_a_block_that_nobody_has() {
    assertThat(environment(List.of())).contains("  cidr: 10.40.0.0/16\n");
    assertThat(environment(List.of(Cidr.parse("10.40.0.0/15"))))
        .contains("  cidr: 10.42.0.0/16\n", "publicSubnets: [10.42.0.0/24, 10.42.1.0/24]");
  }

  private static String environment(List<Cidr> taken) {
    return code("shop", SystemTemplate.web).files(taken).get("environments/shop/staging.yaml");
  }

  @Test
  void the_fixture_of_the_test_is_the_environment_as_it_was_written() {
    var files = code("shop", SystemTemplate.instances).files(List.of());

    assertThat(files.get("src/test/resources/fixtures/shop/staging.yaml"))
        .isEqualTo(files.get("environments/shop/staging.yaml"));
  }
}
