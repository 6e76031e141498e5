package dev.terrace.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Work that must stay within 2 seconds of a processor and 512 MiB, whatever its input. Everything
 * that is allocated counts, also what the garbage collector frees meanwhile: the heap needs less.
 */
public final class Bounded {
  private static final Duration MOST_TIME = Duration.ofSeconds(2);
  private static final long MOST_MIB = 512;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Bounded() {}

  /** The result of the work. Work that hangs is stopped after 20 seconds. */
  public static <T> T run(String what, Callable<T> work) {
    return assertTimeoutPreemptively(Duration.ofSeconds(20), () -> measured(what, work), what);
  }

  private static <T> T measured(String what, Callable<T> work) throws Exception {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long nanos = THREADS.getCurrentThreadCpuTime();
    T result = work.call();
    Duration time = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - nanos);
    long mib = (THREADS.getCurrentThreadAllocatedBytes() - bytes) >> 20;
    assertThat(time).as("time of a processor: " + what).isLessThan(MOST_TIME);
    assertThat(mib).as("MiB: " + what).isLessThan(MOST_MIB);
    return result;
  }
}
