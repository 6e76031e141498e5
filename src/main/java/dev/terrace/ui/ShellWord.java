package dev.terrace.ui;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of commands that people copy into a shell. */
public final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private ShellWord() {}

  /** A whole command. */
  public static String line(String program, String... arguments) {
    return program
        + Arrays.stream(arguments).map(word -> " " + quoted(word)).collect(Collectors.joining());
  }

  /** The word as a POSIX shell reads it back, quoted only where needed. */
  public static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
