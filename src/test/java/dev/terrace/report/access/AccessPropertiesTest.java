package dev.terrace.report.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Glob;
import dev.terrace.report.access.AccessChange.Kind;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Nothing that a plan newly allows is left out, whatever the policies and rules look like. */
final class AccessPropertiesTest {
  private static final EnvironmentId SHOP = new EnvironmentId("shop", "production");
  private static final List<String> ACTIONS =
      List.of("s3:getobject", "s3:putobject", "iam:passrole", "iam:getrole");
  private static final List<String> RESOURCES = List.of("arn:a/1", "arn:a/2", "arn:b");

  /**
   * @param condition one that may hold or not; empty for none
   */
  record Statement(
      boolean allows,
      boolean notAction,
      List<String> actions,
      boolean notResource,
      List<String> resources,
      String condition) {

    ObjectNode json() {
      ObjectNode json = Json.object().put("Effect", allows ? "Allow" : "Deny");
      ArrayNode names = json.putArray(notAction ? "NotAction" : "Action");
      actions.forEach(names::add);
      ArrayNode arns = json.putArray(notResource ? "NotResource" : "Resource");
      resources.forEach(arns::add);
      if (!condition.isEmpty()) {
        json.putObject("Condition").putObject("Bool").put(condition, "true");
      }
      return json;
    }

    boolean matches(String action, String resource, boolean conditions) {
      boolean named =
          actions.stream()
              .anyMatch(each -> Glob.matchesSingle(each.toLowerCase(Locale.ROOT), action));
      boolean meant = resources.stream().anyMatch(each -> Glob.matchesSingle(each, resource));
      return named != notAction && meant != notResource && (condition.isEmpty() || conditions);
    }
  }

  @Provide
  Arbitrary<List<Statement>> policies() {
    Arbitrary<List<String>> actions =
        Arbitraries.of("s3:GetObject", "s3:*", "s3:?etObject", "*", "iam:PassRole", "iam:*Role")
            .list()
            .ofMinSize(1)
            .ofMaxSize(3);
    Arbitrary<List<String>> resources =
        Arbitraries.of("arn:a/1", "arn:a/*", "arn:a/?", "*", "arn:b")
            .list()
            .ofMinSize(1)
            .ofMaxSize(2);
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(true)), Tuple.of(1, Arbitraries.just(false))),
            Arbitraries.of(false, false, false, true),
            actions,
            Arbitraries.of(false, false, false, true),
            resources,
            Arbitraries.of("", "", "aws:SecureTransport", "aws:ViaAWSService"))
        .as(Statement::new)
        .list()
        .ofMaxSize(4);
  }

  @Property(tries = 2_000, seed = "7")
  void whatever_becomes_possible_is_said(
      @ForAll("policies") List<Statement> before, @ForAll("policies") List<Statement> after) {
    List<AccessChange> changes = changes(before, after);

    for (String action : ACTIONS) {
      for (String resource : RESOURCES) {
        for (boolean conditions : List.of(true, false)) {
          if (allowed(after, action, resource, conditions)
              && !allowed(before, action, resource, conditions)) {
            assertThat(changes)
                .as(action + " on " + resource + ": " + before + " → " + after)
                .anyMatch(each -> each.kind() == Kind.ALLOWED && names(each.sentence(), action));
          }
        }
      }
    }
  }

  private static boolean allowed(
      List<Statement> policy, String action, String resource, boolean conditions) {
    return policy.stream()
            .anyMatch(each -> each.allows() && each.matches(action, resource, conditions))
        && policy.stream()
            .noneMatch(each -> !each.allows() && each.matches(action, resource, conditions));
  }

  private static boolean names(String sentence, String action) {
    return sentence.contains("everything")
        || Stream.of(sentence.split("[ ,;()]+", -1))
            .anyMatch(
                word ->
                    word.contains(":")
                        && Glob.matchesSingle(word.toLowerCase(Locale.ROOT), action));
  }

  @Property(tries = 1_000, seed = "7")
  void the_same_statements_written_otherwise_change_nothing(
      @ForAll("policies") List<Statement> policy) {
    List<Statement> otherwise = new ArrayList<>();
    for (Statement each : policy) {
      if (each.notAction()) {
        otherwise.add(0, each);
      } else {
        for (String action : each.actions()) { // one statement for each action, backwards
          otherwise.add(
              0,
              new Statement(
                  each.allows(),
                  false,
                  List.of(action.toUpperCase(Locale.ROOT)),
                  each.notResource(),
                  each.resources(),
                  each.condition()));
        }
      }
    }

    assertThat(changes(policy, otherwise)).isEmpty();
  }

  @Property(tries = 1_000, seed = "7")
  void the_way_back_says_the_opposite(
      @ForAll("policies") List<Statement> before, @ForAll("policies") List<Statement> after) {
    assertThat(changes(after, before).stream().filter(each -> each.kind() == Kind.REVOKED))
        .hasSameSizeAs(
            changes(before, after).stream().filter(each -> each.kind() == Kind.ALLOWED).toList());
  }

  private static List<AccessChange> changes(List<Statement> before, List<Statement> after) {
    return GrantChanges.between(held(before), held(after), Set.of());
  }

  private static List<Held> held(List<Statement> statements) {
    ObjectNode policy = Json.object();
    ArrayNode list = policy.putArray("Statement");
    statements.forEach(each -> list.add(each.json()));
    return PolicyReader.read(
            policy.toString(), new PolicyReader.Subject(Optional.of("role web"), ""), text -> text)
        .grants()
        .stream()
        .map(grant -> new Held(grant, SHOP.stack("data"), "aws_iam_role_policy.web"))
        .toList();
  }

  @Provide
  Arbitrary<List<Reach>> rules() {
    return Combinators.combine(
            Arbitraries.of("tcp", "udp", "-1"),
            Arbitraries.integers().between(0, 9),
            Arbitraries.integers().between(0, 4),
            Arbitraries.of("0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "10.1.2.3/32", "sg-1"))
        .as(
            (protocol, from, more, peer) ->
                Reach.of(true, "sg-0", protocol, from, from + more, peer))
        .list()
        .ofMaxSize(4);
  }

  @Property(tries = 200, seed = "7")
  void whoever_newly_reaches_a_port_is_said(
      @ForAll("rules") List<Reach> before, @ForAll("rules") List<Reach> after) {
    List<Reach> left = after.stream().flatMap(each -> each.without(before).stream()).toList();

    for (String peer : List.of("10.1.2.3/32", "10.9.9.9/32", "8.8.8.8/32", "sg-1")) {
      for (String protocol : List.of("tcp", "udp")) {
        for (int port = 0; port < 15; port++) {
          Reach point = Reach.of(true, "sg-0", protocol, port, port, peer);
          boolean can = !after.isEmpty() && point.without(after).isEmpty();
          boolean could = !before.isEmpty() && point.without(before).isEmpty();
          if (can && !could) {
            assertThat(point.without(left)).as(point + ": " + before + " → " + after).isEmpty();
          }
        }
      }
    }
    assertThat(after.stream().flatMap(each -> each.without(after).stream())).isEmpty();
  }
}
