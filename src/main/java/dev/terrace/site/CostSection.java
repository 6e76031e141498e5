package dev.terrace.site;

import dev.terrace.config.StackId;
import dev.terrace.cost.Estimate;
import dev.terrace.cost.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a month costs, by stack and resource. */
record CostSection(Estimate estimate, Optional<Subject.OtherCosts> other) implements Section {
  /** The cost of a resource. */
  private record Cost(StackId stack, String resource, BigDecimal amount) {}

  @Override
  public String id() {
    return "costs";
  }

  @Override
  public String title() {
    return "Costs";
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        "About "
            + rounded(estimate.total())
            + " USD a month by list prices of "
            + estimate.region()
            + (estimate.unknown().isEmpty()
                ? "."
                : ", and " + estimate.unknown().size() + " costs that are not known."));
    Map<String, Cost> byResource = new LinkedHashMap<>();
    estimate
        .byStack()
        .forEach(
            (stack, lines) ->
                lines.stream()
                    .filter(Line::isKnown)
                    .forEach(
                        line ->
                            byResource.merge(
                                stack + " " + line.resource(),
                                new Cost(stack, line.resource(), line.amount()),
                                (one, other) ->
                                    new Cost(
                                        stack,
                                        line.resource(),
                                        one.amount().add(other.amount())))));
    List<Cost> costs =
        byResource.values().stream()
            .filter(cost -> cost.amount().signum() > 0)
            .sorted(Comparator.comparing(Cost::amount).reversed())
            .toList();
    html.open(
        "div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Cost areas");
    html.markup(
        Treemap.svg(
            costs.stream()
                .map(
                    cost ->
                        new Treemap.Part(
                            cost.stack().layer(),
                            cost.resource(),
                            rounded(cost.amount()) + " USD",
                            cost.amount().doubleValue()))
                .toList()));
    html.close("div");

    PageTable table = new PageTable("Costs of a month", "layer", "resource", "what", "USD");
    estimate
        .byStack()
        .forEach(
            (stack, lines) ->
                lines.forEach(
                    line ->
                        table.row(
                            stack.layer(),
                            line.resource(),
                            line.what(),
                            line.isKnown() ? rounded(line.amount()) : "? " + line.unknown())));
    table.write(html);
    other.ifPresent(each -> compared(html, each));
  }

  /** Resources that cost something else there, or that only one of the two has. */
  private void compared(Html html, Subject.OtherCosts there) {
    html.element(
        "p",
        "A month of "
            + there.name()
            + " costs about "
            + rounded(there.estimate().total())
            + " USD: "
            + signed(estimate.total().subtract(there.estimate().total()))
            + " USD here.");
    Map<String, BigDecimal> ours = byResource(estimate);
    Map<String, BigDecimal> theirs = byResource(there.estimate());
    Set<String> names = new TreeSet<>(ours.keySet());
    names.addAll(theirs.keySet());
    PageTable table =
        new PageTable(
            "Costs compared with " + there.name(),
            "resource",
            "here",
            there.name(),
            "difference in USD");
    for (String name : names) {
      BigDecimal here = ours.getOrDefault(name, BigDecimal.ZERO);
      BigDecimal other = theirs.getOrDefault(name, BigDecimal.ZERO);
      if (here.compareTo(other) != 0) {
        table.row(name, rounded(here), rounded(other), signed(here.subtract(other)));
      }
    }
    if (!table.isEmpty()) {
      table.write(html);
    }
  }

  private static Map<String, BigDecimal> byResource(Estimate estimate) {
    Map<String, BigDecimal> costs = new LinkedHashMap<>();
    estimate
        .byStack()
        .forEach(
            (stack, lines) ->
                lines.stream()
                    .filter(Line::isKnown)
                    .forEach(
                        line ->
                            costs.merge(
                                stack.layer() + "/" + line.resource(),
                                line.amount(),
                                BigDecimal::add)));
    return costs;
  }

  private static String signed(BigDecimal amount) {
    return (amount.signum() > 0 ? "+" : "") + rounded(amount);
  }

  private static String rounded(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }
}
