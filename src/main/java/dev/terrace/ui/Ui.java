package dev.terrace.ui;

import java.util.function.Supplier;

/**
 * Where actions report progress and ask for confirmation. Results are records and never pass
 * through here. Threads may share it.
 */
public interface Ui {

  /** Whether questions can be asked and a line can be rewritten in place. */
  boolean isTerminal();

  /** A line of progress that stays. */
  void note(String line);

  /**
   * What this thread works on until {@link #endPassing}: a line that the next one replaces. Without
   * a terminal it is printed when nothing else has been for a while.
   */
  void passing(String line);

  /** The same with a line that changes with time. */
  void passing(Supplier<String> line);

  /** This thread has ended what it worked on. */
  void endPassing();

  /** A line that is shown even while a question waits, before the process exits. */
  void lastWord(String line);

  /** Something that works but deserves a look. */
  void warn(String line);

  void error(String text);

  /** Whether the user has ended the command, so that no question gets an answer. */
  default boolean asksNoMore() {
    return false;
  }

  /** Asks a question; the answer in lower case, empty where there is none. */
  String ask(String question);
}
