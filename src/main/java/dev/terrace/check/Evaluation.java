package dev.terrace.check;

import dev.terrace.check.model.Model;
import java.util.Comparator;
import java.util.List;

/** Evaluates rules on one environment. */
public final class Evaluation {
  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::severity).thenComparing(each -> each.rule().id());

  private Evaluation() {}

  /**
   * @return the worst first, then by rule, then in the order of deployment
   */
  public static List<Finding> of(Model model, List<Rule> rules, Findings.Origins origins) {
    Findings findings = new Findings(origins);
    for (Rule rule : rules) {
      findings.of(rule);
      rule.evaluate(model, findings);
    }
    return findings.list().stream().sorted(WORST_FIRST).toList();
  }
}
