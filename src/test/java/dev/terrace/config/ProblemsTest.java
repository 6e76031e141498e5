package dev.terrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemsTest {

  @Test
  void all_problems_are_in_one_message() {
    Problems problems = Problems.of("service 'link'");
    problems.at("port").add("must be 1-65535", 70000);
    problems.at("hosts").at(1).add("must be a host", "a b");
    problems.add("is required");

    assertThatThrownBy(problems::throwIfAny)
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            """
            service 'link'.port: must be 1-65535, got 70000
            service 'link'.hosts[1]: must be a host, got 'a b'
            service 'link': is required""");
  }

  @Test
  void a_collector_without_problems_throws_nothing() {
    Problems problems = Problems.of("service 'link'");

    assertThat(problems.isEmpty()).isTrue();
    assertThatCode(problems::throwIfAny).doesNotThrowAnyException();
  }

  @Test
  void the_same_problem_is_reported_once() {
    Problems problems = Problems.of("a");
    problems.add("is wrong", 1);
    problems.add("is wrong", 1);

    assertThat(problems.list()).containsExactly(new Problem("a", "is wrong", 1));
  }

  @Test
  void a_problem_of_a_file_is_located_by_its_path() {
    Problems problems = Problems.locatedBy(path -> "file:7 " + path);
    problems.at("vpc").at("cidr").add("must be a block", "x");

    assertThat(problems.list())
        .extracting(Problem::toString)
        .containsExactly("file:7 vpc.cidr: must be a block, got 'x'");
  }

  @Test
  void both_ends_of_a_range_are_allowed_and_null_is_reported_by_others() {
    Problems problems = Problems.of("a");
    problems.inRange("b", 1, 1, 3);
    problems.inRange("b", 3, 1, 3);
    problems.inRange("b", null, 1, 3);
    problems.matches("b", null, "x", "must be x");
    problems.notBlank("b", null, "must be there");
    assertThat(problems.list()).isEmpty();

    problems.inRange("b", 0, 1, 3);
    problems.inRange("b", 4, 1, 3);
    assertThat(problems.list())
        .extracting(Problem::toString)
        .containsExactly("a.b: must be 1-3, got 0", "a.b: must be 1-3, got 4");
  }

  @Test
  void a_value_that_is_taken_names_who_has_it() {
    Map<String, Integer> priorities = new LinkedHashMap<>();
    priorities.put("first", 100);
    priorities.put("second", 200);
    priorities.put("third", 100);
    priorities.put("fourth", 100);
    Problems problems = Problems.of("services");
    problems.distinct("this priority", priorities);

    assertThat(problems.list())
        .extracting(Problem::toString)
        .isEqualTo(
            List.of(
                "services.third: this priority is taken by first already: give it another, got 100",
                "services.fourth: this priority is taken by first already: give it another, got"
                    + " 100"));
  }
}
