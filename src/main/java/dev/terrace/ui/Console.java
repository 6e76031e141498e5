package dev.terrace.ui;

import dev.terrace.error.VisibleText;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints results to stdout, progress and warnings to stderr. Colours and a line that rewrites
 * itself need a terminal. A timer reports steps that last. Threads may share it.
 */
public final class Console implements Ui {
  /** What {@link #style} writes. */
  private static final Pattern STYLES = Pattern.compile("\u001b\\[(?:[012]|3[123])m");

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final boolean colours;
  private final Heartbeat heartbeat;
  private boolean shown;
  private final Question question = new Question();
  private boolean resultPrinted;

  public Console(PrintStream out, PrintStream err, boolean terminal, boolean colours) {
    this(out, err, terminal, colours, System::nanoTime);
  }

  /**
   * @param nanos a clock as {@link System#nanoTime}
   */
  Console(PrintStream out, PrintStream err, boolean terminal, boolean colours, LongSupplier nanos) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.colours = colours;
    this.heartbeat = new Heartbeat(nanos);
  }

  public static Console ofProcess() {
    boolean terminal = Boolean.getBoolean("terrace.terminal"); // the launcher has looked
    boolean colours =
        terminal && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
    Console console = new Console(System.out, System.err, terminal, colours);
    Thread timer = new Thread(console::beatEachSecond, "heartbeat");
    timer.setDaemon(true);
    timer.start();
    return console;
  }

  private void beatEachSecond() {
    try {
      while (true) {
        Thread.sleep(1000);
        beat();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Renews the passing line; without a terminal, prints it when nothing else was printed. */
  synchronized void beat() {
    if (question.isOpen()) {
      heartbeat.printed(); // whoever is asked knows what is waited for
    } else if (terminal) {
      clearPassing();
      showPassing();
    } else {
      heartbeat.due().ifPresent(this::printNote);
    }
  }

  @Override
  public boolean isTerminal() {
    return terminal;
  }

  /** A line of the result. */
  public synchronized void result(String line) {
    clearPassing();
    question.orAfter(
        () -> {
          out.println(visible(line));
          out.flush();
        });
    resultPrinted = true;
    heartbeat.printed();
    showPassing();
  }

  /** Whether a line of the result has been printed. */
  public synchronized boolean hasResult() {
    return resultPrinted;
  }

  /** A line about the work that stays. */
  @Override
  public synchronized void note(String line) {
    clearPassing();
    printNote(line);
    showPassing();
  }

  private void printNote(String line) {
    question.orAfter(() -> err.println(visible(line)));
    heartbeat.printed();
  }

  @Override
  public synchronized void passing(String line) {
    heartbeat.begin(line);
    clearPassing();
    showPassing();
  }

  @Override
  public synchronized void passing(Supplier<String> line) {
    heartbeat.begin(line);
    clearPassing();
    showPassing();
  }

  /** A line that is shown even while a question waits, before the process exits. */
  @Override
  public void lastWord(String line) {
    err.println((terminal ? "\r\u001b[K" : "") + visible(line));
    err.flush();
  }

  @Override
  public synchronized void endPassing() {
    heartbeat.end();
    clearPassing();
    showPassing();
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

  /**
   * Asks for one letter or word; what stands in capitals in the hint is not the default. Work goes
   * on meanwhile, and what it says follows the answer. One question at a time.
   */
  @Override
  public String ask(String text) {
    synchronized (this) {
      heartbeat.end();
      clearPassing();
      if (!question.open()) {
        return "";
      }
      err.print(visible(text) + " ");
      err.flush();
    }
    try {
      return question.answer().strip().toLowerCase(Locale.ROOT);
    } finally {
      synchronized (this) {
        question.close();
        heartbeat.printed();
      }
    }
  }

  @Override
  public boolean asksNoMore() {
    return question.isWithdrawn();
  }

  /** The question that waits and all later ones have no answer. */
  public void withdrawQuestions() {
    question.withdraw();
  }

  /** The one place where text meets the terminal: it obeys the styles of this class alone. */
  private String visible(String text) {
    if (!colours) {
      return VisibleText.ofLines(text);
    }
    StringBuilder shown = new StringBuilder();
    int end = 0;
    Matcher style = STYLES.matcher(text);
    for (; style.find(); end = style.end()) {
      shown.append(VisibleText.ofLines(text.substring(end, style.start()))).append(style.group());
    }
    return shown.append(VisibleText.ofLines(text.substring(end))).toString();
  }

  private String style(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  private void clearPassing() {
    if (shown) {
      err.print("\r\u001b[K");
      err.flush();
      shown = false;
    }
  }

  private void showPassing() {
    if (terminal && !question.isOpen()) {
      heartbeat
          .newest()
          .ifPresent(
              line -> {
                err.print(visible(line));
                err.flush();
                shown = true;
              });
    }
  }
}
