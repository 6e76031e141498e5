package dev.terrace.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets a JVM of tests, and all that it starts, give way to others: the unit tests use the whole
 * machine, while the deploys beside them mostly wait and then need it at once. Integration tests
 * begin with what these deploys leave. Only on Linux.
 */
public final class LowPriority implements LauncherSessionListener {
  /** A tenth of the share of a process with the usual priority, see sched(7). */
  private static final String NICE = "10";

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (System.getenv("TERRACE_LOW_PRIORITY") == null) {
      return;
    }
    // Linux has a priority for each thread, which its later threads and processes inherit.
    String[] threads = new File("/proc/self/task").list();
    if (threads != null) {
      lower(List.of(threads));
    }
  }

  private static void lower(List<String> threads) {
    List<String> command = new ArrayList<>(List.of("renice", "-n", NICE, "-p"));
    command.addAll(threads);
    try {
      // A thread of the JVM that has ended meanwhile is an error of the command, and none here.
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
