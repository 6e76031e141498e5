package dev.terrace.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Problem;
import dev.terrace.config.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishedServicesTest {

  private record Service(Integer port, Integer priority) implements PublishedService {
    @Override
    public boolean isDefault() {
      return priority == null;
    }

    @Override
    public void check(Problems problems) {
      if (port != null && port < 1024) {
        problems.at("port").add("must be 1024 and up", port);
      }
    }
  }

  private static PublishedServices<Service> services(Service app, Service admin) {
    Map<String, Service> services = new LinkedHashMap<>();
    services.put("app", app);
    services.put("admin", admin);
    return new PublishedServices<>(services);
  }

  private static List<String> problems(Service app, Service admin) {
    Problems problems = Problems.of("shop");
    services(app, admin)
        .check(
            problems,
            "priority",
            "rule",
            (at, key, name, service, unique) ->
                unique.add("letter", key + ".name", name.charAt(0)));
    return problems.list().stream().map(Problem::toString).toList();
  }

  @Test
  void the_default_service_is_the_one_without_a_rule() {
    assertThat(services(new Service(8080, 10), new Service(8081, null)).defaultService())
        .isEqualTo("admin");
  }

  @Test
  void values_that_two_services_have_are_reported_and_what_the_system_adds() {
    assertThat(problems(new Service(8080, 10), new Service(8080, null)))
        .containsExactly(
            "shop.services.admin.port: this port is taken by services.app.port already: give it"
                + " another, got 8080",
            "shop.services.admin.name: this letter is taken by services.app.name already: give it"
                + " another, got 'a'");
  }

  @Test
  void a_service_is_checked_by_itself() {
    assertThat(problems(new Service(80, 10), null))
        .containsExactly(
            "shop.services.app.port: must be 1024 and up, got 80",
            "shop.services: must have one service without a priority, which takes what no rule"
                + " takes, got '[]'");
  }

  @Test
  void two_services_cannot_both_take_the_rest() {
    assertThat(problems(new Service(8080, null), new Service(8081, null)))
        .contains(
            "shop.services: must have one service without a priority, which takes what no rule"
                + " takes, got '[app, admin]'");
  }
}
