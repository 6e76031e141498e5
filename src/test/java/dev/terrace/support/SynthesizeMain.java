package dev.terrace.support;

import java.io.IOException;
import java.nio.file.Path;

/** Synthesizes an environment in a JVM of its own: system, environment, folder. */
public final class SynthesizeMain {
  private SynthesizeMain() {}

  public static void main(String[] arguments) throws IOException {
    Synthesized.into(arguments[0], arguments[1], Path.of(arguments[2]));
  }
}
