package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.bridge.BridgeContract;
import dev.terrace.bridge.BridgeContract.Parameter;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The parameters of every system are what its contract says. */
class BridgeTest {

  static Stream<Arguments> environments() {
    return Stream.of(
        Arguments.of("coder", "production", "/coder-production"),
        Arguments.of("coder", "development", "/coder-dev"),
        Arguments.of("orcha", "prod", "/v1-orcha/bridge"),
        Arguments.of("alva", "staging", "/alva-staging/bridge"));
  }

  @ParameterizedTest(name = "{0}/{1}")
  @MethodSource("environments")
  void the_platform_publishes_each_parameter_from_the_source_that_the_contract_names(
      String system, String environment, String path) {
    BridgeContract contract = Systems.named(system).bridge().orElseThrow().contract();
    Stack platform = Synthesized.environment(system, environment).stack("platform");

    List<String> published = new ArrayList<>();
    for (Resource each : platform.ofType("aws_ssm_parameter")) {
      if (each.path().startsWith("bridge/")) {
        String source = source(platform.readable(each.text("value")));
        published.add(each.text("name") + " " + each.text("type") + " " + source);
      }
    }

    List<String> declared = new ArrayList<>();
    for (Parameter each : contract.parameters()) {
      declared.add(path + "/" + each.name() + " " + each.type().ssmType() + " " + each.source());
    }
    declared.add(path + "/bridge-version String " + contract.version());
    assertThat(published).containsExactlyInAnyOrderElementsOf(declared);
  }

  /** Of a list with one element a zone, the element without its zone. */
  private static String source(String value) {
    String[] elements = value.split(",", -1);
    assertThat(elements)
        .extracting(each -> each.replaceFirst("-[a-z]+-[a-z]+-\\d[a-z]\\.", "."))
        .containsOnly(elements[0].replaceFirst("-[a-z]+-[a-z]+-\\d[a-z]\\.", "."));
    return elements[0]
        .replaceFirst("-[a-z]+-[a-z]+-\\d[a-z]\\.", ".")
        .replaceFirst("^<(.*)>$", "$1");
  }
}
