package dev.terrace.site;

import dev.terrace.check.Finding;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Reference;
import dev.terrace.check.model.Resource;
import dev.terrace.check.waiver.WaivedFinding;
import dev.terrace.cost.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What other sections say about one resource: costs, alarms, findings, secrets. */
final class Details {
  /** What a box consists of besides itself, so that its keys and secrets are those of the box. */
  private static final Set<String> PARTS = Set.of("aws_ecs_task_definition", "aws_launch_template");

  private static final String SECRET = "aws_secretsmanager_secret";

  private final Model model;
  private final Watched watched;
  private final Map<String, List<Line>> costs = new LinkedHashMap<>();
  private final Map<String, List<String>> findings = new LinkedHashMap<>();

  Details(Subject subject) {
    this.model = subject.model();
    this.watched = new Watched(model);
    subject
        .estimate()
        .ifPresent(
            estimate ->
                estimate
                    .byStack()
                    .forEach(
                        (stack, lines) ->
                            lines.forEach(
                                line -> add(costs, stack.layer() + "/" + line.resource(), line))));
    for (Finding each : subject.checks().findings()) {
      add(findings, each.stack().layer() + " " + each.address(), described(each));
    }
    for (WaivedFinding each : subject.checks().waived()) {
      add(
          findings,
          each.finding().stack().layer() + " " + each.finding().address(),
          described(each.finding()) + " (waived until " + each.waiver().expires() + ")");
    }
  }

  private static <T> void add(Map<String, List<T>> map, String key, T value) {
    map.computeIfAbsent(key, each -> new ArrayList<>()).add(value);
  }

  private static String described(Finding finding) {
    return finding.rule().id() + ": " + finding.message();
  }

  /** Itself, and the parts that it alone is made of. */
  List<Resource> parts(Resource resource) {
    List<Resource> parts = new ArrayList<>(List.of(resource));
    model.references(resource).stream()
        .map(Reference::to)
        .filter(to -> PARTS.contains(to.type()))
        .distinct()
        .forEach(parts::add);
    return parts;
  }

  /** Such as {@code 29.55 USD a month: 1 × 1 vCPU, 4 GB}; empty if it costs nothing. */
  Optional<String> cost(Resource resource) {
    List<Line> lines =
        costs.getOrDefault(resource.stack().layer() + "/" + resource.path(), List.of());
    BigDecimal total =
        lines.stream()
            .filter(Line::isKnown)
            .map(Line::amount)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    List<String> what = new ArrayList<>();
    for (Line line : lines) {
      if (!line.isKnown()) {
        what.add(line.what() + " (unknown: " + line.unknown() + ")");
      } else if (line.amount().signum() != 0) {
        what.add(line.what());
      }
    }
    return what.isEmpty()
        ? Optional.empty()
        : Optional.of(
            total.setScale(2, RoundingMode.HALF_UP).toPlainString()
                + " USD a month: "
                + String.join("; ", what));
  }

  Set<Resource> alarms(Resource resource) {
    return resource.type().equals("aws_cloudwatch_metric_alarm")
        ? Set.of()
        : watched.alarms(resource);
  }

  List<String> findings(Resource resource) {
    return findings.getOrDefault(
        resource.stack().layer() + " " + resource.terraformAddress(), List.of());
  }

  /** The secrets that its values name. */
  Set<Resource> secrets(Resource resource) {
    Set<Resource> secrets = new LinkedHashSet<>();
    for (Resource part : parts(resource)) {
      for (Reference reference : model.references(part)) {
        if (reference.to().type().equals(SECRET)) {
          secrets.add(reference.to());
        }
      }
    }
    return secrets;
  }
}
