package dev.terrace.cost;

import dev.terrace.config.StackId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Estimates as lines of text. */
public final class CostReport {
  /** Many of these are alike: those that are stand in one row. */
  private static final Set<String> FOLDED =
      Set.of(
          "aws_cloudwatch_log_group",
          "aws_cloudwatch_metric_alarm",
          "aws_ecr_repository",
          "aws_s3_bucket",
          "aws_secretsmanager_secret",
          "aws_sqs_queue",
          "aws_vpc_endpoint");

  private record Alike(String type, String what, BigDecimal amount, String unknown) {}

  private final Prices prices;

  public CostReport(Prices prices) {
    this.prices = prices;
  }

  /** A table of every stack and resource, what is unknown, and what was assumed. */
  public List<String> table(Estimate estimate) {
    TextTable table = new TextTable(2);
    estimate
        .byStack()
        .forEach(
            (stack, lines) -> {
              table.row(stack.toString(), "", Money.sum(lines));
              rows(table, lines);
            });
    table.row("total", "", Money.sum(estimate.lines()));
    List<String> text = new ArrayList<>();
    text.add(title(estimate.environment().toString(), estimate.region()));
    text.add("");
    text.addAll(table.lines());
    unknown(text, estimate);
    text.add("");
    text.addAll(assumed(estimate));
    text.addAll(footer(estimate.unconfirmed()));
    return text;
  }

  private static void rows(TextTable table, List<Line> lines) {
    Map<Object, List<Line>> groups = new LinkedHashMap<>();
    for (Line line : lines) {
      Object group =
          FOLDED.contains(line.type())
              ? new Alike(line.type(), line.what(), line.amount(), line.unknown())
              : List.of(line.resource(), line.what(), groups.size());
      groups.computeIfAbsent(group, key -> new ArrayList<>()).add(line);
    }
    for (List<Line> alike : groups.values()) {
      Line first = alike.get(0);
      boolean single = alike.size() == 1;
      table.row(
          "  " + first.resource() + (single ? "" : " and " + (alike.size() - 1) + " more"),
          first.kind() + ": " + (single ? "" : alike.size() + " × ") + first.what(),
          Money.sum(alike));
    }
  }

  /** What a month of each kind costs in two environments, and the difference. */
  public List<String> comparison(Estimate one, Estimate other) {
    TextTable table = new TextTable(1);
    table.row("", one.environment().toString(), other.environment().toString(), "difference");
    Map<Kind, List<Line>> ones = one.byKind();
    Map<Kind, List<Line>> others = other.byKind();
    Set<Kind> kinds = new TreeSet<>(ones.keySet());
    kinds.addAll(others.keySet());
    for (Kind kind : kinds) {
      List<Line> before = ones.getOrDefault(kind, List.of());
      List<Line> after = others.getOrDefault(kind, List.of());
      table.row(kind.toString(), Money.sum(before), Money.sum(after), difference(before, after));
    }
    table.row(
        "total",
        Money.sum(one.lines()),
        Money.sum(other.lines()),
        difference(one.lines(), other.lines()));
    List<String> text = new ArrayList<>();
    String regions =
        one.region().equals(other.region())
            ? one.region()
            : one.region() + " and " + other.region();
    text.add(title(one.environment() + " and " + other.environment(), regions));
    text.add("");
    text.addAll(table.lines());
    unknown(text, one);
    unknown(text, other);
    Set<String> unconfirmed = new TreeSet<>(one.unconfirmed());
    unconfirmed.addAll(other.unconfirmed());
    text.add("");
    text.addAll(footer(unconfirmed));
    return text;
  }

  private static String difference(List<Line> before, List<Line> after) {
    return Difference.between(before, after, false).words("");
  }

  /**
   * What each option would change.
   *
   * @param changed the estimate with the option, by its name
   * @param impossible why an option cannot be taken, by its name
   */
  public List<String> options(
      Estimate as, Map<String, Estimate> changed, Map<String, String> impossible) {
    TextTable table = new TextTable(1);
    table.row("as it is", Money.sum(as.lines()));
    changed.forEach(
        (name, with) ->
            table.row(name, Difference.between(as.lines(), with.lines(), true).words("$")));
    List<String> text = new ArrayList<>();
    text.add(title("options of " + as.environment(), as.region()));
    text.add("");
    text.addAll(table.lines());
    impossible.forEach((name, why) -> text.add(name + ": not possible here, " + why));
    unknown(text, as);
    text.add("");
    text.addAll(footer(as.unconfirmed()));
    return text;
  }

  /** The table of kinds beside somebody else's estimate, and where that one is off. */
  public List<String> beside(Estimate ours, OwnersEstimate theirs) {
    TextTable table = new TextTable(1);
    table.row("", "this estimate", "the owners'", "difference");
    Map<Kind, List<Line>> kinds = ours.byKind();
    Set<Kind> all = new TreeSet<>(kinds.keySet());
    all.addAll(theirs.amounts().keySet());
    List<String> off = new ArrayList<>();
    for (Kind kind : all) {
      List<Line> lines = kinds.getOrDefault(kind, List.of());
      BigDecimal their = theirs.amounts().get(kind);
      BigDecimal difference = Estimate.sum(lines).subtract(their == null ? BigDecimal.ZERO : their);
      boolean known = lines.stream().allMatch(Line::isKnown);
      table.row(
          kind.toString(),
          Money.sum(lines),
          their == null ? "not in it" : Money.words(their),
          new Difference(difference, known).words(""));
      if (their != null && theirs.isOff(kind, Estimate.sum(lines))) {
        off.add(
            "  "
                + kind
                + ": "
                + Money.words(Estimate.sum(lines))
                + (known ? "" : " + ?")
                + " instead of "
                + Money.words(their)
                + what(lines));
      }
    }
    boolean known = ours.unknown().isEmpty();
    table.row(
        "total",
        Money.sum(ours.lines()),
        Money.words(theirs.total()),
        new Difference(ours.total().subtract(theirs.total()), known).words(""));
    List<String> text = new ArrayList<>();
    text.add(title(ours.environment() + " beside its owners' estimate", ours.region()));
    text.add("");
    text.addAll(table.lines());
    text.add("");
    text.add(
        off.isEmpty()
            ? "Theirs is off nowhere by more than a tenth."
            : "Where theirs is off by more than a tenth:");
    text.addAll(off);
    unknown(text, ours);
    text.add("");
    text.addAll(assumed(ours));
    text.addAll(footer(ours.unconfirmed()));
    return text;
  }

  private static String what(List<Line> lines) {
    Map<String, Long> counts =
        lines.stream()
            .collect(Collectors.groupingBy(Line::what, LinkedHashMap::new, Collectors.counting()));
    List<String> words = new ArrayList<>();
    counts.forEach((what, count) -> words.add(count == 1 ? what : count + " times " + what));
    return words.isEmpty() ? "" : " (" + String.join("; ", words) + ")";
  }

  private static String title(String what, String where) {
    return what + " in " + where + ", US dollars a month";
  }

  private static void unknown(List<String> text, Estimate estimate) {
    List<Line> unknown = estimate.unknown();
    if (unknown.isEmpty()) {
      return;
    }
    text.add("");
    text.add("unknown: " + unknown.size() + " of " + estimate.environment() + ", not in its sums:");
    estimate
        .byStack()
        .forEach(
            (stack, lines) ->
                lines.stream()
                    .filter(line -> !line.isKnown())
                    .forEach(line -> text.add("  " + words(stack, line))));
  }

  private static String words(StackId stack, Line line) {
    return stack
        + " "
        + line.resource()
        + " ("
        + line.type()
        + ")"
        + (line.what().equals(line.type()) ? "" : ", " + line.what())
        + ": "
        + line.unknown();
  }

  private static List<String> assumed(Estimate estimate) {
    String usage =
        estimate.usage().byKey().entrySet().stream()
            .filter(entry -> entry.getValue() != null)
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return List.of("Assumed ('usage' in the environment's file): " + usage + ".");
  }

  private List<String> footer(Set<String> unconfirmed) {
    List<String> text = new ArrayList<>();
    text.add(
        "Prices: on-demand list prices of "
            + prices.collected()
            + ", "
            + prices.file()
            + "; 730 hours are a month.");
    if (!unconfirmed.isEmpty()) {
      text.add(
          unconfirmed.size()
              + (unconfirmed.size() == 1 ? " of the prices used is" : " of the prices used are")
              + " confirmed by no second source; the file says which.");
    }
    if (!prices.notCounted().isEmpty()) {
      text.add("Not counted: " + String.join("; ", prices.notCounted()) + ".");
    }
    return text;
  }
}
