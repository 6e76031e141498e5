package dev.terrace.ui;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where words go: results to stdout, progress and warnings to stderr. Colours and a line that
 * rewrites itself only where stderr is a terminal. Threads may share it.
 */
public final class Console implements Ui {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final boolean colours;
  private String passing = "";

  public Console(PrintStream out, PrintStream err, boolean terminal, boolean colours) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.colours = colours;
  }

  public static Console ofProcess() {
    boolean terminal = Boolean.getBoolean("terrace.terminal"); // the launcher has looked
    boolean colours =
        terminal && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
    return new Console(System.out, System.err, terminal, colours);
  }

  @Override
  public boolean isTerminal() {
    return terminal;
  }

  /** A line of the result. */
  public synchronized void result(String line) {
    clearPassing();
    out.println(line);
    out.flush();
  }

  /** A line about the work that stays. */
  @Override
  public synchronized void note(String line) {
    clearPassing();
    err.println(line);
    showPassing();
  }

  /** A line about the work that the next one replaces; nothing where there is no terminal. */
  @Override
  public synchronized void passing(String line) {
    if (terminal) {
      clearPassing();
      passing = line;
      showPassing();
    }
  }

  /** A line that is shown even while a question waits, before the process exits. */
  @Override
  public void lastWord(String line) {
    err.println(terminal ? "\r\u001b[K" + line : line);
    err.flush();
  }

  @Override
  public synchronized void endPassing() {
    clearPassing();
    passing = "";
  }

  @Override
  public void warn(String line) {
    note(style("33", "warning: ") + line);
  }

  @Override
  public void error(String text) {
    note(style("31", "error: ") + text);
  }

  public String bold(String text) {
    return style("1", text);
  }

  public String good(String text) {
    return style("32", text);
  }

  public String bad(String text) {
    return style("31", text);
  }

  public String dim(String text) {
    return style("2", text);
  }

  /** Asks for one letter or word; what stands in capitals in the hint is not the default. */
  @Override
  public synchronized String ask(String question) {
    clearPassing();
    passing = "";
    err.print(question + " ");
    err.flush();
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      String answer = in.readLine();
      return answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String style(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  private void clearPassing() {
    if (terminal && !passing.isEmpty()) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }

  private void showPassing() {
    if (terminal && !passing.isEmpty()) {
      err.print(passing);
      err.flush();
    }
  }
}
