package dev.terrace.print;

import dev.terrace.actions.check.CheckStacks;
import dev.terrace.check.About;
import dev.terrace.check.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The findings of one rule, by cause: what one change fixes is one group.
 *
 * @param byCause the findings of each cause
 */
record Causes(About rule, List<List<Finding>> byCause) {

  /** The worst first, across environments. */
  static List<Causes> of(CheckStacks.Result result) {
    Map<String, Map<String, List<Finding>>> byRule = new LinkedHashMap<>();
    result.findings().stream()
        .sorted(Comparator.comparing(Finding::severity).thenComparing(each -> each.rule().id()))
        .forEach(
            finding ->
                byRule
                    .computeIfAbsent(finding.rule().id(), key -> new LinkedHashMap<>())
                    .computeIfAbsent(finding.cause(), key -> new ArrayList<>())
                    .add(finding));
    return byRule.values().stream()
        .map(
            causes -> {
              List<List<Finding>> groups = List.copyOf(causes.values());
              return new Causes(groups.get(0).get(0).rule(), groups);
            })
        .toList();
  }

  List<String> instead() {
    return byCause.stream().map(group -> group.get(0).instead()).distinct().toList();
  }
}
