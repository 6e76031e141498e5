package dev.terrace.ui;

import dev.terrace.error.UserError;

/** Asks before something is changed, unless {@code --yes} has answered already. */
public final class Confirmation {
  private final Ui ui;
  private boolean all;

  private Confirmation(Ui ui, boolean all) {
    this.ui = ui;
    this.all = all;
  }

  /**
   * @throws UserError when there is no terminal to ask on
   */
  public static Confirmation of(Ui ui, boolean yes, String command) {
    if (!yes && !ui.isTerminal()) {
      throw UserError.usage(
          "'"
              + command
              + "' asks before it changes anything, and there is no terminal to ask at:"
              + " add --yes");
    }
    return new Confirmation(ui, yes);
  }

  public synchronized boolean given(String question) {
    return given(question, () -> {});
  }

  /**
   * @param show prints what the question is about, right before it is asked
   */
  public synchronized boolean given(String question, Runnable show) {
    if (all) {
      return true;
    }
    if (ui.asksNoMore()) {
      return false;
    }
    show.run();
    String answer = ui.ask(question + " [y/N/all]");
    all = answer.equals("all") || answer.equals("a");
    return all || answer.equals("y") || answer.equals("yes");
  }
}
