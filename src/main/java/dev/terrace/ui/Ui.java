package dev.terrace.ui;

/**
 * Where actions report progress and ask for confirmation. Results are records and never pass
 * through here. Threads may share it.
 */
public interface Ui {

  /** Whether questions can be asked and a line can be rewritten in place. */
  boolean isTerminal();

  /** A line of progress that stays. */
  void note(String line);

  /** A line of progress that the next one replaces; not shown without a terminal. */
  void passing(String line);

  /** Clears the passing line. */
  void endPassing();

  /** A line that is shown even while a question waits, before the process exits. */
  void lastWord(String line);

  /** Something that works but deserves a look. */
  void warn(String line);

  void error(String text);

  /** Asks a question; the answer in lower case, empty where there is none. */
  String ask(String question);
}
