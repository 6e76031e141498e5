package dev.terrace.project;

import java.util.regex.Pattern;

/** Words of commands that people copy into a shell. */
final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private ShellWord() {}

  /** The word as a POSIX shell reads it back, quoted only where needed. */
  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
