package dev.terrace.support;

import java.io.IOException;
import java.nio.file.Path;

/** Synthesizes environments in a JVM of its own: system, environment and folder of each. */
public final class SynthesizeMain {
  private SynthesizeMain() {}

  public static void main(String[] arguments) throws IOException {
    for (int each = 0; each < arguments.length; each += 3) {
      Synthesized.into(arguments[each], arguments[each + 1], Path.of(arguments[each + 2]));
    }
  }
}
