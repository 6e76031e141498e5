package dev.terrace.cost;

import dev.terrace.config.StackId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What every report has above and below its table. */
final class ReportText {
  private ReportText() {}

  static String title(String what, String where) {
    return what + " in " + where + ", US dollars per month";
  }

  static void unknown(List<String> text, Estimate estimate) {
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
                    .forEach(line -> text.add("  " + describe(stack, line))));
  }

  private static String describe(StackId stack, Line line) {
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

  static List<String> assumed(Estimate estimate) {
    String usage =
        estimate.usage().byKey().entrySet().stream()
            .filter(entry -> entry.getValue() != null)
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return List.of("Assumed ('usage' in the environment's file): " + usage + ".");
  }

  static List<String> footer(Prices prices, Set<String> unconfirmed) {
    List<String> text = new ArrayList<>();
    text.add(
        "Prices: on-demand list prices of "
            + prices.collected()
            + ", "
            + prices.file()
            + "; a month has 730 hours.");
    if (!unconfirmed.isEmpty()) {
      text.add(
          unconfirmed.size()
              + (unconfirmed.size() == 1 ? " of the prices used is" : " of the prices used are")
              + " not confirmed by a second source; the file says which.");
    }
    if (!prices.notCounted().isEmpty()) {
      text.add("Not counted: " + String.join("; ", prices.notCounted()) + ".");
    }
    return text;
  }
}
