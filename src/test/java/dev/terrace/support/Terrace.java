package dev.terrace.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The command line, with a state folder of the test's own. */
public final class Terrace {
  private final Path state;
  private final Map<String, String> variables = new TreeMap<>(System.getenv());
  private boolean leading;

  /**
   * @param state stands for {@code .terrace}
   */
  public Terrace(Path state) {
    this.state = state.toAbsolutePath();
    variables.put("TERRACE_STATE_DIR", this.state.toString());
    variables.put(PrepareMain.OWNER, Long.toString(ProcessHandle.current().pid()));
    variables.put("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "18,19,20,21,22,23");
    variables.put("JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION", "1");
    variables.put("JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION", "1");
  }

  /** What a command said and how it ended. */
  public record Said(int exitCode, String out, String err) {}

  /** A command that runs. */
  public record Running(Process process, Path out, Path err) {

    public String errors() {
      return read(err);
    }

    public Said await() {
      try {
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new AssertionError("did not end: " + errors());
        }
        return new Said(process.exitValue(), read(out), read(err));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Waits for words on stderr. */
    public void says(String words) {
      Terrace.await(
          () -> errors().contains(words) || !process.isAlive(), "'" + words + "' in " + err);
      if (!errors().contains(words)) {
        throw new AssertionError("ended without '" + words + "': " + errors());
      }
    }
  }

  /** One more variable; null takes one away. */
  public Terrace with(String name, String value) {
    if (value == null) {
      variables.remove(name);
    } else {
      variables.put(name, value);
    }
    return this;
  }

  /** Processes lead a group of their own, which gets their signals, as at a terminal. */
  public Terrace leading() {
    leading = true;
    return this;
  }

  public Path state() {
    return state;
  }

  /** Runs a command in this JVM. */
  public Said run(String... arguments) {
    InProcess.Ended ended = InProcess.run(variables, arguments);
    return new Said(ended.exitCode(), ended.output(), ended.errors());
  }

  /** Runs a command as a process of its own, for what is about the process. */
  public Said runProcess(String... arguments) {
    return start(arguments).await();
  }

  public Running start(String... arguments) {
    try {
      Path logs = Files.createDirectories(state.resolve("tests"));
      Path out = Files.createTempFile(logs, "out", "");
      Path err = Files.createTempFile(logs, "err", "");
      List<String> command = new ArrayList<>();
      if (leading) {
        // A shell lets what it runs in the background ignore SIGINT, and children inherit that.
        command.addAll(List.of("setsid", "env", "--default-signal=INT,HUP"));
      }
      command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
      command.add("-Dterrace.home=" + Path.of("").toAbsolutePath());
      command.add("-cp");
      command.add(
          "target/classes" + File.pathSeparator + Files.readString(Path.of("target/classpath")));
      command.add("dev.terrace.cli.TerraceCommand");
      command.addAll(List.of(arguments));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(variables);
      return new Running(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits up to five minutes: other tests run in parallel. */
  public static void await(BooleanSupplier condition, String what) {
    long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > limit) {
        throw new AssertionError("waited in vain for " + what);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
