package dev.terrace.check;

import dev.terrace.check.model.Model;

/**
 * A rule over the stacks of one environment. A class below {@code dev.terrace.check.rules} with a
 * constructor without parameters is found by itself; a system names its own ones in {@code
 * SystemDefinition.rules()}.
 */
public interface Rule {

  About about();

  /** Reports what breaks the rule. Reads every resource at most a fixed number of times. */
  void evaluate(Model model, Findings findings);
}
