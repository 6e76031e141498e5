package dev.terrace.report.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.model.Resource;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reads policy documents as grants. */
final class PolicyReader {
  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
  private static final Set<String> ELEMENTS =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  private PolicyReader() {}

  /**
   * @param holder the role, user or group that has the policy; empty for the policy of a resource
   * @param scope the resource whose policy it is; else empty
   */
  record Subject(Optional<String> holder, String scope) {}

  /**
   * @param problems what is not understood, for people
   */
  record Read(List<Grant> grants, List<String> problems) {}

  /**
   * @param text of the document; empty for no policy
   * @param filled fills in the expressions of a text of the document
   */
  static Read read(String text, Subject subject, UnaryOperator<String> filled) {
    List<Grant> grants = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    if (text.isEmpty()) {
      return new Read(grants, problems);
    }
    JsonNode document;
    try {
      document = Json.parse(text);
    } catch (IllegalArgumentException e) {
      return new Read(grants, List.of("is not JSON"));
    }
    for (JsonNode statement : Resource.list(document.path("Statement"))) {
      problems.addAll(problems(statement));
      grants.addAll(grants(statement, subject, filled));
    }
    if (!document.isObject()) {
      problems.add("is no JSON object");
    }
    return new Read(grants, problems);
  }

  private static List<String> problems(JsonNode statement) {
    List<String> problems = new ArrayList<>();
    statement
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!ELEMENTS.contains(name)) {
                problems.add("has an element '" + name + "' that is not understood");
              }
            });
    String effect = statement.path("Effect").asText("");
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      problems.add("has a statement with the effect '" + effect + "'");
    }
    return problems;
  }

  private static List<Grant> grants(
      JsonNode statement, Subject subject, UnaryOperator<String> filled) {
    List<Grant> grants = new ArrayList<>();
    List<Part> principals =
        subject
            .holder()
            .map(holder -> List.of(Part.of(holder)))
            .orElseGet(() -> principals(statement, filled));
    String condition = condition(statement.path("Condition"), filled);
    for (Part who : principals) {
      for (Part action : parts(statement, "Action", filled)) {
        for (Part resource : parts(statement, "Resource", filled)) {
          grants.add(
              new Grant(
                  !statement.path("Effect").asText("").equals("Deny"),
                  who,
                  action,
                  resource,
                  subject.scope(),
                  condition));
        }
      }
    }
    return grants;
  }

  /** One part for each name; one for all where the statement excludes them. */
  private static List<Part> parts(
      JsonNode statement, String element, UnaryOperator<String> filled) {
    if (statement.has("Not" + element)) {
      return List.of(new Part(true, texts(statement.path("Not" + element), filled)));
    }
    List<String> names = texts(statement.path(element), filled);
    return names.isEmpty() ? List.of(Part.of("*")) : names.stream().map(Part::of).toList();
  }

  private static List<String> texts(JsonNode node, UnaryOperator<String> filled) {
    return Resource.texts(node).stream().map(filled).toList();
  }

  private static List<Part> principals(JsonNode statement, UnaryOperator<String> filled) {
    if (statement.has("NotPrincipal")) {
      return List.of(new Part(true, names(statement.path("NotPrincipal"), filled)));
    }
    return names(statement.path("Principal"), filled).stream().map(Part::of).toList();
  }

  private static List<String> names(JsonNode principal, UnaryOperator<String> filled) {
    if (!principal.isObject()) {
      return principal.isMissingNode() ? List.of("*") : texts(principal, filled);
    }
    List<String> names = new ArrayList<>();
    principal
        .properties()
        .forEach(
            entry ->
                texts(entry.getValue(), filled)
                    .forEach(
                        name ->
                            names.add(
                                entry.getKey().equals("AWS")
                                    ? name
                                    : entry.getKey().toLowerCase(Locale.ROOT) + " " + name)));
    return names;
  }

  /** The same text for the same condition, whatever the order in the document. */
  private static String condition(JsonNode condition, UnaryOperator<String> filled) {
    Map<String, Map<String, Set<String>>> sorted = new TreeMap<>();
    condition
        .properties()
        .forEach(
            operator ->
                operator
                    .getValue()
                    .properties()
                    .forEach(
                        key ->
                            sorted
                                .computeIfAbsent(operator.getKey(), each -> new TreeMap<>())
                                .computeIfAbsent(key.getKey(), each -> new TreeSet<>())
                                .addAll(texts(key.getValue(), filled))));
    return sorted.entrySet().stream()
        .flatMap(
            operator ->
                operator.getValue().entrySet().stream()
                    .map(
                        key ->
                            key.getKey()
                                + " "
                                + operator.getKey()
                                + " "
                                + String.join(" or ", key.getValue())))
        .collect(Collectors.joining(" and "));
  }
}
