package dev.terrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.check.rows.RuleSet;
import dev.terrace.config.StackId;
import dev.terrace.support.Synthesized;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The change that breaks a rule's example, laid over one resource of a real stack: the rule finds
 * it there, and no other rule reports anything new.
 */
final class MutatedStacksTest {
  private static final List<Rule> RULES = RuleSet.shipped();

  /** Attributes with documents: examples replace them as a whole. */
  private static final Set<String> DOCUMENTS =
      Set.of("policy", "assume_role_policy", "container_definitions", "content", "metric_query");

  /** Rules that a change of one resource breaks only together with the right other ones. */
  private static final Set<String> SEVERAL =
      Set.of(
          "cost-idle-endpoint",
          "cost-nat-per-zone",
          "iam-logs-without-grant",
          "iam-secret-without-grant",
          "workload-autoscaling-reset",
          "workload-bucket-cleanup",
          "workload-build-network",
          "workload-certificate-by-hand",
          "workload-keep-alive",
          "workload-log-group",
          "workload-quota",
          "workload-two-writers");

  /** Two rules about the same value. */
  private static final Map<String, Set<String>> TWINS =
      Map.of(
          "aws-ec2-flow-log", Set.of("iam-unused-role"),
          "aws-ec2-subnet-public-address", Set.of("aws-efs-public-subnet"),
          "aws-efs-public-subnet", Set.of("aws-ec2-subnet-public-address"),
          "aws-rds-logs", Set.of("workload-log-group"),
          "aws-s3-lifecycle", Set.of("workload-bucket-cleanup"),
          "aws-s3-public-access-block", Set.of("aws-s3-public-policy-block"),
          "aws-s3-public-policy-block", Set.of("aws-s3-public-access-block"),
          "cost-gp2-volume", Set.of("aws-ec2-volume-encryption"),
          "workload-exec-without-role", Set.of("iam-mount-without-grant", "iam-unused-role"));

  private static List<Synthesized> environments() {
    return List.of(
        Synthesized.environment("coder", "production"),
        Synthesized.environment("orcha", "prod"),
        Synthesized.environment("alva", "production"));
  }

  static Stream<String> rules() {
    return RULES.stream()
        .map(rule -> rule.about().id())
        .filter(id -> !SEVERAL.contains(id) && change(id).isPresent())
        .filter(id -> environments().stream().anyMatch(each -> place(each, id).isPresent()));
  }

  /** A type, and what is laid over one of its resources; a null value takes that resource away. */
  private record Change(String type, JsonNode over) {}

  private static Optional<Change> change(String rule) {
    JsonNode broken = RuleExamplesTest.example(rule).path("broken");
    if (broken.size() != 1) {
      return Optional.empty();
    }
    Map.Entry<String, JsonNode> type = broken.properties().iterator().next();
    if (type.getValue().isNull()) {
      return Optional.of(new Change(type.getKey(), type.getValue()));
    }
    JsonNode over = type.getValue().elements().next();
    boolean document = over.properties().stream().anyMatch(e -> DOCUMENTS.contains(e.getKey()));
    return document ? Optional.empty() : Optional.of(new Change(type.getKey(), over));
  }

  /** The stack and the label of the first resource on which the rule has nothing to report yet. */
  private static Optional<Map.Entry<StackId, String>> place(Synthesized environment, String rule) {
    Change change = change(rule).orElseThrow();
    Map<StackId, JsonNode> trees = Trees.of(environment);
    Set<String> reported = new TreeSet<>();
    Trees.findings(Trees.model(environment, trees), RULES).stream()
        .filter(each -> each.rule().id().equals(rule))
        .forEach(each -> reported.add(each.stack() + each.address()));
    for (Map.Entry<StackId, JsonNode> stack : trees.entrySet()) {
      JsonNode bodies = stack.getValue().path("resource").path(change.type());
      for (Map.Entry<String, JsonNode> body : bodies.properties()) {
        String address = change.type() + "." + body.getKey();
        if (!reported.contains(stack.getKey() + address)) {
          return Optional.of(Map.entry(stack.getKey(), body.getKey()));
        }
      }
    }
    return Optional.empty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void the_smallest_change_of_a_real_stack_is_found_and_nothing_else(String rule) {
    List<String> tried = new ArrayList<>();
    for (Synthesized environment : environments()) {
      Optional<Map.Entry<StackId, String>> place = place(environment, rule);
      if (place.isEmpty()) {
        continue;
      }
      Set<String> found = newFindings(environment, place.get(), change(rule).orElseThrow());
      if (found.contains(rule)) {
        found.remove(rule);
        found.removeAll(TWINS.getOrDefault(rule, Set.of()));
        assertThat(found).as("other rules that report something new").isEmpty();
        return;
      }
      tried.add(environment.environment().id() + " " + place.get());
    }
    assertThat(tried).as("places where the change was not found").isEmpty();
  }

  private static Set<String> newFindings(
      Synthesized environment, Map.Entry<StackId, String> place, Change change) {
    Map<StackId, JsonNode> trees = Trees.of(environment);
    List<String> before = reports(environment, trees);
    ObjectNode bodies = (ObjectNode) trees.get(place.getKey()).path("resource").path(change.type());
    if (change.over().isNull()) {
      bodies.remove(place.getValue());
    } else {
      bodies.set(place.getValue(), Trees.merged(bodies.get(place.getValue()), change.over()));
    }
    List<String> after = reports(environment, trees);
    after.removeAll(before);
    Set<String> rules = new TreeSet<>();
    after.forEach(each -> rules.add(each.substring(0, each.indexOf(' '))));
    return rules;
  }

  private static List<String> reports(Synthesized environment, Map<StackId, JsonNode> trees) {
    List<String> reports = new ArrayList<>();
    Trees.findings(Trees.model(environment, trees), RULES)
        .forEach(each -> reports.add(each.rule().id() + " " + each.place() + " " + each.message()));
    return reports;
  }

  @Test
  void most_rules_are_broken_in_a_real_stack() {
    assertThat(rules().count()).isGreaterThan(60);
  }
}
