package dev.terrace.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Notes the CPU time of each test class and of all programs that it started and waited for: its
 * cost, whatever runs in parallel. The simulated AWS is not included, since it continues in the
 * background. Only on Linux.
 */
public final class CpuTimes implements TestExecutionListener {
  private static final Path STAT = Path.of("/proc/self/stat");

  /** Clock ticks a second, as {@code getconf CLK_TCK} says on every Linux of today. */
  private static final double TICKS = 100;

  private final Path file;
  private double begin;

  public CpuTimes() {
    String name = System.getenv("TERRACE_CPU_TIMES");
    file = name == null || !Files.exists(STAT) ? null : Path.of(name);
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    if (file != null && isClass(test)) {
      begin = used();
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (file != null && isClass(test)) {
      note(((ClassSource) test.getSource().orElseThrow()).getClassName(), used() - begin);
    }
  }

  /** One that the platform was asked for, not one that is nested in it. */
  private static boolean isClass(TestIdentifier test) {
    return test.getSource().filter(ClassSource.class::isInstance).isPresent()
        && test.getUniqueIdObject().getSegments().size() == 2;
  }

  private void note(String name, double seconds) {
    try {
      Files.createDirectories(file.getParent());
      // Short lines that are appended at once do not mix between processes.
      Files.writeString(
          file,
          name + " " + Math.round(seconds * 1000) + "\n",
          UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Seconds of this process and of its ended children: fields 14 to 17 of proc(5). */
  private static double used() {
    try {
      String stat = Files.readString(STAT);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int field = 14; field <= 17; field++) {
        ticks += Long.parseLong(fields[field - 3]);
      }
      return ticks / TICKS;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
