package dev.terrace.cli;

/** Asks before something is changed, unless {@code --yes} has answered already. */
final class Consent {
  private final Console console;
  private boolean all;

  private Consent(Console console, boolean all) {
    this.console = console;
    this.all = all;
  }

  /**
   * @throws CommandException when nobody can be asked
   */
  static Consent of(Console console, boolean yes, String command) {
    if (!yes && !console.isTerminal()) {
      throw CommandException.usage(
          "'"
              + command
              + "' asks before it changes anything, and there is no terminal to ask at:"
              + " add --yes");
    }
    return new Consent(console, yes);
  }

  synchronized boolean given(String question) {
    if (all) {
      return true;
    }
    String answer = console.ask(question + " [y/N/all]");
    all = answer.equals("all") || answer.equals("a");
    return all || answer.equals("y") || answer.equals("yes");
  }
}
