package dev.terrace.support;

import dev.terrace.ui.Console;
import dev.terrace.ui.Ui;
import java.util.function.Supplier;

/** A console whose user is the test. */
public record AskedUi(Console console, Supplier<String> answer) implements Ui {
  @Override
  public boolean isTerminal() {
    return true;
  }

  @Override
  public void note(String line) {
    console.note(line);
  }

  @Override
  public void passing(String line) {
    console.passing(line);
  }

  @Override
  public void passing(Supplier<String> line) {
    console.passing(line);
  }

  @Override
  public void endPassing() {
    console.endPassing();
  }

  @Override
  public void lastWord(String line) {
    console.lastWord(line);
  }

  @Override
  public void warn(String line) {
    console.warn(line);
  }

  @Override
  public void error(String text) {
    console.error(text);
  }

  @Override
  public String ask(String question) {
    return answer.get();
  }
}
