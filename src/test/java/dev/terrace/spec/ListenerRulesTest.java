package dev.terrace.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.terrace.config.Problem;
import dev.terrace.config.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ListenerRulesTest {
  private final Map<String, ServiceSpec> services = new LinkedHashMap<>();
  private final Problems problems = Problems.locatedBy(path -> path);

  @Test
  void a_rule_that_an_earlier_one_covers_is_never_reached() {
    service("web", route("app.{domain}", null, 10));
    service("api", route("app.{domain}", "/api/*", 20));
    assertThat(checked("api"))
        .containsExactly(
            "routes[0]: is never reached: services.web.routes[0] takes its requests with the lower"
                + " priority 10");
  }

  @Test
  void the_narrower_rule_may_come_first() {
    service("api", route("app.{domain}", "/api/*", 10));
    service("web", route("app.{domain}", null, 20));
    assertThat(checked("api", "web")).isEmpty();
  }

  @Test
  void a_host_with_a_wildcard_comes_last() {
    service("apps", route("*.{domain}", null, 10));
    service("web", route("web.{domain}", null, 20));
    assertThat(checked("apps", "web"))
        .containsExactly(
            "routes[0].priority: must be the highest, since the host *.{domain} takes what comes"
                + " after it; services.web has 20, got 10");
  }

  @Test
  void a_host_is_measured_once_its_placeholders_are_filled() {
    service("web", route("web.{domain}", null, 10));
    Placeholders placeholders = new Placeholders(Map.of("domain", "a".repeat(125)));
    new ListenerRules(services).check(problems.at("routes"), "web", placeholders, null);
    assertThat(messages())
        .containsExactly(
            "routes[0].hosts[0]: makes a host of more than 128 characters, got 'web.{domain}'");
  }

  @Test
  void two_rules_with_one_priority_are_reported() {
    service("web", route("web.{domain}", null, 10));
    services.put("unread", null);
    service("api", route("api.{domain}", null, 10));
    new ListenerRules(services).checkPriorities(problems);
    assertThat(messages())
        .containsExactly(
            "services.api.routes[0].priority: this priority is taken by"
                + " services.web.routes[0].priority already: give it another, got 10");
  }

  private List<String> checked(String... names) {
    ListenerRules rules = new ListenerRules(services);
    for (String name : names) {
      rules.check(
          problems.at("routes"), name, new Placeholders(Map.of("domain", "example.com")), null);
    }
    return messages();
  }

  private List<String> messages() {
    return problems.list().stream().map(Problem::toString).toList();
  }

  private static Map<String, Object> route(String host, String path, int priority) {
    return Map.of(
        "hosts",
        List.of(host),
        "paths",
        path == null ? List.of() : List.of(path),
        "priority",
        priority);
  }

  private void service(String name, Map<String, Object> route) {
    Map<String, Object> values = Map.of("routes", List.of(route));
    services.put(name, new ObjectMapper().convertValue(values, ServiceSpec.class));
  }
}
