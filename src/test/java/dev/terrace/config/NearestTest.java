package dev.terrace.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
  private static final List<String> COMMANDS = List.of("deploy", "destroy", "plan", "list", "cost");

  @ParameterizedTest
  @CsvSource({"depoly, deploy", "deplo, deploy", "PLAN, plan", "lits, list", "destory, destroy"})
  void a_slip_leads_to_the_word_that_is_meant(String typed, String meant) {
    assertThat(Nearest.to(typed, COMMANDS)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"apply", "ls", "synth", "cast iron"})
  void another_word_leads_nowhere(String typed) {
    assertThat(Nearest.to(typed, COMMANDS)).isEmpty();
  }

  @Test
  void the_closer_of_two_wins() {
    assertThat(Nearest.to("network", List.of("networks2", "networks"))).contains("networks");
  }
}
