package dev.terrace.cost;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An estimate as lines of text. */
public final class CostReport {
  /** Equal costs of these types share one row. */
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

  /** A table of every stack and resource, the unknown costs, and the assumed usage. */
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
    text.add(ReportText.title(estimate.environment().toString(), estimate.region()));
    text.add("");
    text.addAll(table.lines());
    ReportText.unknown(text, estimate);
    text.add("");
    text.addAll(ReportText.assumed(estimate));
    text.addAll(ReportText.footer(prices, estimate.unconfirmed()));
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

  /**
   * How each option would change the costs.
   *
   * @param changed the estimate with the option, by its name
   * @param impossible why an option is not possible, by its name
   */
  public List<String> options(
      Estimate as, Map<String, Estimate> changed, Map<String, String> impossible) {
    TextTable table = new TextTable(1);
    table.row("as it is", Money.sum(as.lines()));
    changed.forEach(
        (name, with) ->
            table.row(name, CostDifference.between(as.lines(), with.lines(), true).format("$")));
    List<String> text = new ArrayList<>();
    text.add(ReportText.title("options of " + as.environment(), as.region()));
    text.add("");
    text.addAll(table.lines());
    impossible.forEach((name, why) -> text.add(name + ": not possible here, " + why));
    ReportText.unknown(text, as);
    text.add("");
    text.addAll(ReportText.footer(prices, as.unconfirmed()));
    return text;
  }
}
