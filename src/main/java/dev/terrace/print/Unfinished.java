package dev.terrace.print;

import dev.terrace.ui.Console;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stderr says of a run that did not finish. */
final class Unfinished {
  /** Before a command that goes on with what was begun. */
  static final String RESUME = "Resume with: ";

  /** Before a command that was not let in: there is nothing to resume. */
  static final String AGAIN = "Run again after that: ";

  private Unfinished() {}

  /**
   * @param repairs what has to be done before the command can succeed
   * @param word before the command, where nothing has
   * @param command that goes on
   */
  static String next(Stream<String> repairs, String word, String command) {
    String first =
        repairs
            .distinct()
            .map(each -> "Repair first: " + each + "\n")
            .collect(Collectors.joining());
    return first.isEmpty() ? word + command : first + "Then run again: " + command;
  }

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
