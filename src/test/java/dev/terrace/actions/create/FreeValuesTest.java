package dev.terrace.actions.create;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.YamlFile;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ports and priorities that no service has. */
final class FreeValuesTest {
  @Test
  void a_priority_comes_before_the_service_that_takes_every_path() {
    Choice choice = priority("web: {priority: 100}\napi: {path: /a/*, priority: 10}").orElseThrow();

    assertThat(choice.value().asInt()).isEqualTo(20);
    assertThat(choice.why())
        .isEqualTo("after 10 of 'api', before 100 of 'web', which takes the rest");
  }

  @Test
  void a_priority_comes_before_the_route_that_takes_every_host() {
    Choice choice =
        priority(
                """
                coder: {routes: [{hosts: [coder.a], priority: 100}, {hosts: ["*.a"], priority: 500}]}
                ai: {routes: [{hosts: [ai.a], priority: 495}]}
                """)
            .orElseThrow();

    assertThat(choice.value().asInt()).isEqualTo(496);
    assertThat(choice.why())
        .isEqualTo("after 495 of 'ai', before 500 of 'coder', which takes the rest");
  }

  @Test
  void without_room_at_the_end_the_highest_free_priority_is_taken() {
    assertThat(priority("web: {priority: 3}\na: {path: /a/*, priority: 2}").orElseThrow().value())
        .hasToString("1");
    assertThat(
            priority(
                "web: {priority: 3}\na: {path: /a/*, priority: 2}\nb: {path: /b/*, priority: 1}"))
        .isEmpty();
  }

  @Test
  void a_service_without_a_rule_takes_no_priority() {
    Choice choice = priority("app: {hosts: [a.b]}").orElseThrow();

    assertThat(choice.value().asInt()).isEqualTo(10);
    assertThat(choice.why()).isEqualTo("the first");
  }

  @Test
  void a_port_follows_the_highest_one_of_all() {
    Choice choice = port("a: {port: 3000, extraPorts: [9000]}\nb: {port: 4000}");

    assertThat(choice.value().asInt()).isEqualTo(9001);
    assertThat(choice.why()).isEqualTo("free, after 9000 of 'a'");
    assertThat(port("a: {port: 65535}\nb: {port: 1024}").value().asInt()).isEqualTo(1025);
    assertThat(port("a: {cpu: 1}").value().asInt()).isEqualTo(8080);
  }

  private static Optional<Choice> priority(String services) {
    FreePriority free = new FreePriority();
    free.add(tree(services));
    return free.choose();
  }

  private static Choice port(String services) {
    FreePort free = new FreePort();
    free.add(tree(services));
    return free.choose();
  }

  private static JsonNode tree(String yaml) {
    return YamlFile.parse(yaml, "services").tree();
  }
}
