package dev.terrace.cli.print;

import dev.terrace.ui.Console;
import java.util.stream.Stream;

/** What stderr says of a run that did not finish. */
final class Unfinished {
  private Unfinished() {}

  /**
   * @param stacks each with its outcome
   * @param next what to do about it
   */
  static void print(Stream<String> stacks, String next, Console console) {
    console.note("");
    stacks.forEach(stack -> console.note("  " + stack));
    console.note(next);
  }
}
