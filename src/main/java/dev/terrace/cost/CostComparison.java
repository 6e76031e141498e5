package dev.terrace.cost;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Two estimates compared, as lines of text. */
public final class CostComparison {
  private final Prices prices;

  public CostComparison(Prices prices) {
    this.prices = prices;
  }

  /** The monthly costs of two environments by kind, and their difference. */
  public List<String> environments(Estimate one, Estimate other) {
    TextTable table = new TextTable(1);
    table.row("", one.environment().toString(), other.environment().toString(), "difference");
    Map<CostKind, List<Line>> ones = one.byKind();
    Map<CostKind, List<Line>> others = other.byKind();
    Set<CostKind> kinds = new TreeSet<>(ones.keySet());
    kinds.addAll(others.keySet());
    for (CostKind kind : kinds) {
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
    text.add(ReportText.title(one.environment() + " and " + other.environment(), regions));
    text.add("");
    text.addAll(table.lines());
    ReportText.unknown(text, one);
    ReportText.unknown(text, other);
    Set<String> unconfirmed = new TreeSet<>(one.unconfirmed());
    unconfirmed.addAll(other.unconfirmed());
    text.add("");
    text.addAll(ReportText.footer(prices, unconfirmed));
    return text;
  }

  private static String difference(List<Line> before, List<Line> after) {
    return CostDifference.between(before, after, false).format("");
  }

  /** Compares kinds with the owners' own estimate, and says where that one is wrong. */
  public List<String> owners(Estimate ours, OwnersEstimate theirs) {
    TextTable table = new TextTable(1);
    table.row("", "this estimate", "the owners'", "difference");
    Map<CostKind, List<Line>> kinds = ours.byKind();
    Set<CostKind> all = new TreeSet<>(kinds.keySet());
    all.addAll(theirs.amounts().keySet());
    List<String> off = new ArrayList<>();
    for (CostKind kind : all) {
      List<Line> lines = kinds.getOrDefault(kind, List.of());
      BigDecimal their = theirs.amounts().get(kind);
      BigDecimal difference = Estimate.sum(lines).subtract(their == null ? BigDecimal.ZERO : their);
      boolean known = lines.stream().allMatch(Line::isKnown);
      table.row(
          kind.toString(),
          Money.sum(lines),
          their == null ? "not in it" : Money.format(their),
          new CostDifference(difference, known).format(""));
      if (their != null && theirs.isWrong(kind, Estimate.sum(lines))) {
        off.add(
            "  "
                + kind
                + ": "
                + Money.format(Estimate.sum(lines))
                + (known ? "" : " + ?")
                + " instead of "
                + Money.format(their)
                + what(lines));
      }
    }
    boolean known = ours.unknown().isEmpty();
    table.row(
        "total",
        Money.sum(ours.lines()),
        Money.format(theirs.total()),
        new CostDifference(ours.total().subtract(theirs.total()), known).format(""));
    List<String> text = new ArrayList<>();
    text.add(ReportText.title(ours.environment() + " and its owners' estimate", ours.region()));
    text.add("");
    text.addAll(table.lines());
    text.add("");
    text.add(
        off.isEmpty()
            ? "Their estimate differs by no more than a tenth."
            : "Where their estimate differs by more than a tenth:");
    text.addAll(off);
    ReportText.unknown(text, ours);
    text.add("");
    text.addAll(ReportText.assumed(ours));
    text.addAll(ReportText.footer(prices, ours.unconfirmed()));
    return text;
  }

  private static String what(List<Line> lines) {
    Map<String, Long> counts =
        lines.stream()
            .collect(Collectors.groupingBy(Line::what, LinkedHashMap::new, Collectors.counting()));
    List<String> parts = new ArrayList<>();
    counts.forEach((what, count) -> parts.add(count == 1 ? what : count + " times " + what));
    return parts.isEmpty() ? "" : " (" + String.join("; ", parts) + ")";
  }
}
