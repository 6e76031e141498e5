package dev.terrace.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Holds back what work in parallel says, until it is its turn: the lines that stay come in one
 * order, whatever ends first. Lines that replace one another are shown at once.
 */
public final class DeferredUi implements Ui {
  private final Ui ui;
  private final List<Runnable> held = new ArrayList<>();
  private boolean open;

  public DeferredUi(Ui ui) {
    this.ui = ui;
  }

  /** Says what was held back; from now on nothing is. */
  public synchronized void open() {
    open = true;
    held.forEach(Runnable::run);
    held.clear();
  }

  private synchronized void say(Runnable line) {
    if (open) {
      line.run();
    } else {
      held.add(line);
    }
  }

  @Override
  public boolean isTerminal() {
    return ui.isTerminal();
  }

  @Override
  public void note(String line) {
    say(() -> ui.note(line));
  }

  @Override
  public void warn(String line) {
    say(() -> ui.warn(line));
  }

  @Override
  public void error(String text) {
    say(() -> ui.error(text));
  }

  @Override
  public void passing(String line) {
    ui.passing(line);
  }

  @Override
  public void passing(Supplier<String> line) {
    ui.passing(line);
  }

  @Override
  public void endPassing() {
    ui.endPassing();
  }

  @Override
  public void lastWord(String line) {
    ui.lastWord(line);
  }

  @Override
  public boolean asksNoMore() {
    return ui.asksNoMore();
  }

  @Override
  public String ask(String question) {
    return ui.ask(question);
  }
}
