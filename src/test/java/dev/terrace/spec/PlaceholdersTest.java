package dev.terrace.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Problem;
import dev.terrace.config.Problems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
  private final Placeholders placeholders =
      new Placeholders(
          Map.of("domain", "coder.company.com", "bucket.langfuse-events", "events$1", "empty", ""));

  @Test
  void placeholders_are_filled() {
    assertThat(placeholders.fill("https://ai.{domain}/{bucket.langfuse-events}{empty}"))
        .isEqualTo("https://ai.coder.company.com/events$1");
  }

  @Test
  void a_variable_of_a_shell_is_no_placeholder() {
    assertThat(placeholders.fill("$${domain} ${domain}")).isEqualTo("$${domain} ${domain}");
  }

  @Test
  void braces_that_are_no_placeholder_stay() {
    assertThat(placeholders.fill("{\"a\": 1} {} { domain } {1}"))
        .isEqualTo("{\"a\": 1} {} { domain } {1}");
  }

  @Test
  void a_placeholder_without_a_value_is_reported_with_those_there_are() {
    Problems problems = Problems.of("A");
    placeholders.check(problems, "{domain} {domian} {region}");

    assertThat(problems.list())
        .extracting(Problem::toString)
        .containsExactly(
            "A: has no value for {domian}; known: bucket.langfuse-events, domain, empty, got"
                + " '{domain} {domian} {region}'",
            "A: has no value for {region}; known: bucket.langfuse-events, domain, empty, got"
                + " '{domain} {domian} {region}'");
  }

  @Test
  void every_text_of_a_task_that_is_filled_is_checked() {
    TaskSpec task =
        new WorkerSpec(
            "{a}/image:1", // each text with a placeholder of its own
            256,
            512,
            1,
            "curl {b}",
            60,
            List.of("serve", "{c}"),
            Map.of("URL", "{d}"),
            Map.of(),
            null,
            null);
    Problems problems = Problems.of("A");
    placeholders.check(problems, task);

    assertThat(problems.list())
        .extracting(Problem::toString)
        .extracting(text -> text.substring(0, text.indexOf(';')))
        .containsExactly(
            "A.image: has no value for {a}",
            "A.command[1]: has no value for {c}",
            "A.healthCheckCommand: has no value for {b}",
            "A.environment.URL: has no value for {d}");
  }

  @Test
  void what_terraform_computes_is_put_in_as_it_is() {
    Placeholders computed = placeholders.withExpressions(Map.of("name", "${aws_lb.lb.dns_name}"));
    assertThat(computed.fill("http://{name}/$${x} {domain}"))
        .isEqualTo("http://${aws_lb.lb.dns_name}/$${x} coder.company.com");
  }

  @Test
  void a_value_is_not_read_as_a_template_itself() {
    assertThat(new Placeholders(Map.of("a", "${b} {c}", "c", "d")).fill("{a}"))
        .isEqualTo("${b} {c}");
  }
}
